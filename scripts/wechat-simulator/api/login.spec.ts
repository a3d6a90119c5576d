import { openidOf, unionidOf } from '../state/identities';
import { MINUTE, otherApp, RID, SECOND, shop, TestSimulator } from '../testing/simulator';

describe('login with a code of wx.login', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start({ demoCodes: true });
  });
  afterEach(() => simulator.stop());

  const newCode = (key?: string): string => simulator.world.issueLoginCode(simulator.person(key), 'wechat');

  it('gives openid, unionid and a session key of 16 bytes, and no errcode', async () => {
    const session = await simulator.login(newCode());
    expect(session).toEqual({ openid: openidOf('owner-1'), unionid: unionidOf('owner-1'), session_key: expect.any(String) });
    expect(session.openid).toMatch(/^o[\w-]{27}$/);
    expect(Buffer.from(String(session.session_key), 'base64')).toHaveLength(16);
  });

  it('gives no unionid when the app is bound to no open-platform account', async () => {
    const unbound = await TestSimulator.start({ boundToOpenPlatform: false });
    const session = await unbound.login(unbound.world.issueLoginCode(unbound.person(), 'wechat'));
    expect(Object.keys(session).sort()).toEqual(['openid', 'session_key']);
    await unbound.stop();
  });

  it('takes a code once: the second time it has been used', async () => {
    const code = newCode();
    await simulator.login(code);
    expect(await simulator.login(code)).toEqual({ errcode: 40163, errmsg: expect.stringMatching(/^code been used, rid: /) });
  });

  it('takes a code for five minutes', async () => {
    const [early, late] = [newCode(), newCode()];
    simulator.wait(5 * MINUTE - SECOND);
    expect((await simulator.login(early)).openid).toBeDefined();
    simulator.wait(SECOND);
    expect((await simulator.login(late)).errcode).toBe(40029);
  });

  it('takes no code of another app, of another kind, or made up', async () => {
    const phoneCode = simulator.world.issuePhoneCode(simulator.person());
    const wecomCode = simulator.world.issueLoginCode(simulator.world.registerUser({ key: 'sales-1', wecom: true }), 'wecom');
    expect((await simulator.login(newCode(), otherApp)).errcode).toBe(40029);
    for (const code of [phoneCode, wecomCode, 'made-up']) {
      expect(await simulator.login(code)).toEqual({ errcode: 40029, errmsg: expect.stringMatching(RID) });
    }
  });

  it('leaves a refused code unspent for its own app', async () => {
    const code = newCode();
    await simulator.login(code, otherApp);
    expect((await simulator.login(code)).openid).toBe(openidOf('owner-1'));
  });

  it('replaces the session key: a user has one at a time', async () => {
    const first = await simulator.login(newCode());
    const second = await simulator.login(newCode());
    expect(second.session_key).not.toBe(first.session_key);
    expect(simulator.person().sessionKey).toBe(second.session_key);
  });

  it('names what is missing or wrong', async () => {
    const right = { appid: shop.appId, secret: shop.appSecret, js_code: newCode(), grant_type: 'authorization_code' };
    const cases: [object, number][] = [
      [{ appid: '' }, 41002],
      [{ secret: '' }, 41004],
      [{ appid: 'wx0000000000000000' }, 40013],
      [{ secret: 'wrong' }, 40001],
      [{ grant_type: 'client_credential' }, 40002],
      [{ js_code: '' }, 41008],
    ];
    for (const [wrong, errcode] of cases) {
      expect((await simulator.get('/api/sns/jscode2session', { ...right, ...wrong })).errcode).toBe(errcode);
    }
  });

  it('is refused for a high-risk user with 40226', async () => {
    simulator.person().blocked = true;
    expect((await simulator.login(newCode())).errcode).toBe(40226);
  });

  it('is given a hundred times a minute to one user', async () => {
    simulator.person();
    for (let call = 0; call < 100; call++) expect((await simulator.login('demo-owner-1')).openid).toBeDefined();
    expect((await simulator.login('demo-owner-1')).errcode).toBe(45011);
    simulator.person('owner-2');
    expect((await simulator.login('demo-owner-2')).openid).toBeDefined();
    simulator.wait(MINUTE);
    expect((await simulator.login('demo-owner-1')).openid).toBeDefined();
  });

  describe('with a standing demo code', () => {
    it('works again and again for people who were registered, and for nobody else', async () => {
      simulator.person();
      for (let time = 0; time < 3; time++) expect((await simulator.login('demo-owner-1')).openid).toBe(openidOf('owner-1'));
      expect((await simulator.login('demo-owner-2')).errcode).toBe(40029);
      expect((await simulator.login('demo-phone-owner-1')).errcode).toBe(40029);
    });

    it('is an ordinary made-up code when demo codes are off', async () => {
      const strict = await TestSimulator.start();
      strict.person();
      expect((await strict.login('demo-owner-1')).errcode).toBe(40029);
      await strict.stop();
    });

    it('brings unregistered people to life in lazy mode, always with the same ids', async () => {
      const lazy = await TestSimulator.start({ demoCodes: true, lazyDemoUsers: true });
      expect((await lazy.login('demo-wx-0a1b2c')).openid).toBe(openidOf('wx-0a1b2c'));
      for (const odd of ['demo-', 'demo-Bad Key', 'demo-phone-x']) expect((await lazy.login(odd)).errcode).toBe(40029);
      await lazy.stop();
    });
  });

  it('fails the way it was told to, as often as it was told', async () => {
    await simulator.control('POST', '/faults', { path: '/sns/jscode2session', times: 2 });
    const code = newCode();
    expect(await simulator.login(code)).toEqual({ errcode: -1, errmsg: expect.stringMatching(/^system error, rid: /) });
    expect((await simulator.login(code)).errcode).toBe(-1);
    expect((await simulator.login(code)).openid).toBeDefined();
  });
});
