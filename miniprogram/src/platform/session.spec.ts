import { phone } from '../../test/stubs/taro';
import { call } from './request';
import { refreshActor, setActor, signIn, signOut, useSession } from './session';
import { readStored } from './storage';

const actor = {
  accountId: 9,
  provider: 'wechat' as const,
  name: null,
  avatarUrl: null,
  phone: null,
  consentedAt: null,
  staff: null,
  member: null,
  memberships: [],
};

beforeEach(() => {
  phone.reset();
  useSession.setState({ token: null, actor: null, state: 'out', error: null });
  phone.answer = ({ url, method, data }) => {
    if (url.endsWith('/session') && method === 'POST')
      return { statusCode: 200, data: { token: `token-for-${JSON.parse(data ?? '{}').code}`, actor } };
    if (url.endsWith('/session') && method === 'DELETE') return { statusCode: 204, data: null };
    return { statusCode: 200, data: { ...actor, name: '张建国' } };
  };
});

describe('signing in', () => {
  it('trades the platform code for a session and keeps it on the phone', async () => {
    await signIn();
    expect(useSession.getState()).toMatchObject({ token: 'token-for-code-1', state: 'in', actor: { accountId: 9 } });
    expect(readStored('session')).toMatchObject({ token: 'token-for-code-1', actor: { accountId: 9 } });
  });

  it('happens once for many calls that need it at the same time', async () => {
    await Promise.all([call('shops.tags'), call('session.get'), call('inbox.count')]);
    expect(phone.logins).toBe(1);
    expect(phone.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('that fails says why and can be tried again', async () => {
    const works = phone.answer;
    phone.answer = () => ({
      statusCode: 403,
      data: { code: 'staff_unknown', message: '您还不是本公司员工，请联系管理员开通', details: null, requestId: '' },
    });
    await expect(signIn()).rejects.toMatchObject({ code: 'staff_unknown' });
    expect(useSession.getState()).toMatchObject({
      state: 'failed',
      token: null,
      error: { message: '您还不是本公司员工，请联系管理员开通' },
    });
    phone.answer = works;
    await signIn();
    expect(useSession.getState().state).toBe('in');
  });
});

describe('the signed-in person', () => {
  it('is kept when an operation answers who I am now', async () => {
    await signIn();
    setActor({ ...actor, name: '李秀英' });
    expect(readStored('session')).toMatchObject({ actor: { name: '李秀英' } });
  });

  it('is asked for anew', async () => {
    await signIn();
    await expect(refreshActor()).resolves.toMatchObject({ name: '张建国' });
    expect(useSession.getState().actor?.name).toBe('张建国');
  });

  it('is forgotten on signing out, also when the server cannot be told', async () => {
    await signIn();
    phone.answer = () => {
      throw { errMsg: 'request:fail' };
    };
    await expect(signOut()).rejects.toMatchObject({ code: 'offline' });
    expect(useSession.getState()).toMatchObject({ token: null, state: 'out' });
    expect(readStored('session')).toBeNull();
  });

  it('gets one renewal when several calls find the session dead', async () => {
    await signIn();
    phone.answer = ({ url, method, header }) => {
      if (url.endsWith('/session') && method === 'POST') return { statusCode: 200, data: { token: 'second', actor } };
      return header.Authorization === 'Bearer second'
        ? { statusCode: 200, data: {} }
        : { statusCode: 401, data: { code: 'unauthenticated' } };
    };
    await Promise.all([call('shops.tags'), call('inbox.count'), call('home.get')]);
    expect(phone.logins).toBe(2);
    expect(useSession.getState().token).toBe('second');
  });
});
