import { HOUR, MINUTE, otherApp, RID, SECOND, shop, stableBody, TestSimulator } from '../testing/simulator';

const query = { grant_type: 'client_credential', appid: shop.appId, secret: shop.appSecret };

describe('access tokens', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start();
  });
  afterEach(() => simulator.stop());

  const plain = () => simulator.get('/api/cgi-bin/token', query);
  const stable = (more: object = {}) => simulator.post('/api/cgi-bin/stable_token', {}, stableBody(shop, more));
  /** A call that needs a token and changes nothing: 44002 says that the token was good. */
  const tried = async (token: unknown): Promise<number | undefined> =>
    (await simulator.raw('/api/wxa/msg_sec_check', { access_token: String(token) }, '')).json<{ errcode: number }>().errcode;

  describe('of the plain kind', () => {
    it('come without an errcode and live two hours', async () => {
      const answer = await plain();
      expect(answer).toEqual({ access_token: expect.any(String), expires_in: 7200 });
      expect(String(answer.access_token).length).toBeLessThanOrEqual(512);
      simulator.wait(2 * HOUR - SECOND);
      expect(await tried(answer.access_token)).toBe(44002);
      simulator.wait(SECOND);
      expect(await tried(answer.access_token)).toBe(42001);
    });

    it('are new at each call, and the one before dies after the five minutes of hand-over', async () => {
      const first = await plain();
      const second = await plain();
      expect(second.access_token).not.toBe(first.access_token);
      simulator.wait(5 * MINUTE - SECOND);
      expect(await tried(first.access_token)).toBe(44002);
      simulator.wait(SECOND);
      expect(await tried(first.access_token)).toBe(40001);
      expect(await tried(second.access_token)).toBe(44002);
    });

    it('are given 2000 times a day, and again after midnight in Shanghai', async () => {
      for (let call = 0; call < 2000; call++) simulator.world.rates.take(`token/${shop.appId}`, simulator.world.limits.plainToken.rates);
      expect((await plain()).errcode).toBe(45009);
      simulator.wait(14 * HOUR - SECOND);
      expect((await plain()).errcode).toBe(45009);
      simulator.wait(SECOND);
      expect((await plain()).access_token).toEqual(expect.any(String));
    });
  });

  describe('of the stable kind', () => {
    it('stay the same while they have five minutes left', async () => {
      const first = await stable();
      simulator.wait(2 * HOUR - 5 * MINUTE);
      expect(await stable()).toEqual({ access_token: first.access_token, expires_in: 300 });
    });

    it('are renewed within the last five minutes, old and new then being good for five minutes', async () => {
      const first = await stable();
      simulator.wait(2 * HOUR - MINUTE);
      const second = await stable();
      expect(second).toEqual({ access_token: expect.not.stringMatching(String(first.access_token)), expires_in: 7200 });
      simulator.wait(5 * MINUTE - SECOND);
      expect(await tried(first.access_token)).toBe(44002);
      simulator.wait(SECOND);
      expect(await tried(first.access_token)).toBe(42001);
      expect(await tried(second.access_token)).toBe(44002);
    });

    it('are replaced at once when forced, the old one dying', async () => {
      const first = await stable();
      const second = await stable({ force_refresh: true });
      expect(second.access_token).not.toBe(first.access_token);
      expect(await tried(first.access_token)).toBe(40001);
      expect((await stable()).access_token).toBe(second.access_token);
    });

    it('are not refreshed by a second forced call within thirty seconds', async () => {
      const first = await stable({ force_refresh: true });
      simulator.wait(29 * SECOND);
      expect((await stable({ force_refresh: true })).access_token).toBe(first.access_token);
      simulator.wait(SECOND);
      expect((await stable({ force_refresh: true })).access_token).not.toBe(first.access_token);
    });

    it('can be forced twenty times a day, and are still given unforced after that', async () => {
      for (let call = 0; call < 20; call++) {
        expect((await stable({ force_refresh: true })).errcode).toBeUndefined();
        simulator.wait(30 * SECOND);
      }
      expect((await stable({ force_refresh: true })).errcode).toBe(45009);
      expect((await stable()).access_token).toEqual(expect.any(String));
    });

    it('are asked for in JSON only', async () => {
      const form = new URLSearchParams(query).toString();
      const refused = await simulator.raw('/api/cgi-bin/stable_token', {}, form, 'application/x-www-form-urlencoded');
      expect(refused.json()).toMatchObject({ errcode: 47001 });
      expect((await simulator.get('/api/cgi-bin/stable_token', query)).errcode).toBe(43302);
      expect((await simulator.raw('/api/cgi-bin/stable_token', {}, '')).json()).toMatchObject({ errcode: 44002 });
      expect((await stable({ force_refresh: 'true' })).errcode).toBe(47001);
    });
  });

  it('of the two kinds do not touch each other', async () => {
    const stableOne = await stable();
    const plainOne = await plain();
    await plain();
    await stable({ force_refresh: true });
    expect(await tried(plainOne.access_token)).toBe(44002);
    expect(await tried(stableOne.access_token)).toBe(40001);
    simulator.wait(5 * MINUTE);
    expect(await tried(plainOne.access_token)).toBe(40001);
  });

  it('of one app say nothing about another', async () => {
    const mine = await stable();
    await simulator.post('/api/cgi-bin/stable_token', {}, stableBody(otherApp, { force_refresh: true }));
    expect(await tried(mine.access_token)).toBe(44002);
  });

  it.each([
    [{ grant_type: 'password' }, 40002],
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ appid: 'wx0000000000000000' }, 40013],
    [{ secret: otherApp.appSecret }, 40001],
  ])('are refused for %j with %i, plain and stable', async (wrong, errcode) => {
    const refused = await simulator.get('/api/cgi-bin/token', { ...query, ...wrong });
    expect(refused).toEqual({ errcode, errmsg: expect.stringMatching(RID) });
    expect(await stable(wrong)).toEqual({ errcode, errmsg: expect.stringMatching(RID) });
  });

  it('must be there and be ours', async () => {
    expect(await tried('')).toBe(41001);
    expect(await tried('made-up')).toBe(40001);
    expect(await tried(await simulator.wecomToken())).toBe(40001);
  });

  it('can be taken back by the platform before their time', async () => {
    const { access_token } = await stable();
    expect((await simulator.control('POST', '/token-revocations', { kind: 'stable' })).json()).toEqual({ revoked: 1 });
    expect(await tried(access_token)).toBe(40001);
    expect((await stable()).access_token).not.toBe(access_token);
  });

  it('come out the same for the same seed', async () => {
    const twin = await TestSimulator.start();
    expect(await twin.token()).toBe(await simulator.token());
    await twin.stop();
  });

  it('are asked for under known addresses only', async () => {
    expect(await simulator.get('/api/cgi-bin/no-such-thing')).toMatchObject({ errcode: 40066 });
    expect(await simulator.get('/qyapi/cgi-bin/no-such-thing')).toMatchObject({ errcode: 40066 });
  });
});
