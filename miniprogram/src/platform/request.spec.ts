import { phone } from '../../test/stubs/taro';
import { ApiError } from './api-error';
import { addressOf, call, setAuth } from './request';

const refused = (status: number, code: string) => ({ statusCode: status, data: { code, message: '不行', details: null, requestId: 'r1' } });
let token: string | null;
let renewals: (string | null)[];

beforeEach(() => {
  jest.useRealTimers();
  phone.reset();
  token = 'old';
  renewals = [];
  setAuth({
    token: () => token,
    renew: async (dead) => {
      renewals.push(dead);
      token = 'new';
      return token;
    },
  });
});

describe('a call', () => {
  it('puts params into the path and the query behind it, leaving out what is not given', () => {
    expect(addressOf('members.list', { params: { shopId: 7 }, query: { limit: 20, cursor: undefined, removed: true } })).toBe(
      'http://127.0.0.1:3000/api/shops/7/members?limit=20&removed=true',
    );
  });

  it('sends the body as JSON with the token, and hands back the answer', async () => {
    phone.answer = () => ({ statusCode: 200, data: { accountId: 1 } });
    await expect(call('members.updateOwn', { body: { name: '张建国' } })).resolves.toEqual({ accountId: 1 });
    expect(phone.requests[0]).toMatchObject({
      method: 'PATCH',
      data: '{"name":"张建国"}',
      header: { Authorization: 'Bearer old', 'Content-Type': 'application/json' },
    });
  });

  it('answers null where there is nothing to answer', async () => {
    phone.answer = () => ({ statusCode: 204, data: '' });
    await expect(call('session.delete')).resolves.toBeNull();
  });

  it('signs in first when nobody is signed in', async () => {
    token = null;
    phone.answer = () => ({ statusCode: 200, data: { items: [] } });
    await call('shops.tags');
    expect(renewals).toEqual([null]);
    expect(phone.requests[0]?.header.Authorization).toBe('Bearer new');
  });

  it('shows who invites without signing anybody in', async () => {
    token = null;
    phone.answer = () => ({ statusCode: 200, data: {} });
    await call('invitations.get', { params: { code: 'abc' } });
    expect(renewals).toEqual([]);
    expect(phone.requests[0]?.header.Authorization).toBeUndefined();
  });
});

describe('a session that has died', () => {
  it('is renewed once, in silence, and the call is made again', async () => {
    phone.answer = ({ header }) =>
      header.Authorization === 'Bearer old' ? refused(401, 'unauthenticated') : { statusCode: 200, data: { ok: 1 } };
    await expect(call('session.get')).resolves.toEqual({ ok: 1 });
    expect(renewals).toEqual(['old']);
    expect(phone.requests).toHaveLength(2);
  });

  it('is not renewed for ever', async () => {
    phone.answer = () => refused(401, 'unauthenticated');
    await expect(call('session.get')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(phone.requests).toHaveLength(2);
  });
});

describe('a failure', () => {
  it('carries the code, the Chinese sentence and the faults of fields', async () => {
    const faults = [{ field: 'name', rule: 'too_long', max: 30, zh: '最多 30 个字' }];
    phone.answer = () => ({ statusCode: 400, data: { code: 'invalid', message: '填写的内容有误', details: faults, requestId: 'r2' } });
    const error = (await call('members.updateOwn', { body: { name: 'x' } }).catch((failure: unknown) => failure)) as ApiError;
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'invalid', message: '填写的内容有误', status: 400, requestId: 'r2', faults });
  });

  it('is Chinese also when a proxy answers in English', async () => {
    phone.answer = () => ({ statusCode: 502, data: '<html>Bad Gateway</html>' });
    await expect(call('session.delete')).rejects.toMatchObject({ code: 'unavailable', message: '服务暂时不可用，请稍后重试' });
  });

  it('of the network is tried again when reading', async () => {
    let failures = 2;
    phone.answer = () => {
      if (failures-- > 0) throw { errMsg: 'request:fail ' };
      return { statusCode: 200, data: { items: [] } };
    };
    await expect(call('shops.tags')).resolves.toEqual({ items: [] });
    expect(phone.requests).toHaveLength(3);
  });

  it('of the network is told after the third try', async () => {
    phone.answer = () => {
      throw { errMsg: 'request:fail timeout' };
    };
    await expect(call('shops.tags')).rejects.toMatchObject({ code: 'timeout', isOutage: true });
    expect(phone.requests).toHaveLength(3);
  });

  it('when writing is never tried again by itself: it might have arrived', async () => {
    phone.answer = () => {
      throw { errMsg: 'request:fail ' };
    };
    await expect(call('posts.like', { params: { id: 1 } })).rejects.toMatchObject({ code: 'offline' });
    expect(phone.requests).toHaveLength(1);
  });

  it('that the server itself reports as its own fault is not asked for again', async () => {
    phone.answer = () => refused(500, 'internal');
    await expect(call('shops.tags')).rejects.toMatchObject({ code: 'internal' });
    expect(phone.requests).toHaveLength(1);
  });
});
