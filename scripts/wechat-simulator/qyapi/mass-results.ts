import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { type Call, type Fields, platformRoute } from '../platform-route';
import type { MassMessage } from '../state/mass-messages';
import type { World } from '../state/world';
import { badArgument, enterCustomers, memberOf, pageOf } from './customers';

const PREFIX = '/cgi-bin/externalcontact';
const MADE_BY_THE_CORP = 0;
/** Of a member's task [NV]. */
const TASK_STATUS = { waiting: 0, confirmed: 2 };

/** What became of mass messages, a nudge for those who have not confirmed, and the way back. */
export function massResultRoutes(scope: FastifyInstance, world: World): void {
  const post = (name: string, answer: (body: Fields, call: Call) => object): void =>
    platformRoute(scope, world, 'qyapi', 'POST', `${PREFIX}/${name}`, (call) => {
      enterCustomers(world, call, `${PREFIX}/${name}`);
      return { errcode: 0, errmsg: 'ok', ...answer(call.json(), call) };
    });

  post('get_groupmsg_list_v2', (body) => {
    const { chat_type, start_time, end_time, creator } = body;
    const [from, until] = [Number(start_time) * 1000, Number(end_time) * 1000];
    if (chat_type !== 'single' && chat_type !== 'group') throw badArgument(world, 'chat_type');
    if (!(from <= until)) throw badArgument(world, 'start_time');
    const all = world.massMessages
      .list()
      .filter((one) => chat_type === 'single' && one.createdAt >= from && one.createdAt <= until)
      .filter((one) => creator === undefined || creator === '' || one.creator === creator);
    const { items, next_cursor } = pageOf(world, all, body, world.limits.customers.listMax);
    return { next_cursor, group_msg_list: items.map(messageView) };
  });

  post('get_groupmsg_task', (body) => {
    const { items, next_cursor } = pageOf(world, messageOf(world, body).tasks, body, world.limits.customers.pageMax);
    const task_list = items.map(({ userid, confirmedAt }) => ({
      userid,
      status: confirmedAt === null ? TASK_STATUS.waiting : TASK_STATUS.confirmed,
      ...sendTime(confirmedAt),
    }));
    return { next_cursor, task_list };
  });

  post('get_groupmsg_send_result', (body) => {
    const message = messageOf(world, body);
    const userid = memberOf(world, String(body.userid ?? ''));
    const sendings = message.tasks.find((task) => task.userid === userid)?.sendings ?? [];
    const { items, next_cursor } = pageOf(world, sendings, body, world.limits.customers.pageMax);
    const send_list = items.map(({ relation, status, at }) => ({
      external_userid: relation.externalUserid,
      userid,
      status,
      ...sendTime(at),
    }));
    return { next_cursor, send_list };
  });

  post('remind_groupmsg_send', (body) => {
    const message = waitingMessage(world, body);
    const { reminders } = world.limits.customers;
    if (!world.rates.take(`remind/${message.msgid}`, reminders)) throw new PlatformError(45009, 'remind too often');
    return {};
  });

  post('cancel_groupmsg_send', (body) => {
    const message = waitingMessage(world, body);
    message.cancelledAt = world.clock.now();
    world.lockScreens.withdraw(message.msgid);
    return {};
  });
}

function messageOf(world: World, { msgid }: Fields): MassMessage {
  const message = typeof msgid === 'string' ? world.massMessages.find(msgid) : undefined;
  if (!message) throw new PlatformError(world.limits.unverifiedCodes.massTaskNotFound, 'invalid msgid');
  return message;
}

function waitingMessage(world: World, body: Fields): MassMessage {
  const message = messageOf(world, body);
  const waits = message.cancelledAt === null && message.tasks.some(({ confirmedAt }) => confirmedAt === null);
  if (!waits) throw new PlatformError(world.limits.unverifiedCodes.massTaskOver, 'group message is sent or cancelled');
  return message;
}

const sendTime = (at: number | null): object => (at === null ? {} : { send_time: Math.floor(at / 1000) });

const messageView = ({ msgid, creator, createdAt, text, attachments }: MassMessage): object => ({
  msgid,
  creator,
  create_time: Math.floor(createdAt / 1000),
  create_type: MADE_BY_THE_CORP,
  text: { content: text },
  attachments,
});
