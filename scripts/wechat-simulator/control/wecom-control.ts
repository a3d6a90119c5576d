import type { FastifyInstance } from 'fastify';
import { confirmMassTask } from '../qyapi/mass-messages';
import type { Relation } from '../state/customers';
import { externalUseridOf } from '../state/identities';
import type { World } from '../state/world';
import { bodyOf, ControlError, type Input, numberOf, oneOf, optionalTextOf, paramOf, personOf, queryOf, textOf } from './input';

/** What members and customers do with each other in WeCom and WeChat, and what WeCom told of it. */
export function wecomControl(scope: FastifyInstance, world: World): void {
  customers(scope, world);
  tags(scope, world);
  massTasks(scope, world);

  scope.put('/users/:key/app-following', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    if (person.userid === null) throw new ControlError(409, '此人不是企业成员');
    const follows = bodyOf(request).follows === true;
    const event = { Event: follows ? 'subscribe' : 'unsubscribe', FromUserName: person.userid, AgentID: world.corp.apps[0]?.agentId ?? 0 };
    await world.wecomCallbacks.send(event);
    return { follows };
  });

  scope.get('/callbacks', async () => ({ items: world.wecomCallbacks.records }));
  scope.post('/callbacks/verification', async () => ({ ok: await world.wecomCallbacks.verifyUrl().catch(() => false) }));
  scope.post('/callbacks/:id/repeats', async (request) => {
    const record = world.wecomCallbacks.records.find(({ id }) => id === Number(paramOf(request, 'id')));
    if (!record) throw new ControlError(404, '没有这条回调');
    return { outcome: await world.wecomCallbacks.repeat(record) };
  });
}

function customers(scope: FastifyInstance, world: World): void {
  scope.get('/customers', async (request) => {
    const userid = queryOf(request, 'userid');
    const relations = userid === '' ? world.customers.known() : world.customers.of(userid);
    return { items: relations.map((relation) => viewOf(world, relation)) };
  });

  scope.post('/customers', async (request, reply) => {
    const body = bodyOf(request);
    const member = world.people.member(textOf(body, 'userid'));
    if (!member) throw new ControlError(404, '没有这个企业成员');
    const addWay = body.addWay === undefined ? undefined : numberOf(body, 'addWay');
    const relation = await world.customers.add(member.key, personOf(world, textOf(body, 'userKey')), optionalTextOf(body, 'state'), addWay);
    return reply.code(201).send(viewOf(world, relation));
  });

  scope.patch('/customers', async (request) => {
    const body = bodyOf(request);
    const relation = relationOf(world, body);
    const tagIds = body.tagIds as string[] | undefined;
    if (tagIds?.some((id) => !world.customers.tags.has(id))) throw new ControlError(404, '没有这个标签');
    await world.customers.edit(relation, { remark: optionalTextOf(body, 'remark'), tagIds });
    return viewOf(world, relation);
  });

  scope.delete('/customers', async (request, reply) => {
    const query = request.query as Input;
    await world.customers.remove(relationOf(world, query), oneOf(query, 'by', ['member', 'customer'], 'member'));
    return reply.code(204).send();
  });
}

function tags(scope: FastifyInstance, world: World): void {
  scope.post('/customer-tags', async (request, reply) => {
    const body = bodyOf(request);
    return reply.code(201).send(await world.customers.saveTag(textOf(body, 'name'), optionalTextOf(body, 'group') ?? '客户'));
  });

  scope.patch('/customer-tags/:id', async (request) => {
    const tag = world.customers.tags.get(paramOf(request, 'id'));
    if (!tag) throw new ControlError(404, '没有这个标签');
    return world.customers.saveTag(textOf(bodyOf(request), 'name'), tag.group, tag.id);
  });

  scope.delete('/customer-tags/:id', async (request, reply) => {
    await world.customers.deleteTag(paramOf(request, 'id'));
    return reply.code(204).send();
  });
}

function massTasks(scope: FastifyInstance, world: World): void {
  scope.get('/mass-tasks', async (request) => {
    const userid = queryOf(request, 'userKey');
    const items = world.massMessages.list().flatMap(({ msgid, text, createdAt, cancelledAt, tasks }) =>
      tasks
        .filter((task) => userid === '' || task.userid === userid)
        .map((task) => ({
          ...{ msgid, text, createdAt, cancelledAt, userid: task.userid, confirmedAt: task.confirmedAt },
          customers: task.sendings.map(({ relation, status }) => ({ externalUserid: relation.externalUserid, status })),
        })),
    );
    return { items };
  });

  scope.post('/mass-tasks/:msgid/confirmations', async (request) => {
    const userid = personOf(world, textOf(bodyOf(request), 'userKey')).key;
    const message = world.massMessages.find(paramOf(request, 'msgid'));
    const task = message?.tasks.find((one) => one.userid === userid);
    if (!message || !task) throw new ControlError(404, '没有这个群发任务');
    if (message.cancelledAt !== null) throw new ControlError(409, '这个群发任务已取消');
    if (task.confirmedAt !== null) throw new ControlError(409, '这个群发任务已发送');
    confirmMassTask(world, message, task);
    return { customers: task.sendings.map(({ relation, status }) => ({ externalUserid: relation.externalUserid, status })) };
  });
}

function relationOf(world: World, input: Input): Relation {
  const relation = world.customers.find(textOf(input, 'userid'), externalUseridOf(textOf(input, 'userKey')));
  if (!relation) throw new ControlError(404, '他们不是好友');
  return relation;
}

const viewOf = (world: World, { userid, customer, externalUserid, state, remark, tagIds, addedAt }: Relation): object => ({
  ...{ userid, userKey: customer.key, externalUserid, unionid: customer.unionid, state, remark, tagIds, addedAt },
  allowance: world.massMessages.allowance(externalUserid),
});
