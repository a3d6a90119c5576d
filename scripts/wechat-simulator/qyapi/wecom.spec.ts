import { demoCorp } from '../options';
import { corpSecret, HOUR, MINUTE, SECOND, TestSimulator } from '../testing/simulator';

const corp = {
  corpId: demoCorp.corpId,
  apps: [...demoCorp.apps, { agentId: 1_000_003, secret: 'unbound-secret', boundToMiniProgram: false }],
};

describe('WeCom', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start({ corp, demoCodes: true });
    simulator.world.registerUser({ key: 'sales-1', wecom: true });
  });
  afterEach(() => simulator.stop());

  const token = (change: object = {}) =>
    simulator.get('/qyapi/cgi-bin/gettoken', { corpid: corp.corpId, corpsecret: corpSecret, ...change });
  const login = async (change: object = {}) => {
    const code = simulator.world.issueLoginCode(simulator.person('sales-1'), 'wecom');
    const query = { access_token: await simulator.wecomToken(), js_code: code, grant_type: 'authorization_code', ...change };
    return simulator.get('/qyapi/cgi-bin/miniprogram/jscode2session', query);
  };

  it('gives each secret its token, the same one while it lives', async () => {
    const first = await token();
    expect(first).toEqual({ errcode: 0, errmsg: 'ok', access_token: expect.any(String), expires_in: 7200 });
    expect((await token({ corpsecret: 'unbound-secret' })).access_token).not.toBe(first.access_token);
    simulator.wait(2 * HOUR - SECOND);
    expect(await token()).toMatchObject({ access_token: first.access_token, expires_in: 1 });
    simulator.wait(SECOND);
    expect((await token()).access_token).not.toBe(first.access_token);
    expect((await login({ access_token: first.access_token })).errcode).toBe(42001);
  });

  it.each([
    [{ corpid: '' }, 41002],
    [{ corpsecret: '' }, 41004],
    [{ corpid: 'ww0000000000000000' }, 40013],
    [{ corpsecret: 'wrong' }, 40001],
  ])('gives no token for %j', async (wrong, errcode) => {
    expect(await token(wrong)).toEqual({ errcode, errmsg: expect.stringContaining('devtool/query?e=') });
  });

  it('turns a code of wx.qy.login into corp, member and session key', async () => {
    const session = await login();
    expect(session).toEqual({ errcode: 0, errmsg: 'ok', corpid: corp.corpId, userid: 'sales-1', session_key: expect.any(String) });
    expect(simulator.person('sales-1').sessionKey).toBeNull();
    expect(simulator.person('sales-1').wecomSessionKey).toBe(session.session_key);
  });

  it('takes a code once, within five minutes, and none of wx.login', async () => {
    const person = simulator.person('sales-1');
    const code = simulator.world.issueLoginCode(person, 'wecom');
    expect((await login({ js_code: code })).errcode).toBe(0);
    const late = simulator.world.issueLoginCode(person, 'wecom');
    simulator.wait(5 * MINUTE);
    for (const bad of [code, late, simulator.world.issueLoginCode(person, 'wechat'), 'made-up']) {
      expect((await login({ js_code: bad })).errcode).toBe(40029);
    }
  });

  it('knows members only, and lets their demo codes in again and again', async () => {
    simulator.person('owner-1');
    for (let time = 0; time < 2; time++) expect((await login({ js_code: 'demo-sales-1' })).userid).toBe('sales-1');
    expect((await login({ js_code: 'demo-owner-1' })).errcode).toBe(40029);
    expect((await login({ js_code: 'demo-nobody' })).errcode).toBe(40029);
    expect((await simulator.control('POST', '/users/owner-1/login-codes', { provider: 'wecom' })).statusCode).toBe(409);
  });

  it('no longer lets in who left the corp after taking a code', async () => {
    const code = simulator.world.issueLoginCode(simulator.person('sales-1'), 'wecom');
    simulator.world.registerUser({ key: 'sales-1', wecom: false });
    expect((await login({ js_code: code })).errcode).toBe(40029);
  });

  it('makes a member of whoever signs in there in lazy mode', async () => {
    const lazy = await TestSimulator.start({ demoCodes: true, lazyDemoUsers: true });
    lazy.person('sales-9');
    const query = { access_token: await lazy.wecomToken(), js_code: 'demo-sales-9', grant_type: 'authorization_code' };
    expect(await lazy.get('/qyapi/cgi-bin/miniprogram/jscode2session', query)).toMatchObject({ errcode: 0, userid: 'sales-9' });
    await lazy.stop();
  });

  it('wants the token of the app that the mini-program is bound to', async () => {
    expect((await login({ access_token: '' })).errcode).toBe(41001);
    expect((await login({ access_token: 'made-up' })).errcode).toBe(40014);
    expect((await login({ access_token: await simulator.token() })).errcode).toBe(40014);
    expect((await login({ access_token: (await token({ corpsecret: 'unbound-secret' })).access_token })).errcode).toBe(301002);
    await simulator.control('POST', '/token-revocations', { kind: 'wecom' });
    expect((await login()).errcode).toBe(0);
  });

  it('wants grant type and code', async () => {
    expect((await login({ grant_type: '' })).errcode).toBe(40002);
    expect((await login({ js_code: '' })).errcode).toBe(41008);
  });

  it('shuts the door for a minute after too many calls in one, also into the next minute', async () => {
    const limits = { wecom: { perCorp: [{ max: 2, windowMs: MINUTE, blockMs: MINUTE }] } };
    const strict = await TestSimulator.start({ corp, limits });
    const ask = () => strict.get('/qyapi/cgi-bin/gettoken', { corpid: corp.corpId, corpsecret: corpSecret });
    strict.wait(30 * SECOND);
    expect((await ask()).errcode).toBe(0);
    expect((await ask()).errcode).toBe(0);
    expect((await ask()).errcode).toBe(45009);
    strict.wait(59 * SECOND);
    expect((await ask()).errcode).toBe(45009);
    strict.wait(SECOND);
    expect((await ask()).errcode).toBe(0);
    await strict.stop();
  });

  it('counts by address as well', async () => {
    const limits = { wecom: { perAddress: [{ max: 1, windowMs: MINUTE, blockMs: MINUTE }] } };
    const strict = await TestSimulator.start({ corp, limits });
    const ask = async (remoteAddress: string): Promise<number> => {
      const url = `/__wechat/qyapi/cgi-bin/gettoken?corpid=${corp.corpId}&corpsecret=${corpSecret}`;
      return (await strict.app.inject({ method: 'GET', url, remoteAddress })).json<{ errcode: number }>().errcode;
    };
    expect(await ask('10.0.0.1')).toBe(0);
    expect(await ask('10.0.0.1')).toBe(45009);
    expect(await ask('10.0.0.2')).toBe(0);
    await strict.stop();
  });
});
