import type { FastifyInstance } from 'fastify';
import { encryptOpenData } from '../crypto';
import type { Person } from '../state/people';
import type { World } from '../state/world';
import { bodyOf, ControlError, oneOf, optionalTextOf, paramOf, personOf, queryOf, textOf } from './input';

const MAX_LISTED = 200;

function viewOf(world: World, person: Person): object {
  const { key, nickname, phone, openid, unionid, userid, blocked, lastSeenAt } = person;
  const demoCodes = world.options.demoCodes ? { loginCode: `demo-${key}`, phoneCode: `demo-phone-${key}` } : null;
  return { key, nickname, phone, openid, unionid, userid, blocked, lastSeenAt, privacy: world.privacy.setting(person), demoCodes };
}

export function peopleControl(scope: FastifyInstance, world: World): void {
  scope.get('/users', async (request) => {
    const limit = Math.min(Number(queryOf(request, 'limit')) || MAX_LISTED, MAX_LISTED);
    return { items: world.people.list(queryOf(request, 'q'), limit).map((person) => viewOf(world, person)) };
  });

  scope.post('/users', async (request, reply) => {
    const body = bodyOf(request);
    const details = { key: optionalTextOf(body, 'key'), nickname: optionalTextOf(body, 'nickname'), phone: optionalTextOf(body, 'phone') };
    try {
      const person = world.people.newcomer(oneOf(body, 'kind', ['wechat', 'wecom'], 'wechat'), details);
      return reply.code(201).send(viewOf(world, person));
    } catch (error) {
      if (error instanceof RangeError) throw new ControlError(409, '这个 key 不可用或已有人使用');
      throw error;
    }
  });

  scope.get('/users/:key', async (request) => viewOf(world, personOf(world, paramOf(request, 'key'))));

  scope.patch('/users/:key', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    const body = bodyOf(request);
    person.nickname = optionalTextOf(body, 'nickname') ?? person.nickname;
    person.phone = optionalTextOf(body, 'phone') ?? person.phone;
    if (body.blocked !== undefined) person.blocked = body.blocked === true;
    if (body.licensed !== undefined) person.licensed = body.licensed === true;
    return viewOf(world, person);
  });

  scope.post('/users/:key/visits', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    person.lastSeenAt = world.clock.now();
    return viewOf(world, person);
  });

  scope.post('/users/:key/login-codes', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    const body = bodyOf(request);
    const provider = oneOf(body, 'provider', ['wechat', 'wecom'], 'wechat');
    if (provider === 'wecom' && person.userid === null) throw new ControlError(409, '此人不是企业成员，不能用企业微信登录');
    const errMsg = provider === 'wecom' ? 'qy.login:ok' : 'login:ok';
    return { code: world.issueLoginCode(person, provider, optionalTextOf(body, 'appId')), errMsg };
  });

  scope.post('/users/:key/phone-codes', async (request) => phoneButton(world, personOf(world, paramOf(request, 'key')), bodyOf(request)));

  scope.post('/users/:key/group-enter-info', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    const info = world.chat.groupEnterInfo(person.key);
    if (!info) return { errMsg: 'getGroupEnterInfo:fail not from a chat' };
    if (person.sessionKey === null) return { errMsg: 'getGroupEnterInfo:fail not logged in' };
    const watermark = { timestamp: world.clock.seconds(), appid: world.miniProgram.appId };
    return { errMsg: 'getGroupEnterInfo:ok', ...encryptOpenData(person.sessionKey, { ...info, watermark }, world.random.bytes(16)) };
  });
}

/** The tap on `open-type=getPhoneNumber`, with `agreePrivacy` the combined button; what the event's detail would hold. */
function phoneButton(world: World, person: Person, body: Record<string, unknown>): object {
  if (body.agreePrivacy === true) world.privacy.agree(person);
  const refusal = world.privacy.refusalOf(person, 'getPhoneNumber');
  if (refusal) return refusal;
  if (body.refuse === true) return { errno: 103, errMsg: 'getPhoneNumber:fail user deny' };
  if (world.phoneQuota <= 0) return { errno: world.limits.phone.noQuotaErrno, errMsg: 'getPhoneNumber:fail jsapi has no permission' };
  return { code: world.issuePhoneCode(person, optionalTextOf(body, 'appId')), errMsg: 'getPhoneNumber:ok' };
}

export function privacyControl(scope: FastifyInstance, world: World): void {
  scope.get('/users/:key/privacy', async (request) => world.privacy.setting(personOf(world, paramOf(request, 'key'))));

  scope.put('/users/:key/privacy', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    const event = oneOf(bodyOf(request), 'event', ['agree', 'disagree']);
    if (event === 'agree') world.privacy.agree(person);
    else world.privacy.refuse(person);
    return world.privacy.setting(person);
  });

  scope.delete('/users/:key/privacy', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    world.privacy.clear(person);
    return world.privacy.setting(person);
  });

  scope.post('/users/:key/privacy/checks', async (request) => {
    const api = textOf(bodyOf(request), 'api');
    return world.privacy.refusalOf(personOf(world, paramOf(request, 'key')), api) ?? { errMsg: `${api}:ok` };
  });
}
