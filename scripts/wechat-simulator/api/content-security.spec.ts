import { openidOf } from '../state/identities';
import { HOUR, MINUTE, SECOND, TestSimulator } from '../testing/simulator';

describe('the text check', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start();
    simulator.person().lastSeenAt = simulator.world.clock.now();
  });
  afterEach(() => simulator.stop());

  const check = async (body: object, from = simulator) => {
    const usual = { version: 2, scene: 3, openid: openidOf('owner-1'), content: '今天新到一批水龙头，欢迎来看' };
    return from.post('/api/wxa/msg_sec_check', { access_token: await from.token() }, { ...usual, ...body });
  };

  it('passes what is harmless', async () => {
    expect(await check({})).toEqual({
      errcode: 0,
      errmsg: 'ok',
      result: { suggest: 'pass', label: 100 },
      detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: 100, prob: expect.any(Number) }],
      trace_id: expect.any(String),
    });
  });

  it('answers 0 for what is risky and says so in the result, with the word found', async () => {
    const answer = await check({ content: '这里可以代开发票' });
    expect(answer).toMatchObject({ errcode: 0, result: { suggest: 'risky', label: 20008 } });
    expect(answer.detail).toEqual(
      expect.arrayContaining([expect.objectContaining({ strategy: 'keyword', suggest: 'risky', keyword: '代开发票', level: 90 })]),
    );
  });

  it('is not led astray by spaces and full-width letters', async () => {
    expect(await check({ content: '代 开\n发　票' })).toMatchObject({ result: { suggest: 'risky' } });
  });

  it('sends doubtful words to review', async () => {
    expect(await check({ content: '详情加微信' })).toMatchObject({ errcode: 0, result: { suggest: 'review', label: 10001 } });
  });

  it('looks at title and nickname too, and at the signature of a profile', async () => {
    for (const field of ['title', 'nickname']) expect(await check({ [field]: '赌博' })).toMatchObject({ result: { suggest: 'risky' } });
    expect(await check({ signature: '赌博', scene: 1 })).toMatchObject({ result: { suggest: 'risky' } });
    expect(await check({ signature: '赌博', scene: 2 })).toMatchObject({ result: { suggest: 'pass' } });
  });

  it('in its first version answers with 87014 instead', async () => {
    expect((await check({ version: 1, content: '赌博' })).errcode).toBe(87014);
    expect(await check({ version: undefined, content: '好' })).toEqual({ errcode: 0, errmsg: 'ok' });
  });

  it('takes 2500 characters', async () => {
    expect((await check({ content: '好'.repeat(2500) })).errcode).toBe(0);
    expect((await check({ content: '好'.repeat(2501) })).errcode).toBe(45002);
    expect((await check({ content: '' })).errcode).toBe(44002);
  });

  it('takes scenes 1 to 4 and openids of real users', async () => {
    for (const scene of [0, 5, '1', undefined]) expect((await check({ scene })).errcode).toBe(40129);
    for (const openid of [openidOf('nobody'), '', undefined]) expect((await check({ openid })).errcode).toBe(40003);
  });

  it('wants a user who was in the app within two hours', async () => {
    simulator.wait(2 * HOUR);
    expect((await check({})).errcode).toBe(0);
    simulator.wait(SECOND);
    expect((await check({})).errcode).toBe(61010);
    await simulator.control('POST', '/users/owner-1/visits');
    expect((await check({})).errcode).toBe(0);
    simulator.person('clerk-1');
    expect((await check({ openid: openidOf('clerk-1') })).errcode).toBe(61010);
  });

  it('does not ask for recent use when that setting is off or people of earlier runs are believed', async () => {
    const off = await TestSimulator.start({ limits: { textCheck: { enforceRecentUse: false } } });
    off.person();
    expect((await check({}, off)).errcode).toBe(0);
    const lazy = await TestSimulator.start({ lazyDemoUsers: true });
    expect((await check({ openid: openidOf('from-another-run') }, lazy)).errcode).toBe(0);
    expect((await check({ openid: 'not-an-openid' }, lazy)).errcode).toBe(40003);
    await Promise.all([off.stop(), lazy.stop()]);
  });

  it('is given so many times a minute', async () => {
    const few = await TestSimulator.start({ limits: { textCheck: { rates: [{ max: 1, windowMs: MINUTE }], enforceRecentUse: false } } });
    few.person();
    expect((await check({}, few)).errcode).toBe(0);
    expect((await check({}, few)).errcode).toBe(45009);
    await few.stop();
  });

  it('must be posted', async () => {
    expect((await simulator.get('/api/wxa/msg_sec_check', { access_token: await simulator.token() })).errcode).toBe(43302);
  });
});
