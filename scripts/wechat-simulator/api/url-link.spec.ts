import { HOUR, STARTED_AT, shop, TestSimulator } from '../testing/simulator';

const DAY = 24 * HOUR;

describe('URL links', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start();
    simulator.person('owner-1');
    simulator.person('owner-2');
  });
  afterEach(() => simulator.stop());

  const make = async (body: object, from = simulator) =>
    from.post('/api/wxa/generate_urllink', { access_token: await from.token() }, { path: '/shop/join/index', ...body });
  const open = (url: unknown, userKey = 'owner-1', from = simulator) => from.control('POST', '/links/openings', { userKey, url });

  it('open the page with its query, outside WeChat and inside', async () => {
    const made = await make({ query: 'inv=abc&name=%E5%BC%A0' });
    expect(made).toEqual({ errcode: 0, errmsg: 'ok', url_link: expect.stringMatching(/^https:\/\/wxaurl\.cn\/\w+$/) });
    const launch = { path: 'shop/join/index', query: { inv: 'abc', name: '%E5%BC%A0' } };
    expect((await open(made.url_link)).json()).toEqual({ launch: { ...launch, scene: 1194 } });
    const inside = await simulator.control('POST', '/links/openings', { userKey: 'owner-1', url: made.url_link, inWechat: true });
    expect(inside.json()).toEqual({ launch: { ...launch, scene: 1167 } });
  });

  it('carry a suffix of one’s own up to its limit', async () => {
    const { url_link } = await make({});
    expect((await open(`${url_link}?cq=from%3Dsms`)).json()).toMatchObject({ launch: { query: { cq: 'from%3Dsms' } } });
    expect((await open(`${url_link}?cq=${'x'.repeat(256)}`)).statusCode).toBe(409);
    expect((await open(`${url_link}?other=1`)).statusCode).toBe(409);
  });

  it('live thirty days at most', async () => {
    const { url_link } = await make({});
    const short = await make({ is_expire: true, expire_type: 1, expire_interval: 1 });
    const dated = await make({ is_expire: true, expire_type: 0, expire_time: STARTED_AT / 1000 + 60 });
    simulator.wait(60_000);
    expect((await open(dated.url_link)).statusCode).toBe(409);
    simulator.wait(DAY - 61_000);
    expect((await open(short.url_link)).statusCode).toBe(200);
    simulator.wait(1000);
    expect((await open(short.url_link)).statusCode).toBe(409);
    simulator.wait(29 * DAY - 1000);
    expect((await open(url_link)).statusCode).toBe(200);
    simulator.wait(1000);
    expect((await open(url_link)).json()).toEqual({ message: '链接已过期' });
  });

  it.each([
    [{ path: 'shop/none/index' }, 40165],
    [{ path: 'shop/join/index?a=1' }, 40165],
    [{ query: 'x'.repeat(1025) }, 40212],
    [{ query: '店' }, 40212],
    [{ is_expire: true, expire_type: 1, expire_interval: 31 }, 85401],
    [{ is_expire: true, expire_type: 1, expire_interval: 0 }, 85401],
    [{ is_expire: true, expire_type: 2 }, 85401],
    [{ is_expire: true, expire_type: 0, expire_time: STARTED_AT / 1000 }, 85401],
    [{ is_expire: true, expire_type: 0, expire_time: STARTED_AT / 1000 + 31 * 86_400 }, 85401],
    [{ is_expire: true }, 85401],
    [{ env_version: 'beta' }, 40097],
    [{ path: 5 }, 47001],
  ])('are not made for %j', async (wrong, errcode) => {
    expect((await make(wrong)).errcode).toBe(errcode);
  });

  it('are made so many times a day', async () => {
    const few = await TestSimulator.start({ limits: { urlLink: { rates: [{ max: 1, windowMs: DAY }] } } });
    expect((await make({}, few)).errcode).toBe(0);
    expect((await make({}, few)).errcode).toBe(44993);
    await few.stop();
  });

  it('open for their first user only when that rule is on', async () => {
    const { url_link } = await make({});
    expect((await open(url_link)).statusCode).toBe(200);
    expect((await open(url_link, 'owner-2')).statusCode).toBe(200);
    const strict = await TestSimulator.start({ limits: { urlLink: { firstUserOnly: true } } });
    strict.person('owner-1');
    strict.person('owner-2');
    const link = (await make({}, strict)).url_link;
    expect((await open(link, 'owner-1', strict)).statusCode).toBe(200);
    expect((await open(link, 'owner-2', strict)).statusCode).toBe(409);
    expect((await open(link, 'owner-1', strict)).statusCode).toBe(200);
    await strict.stop();
  });

  it('that nobody made do not open', async () => {
    expect((await open('https://wxaurl.cn/none')).statusCode).toBe(404);
    expect((await open('https://example.com/')).statusCode).toBe(404);
  });

  it('open so many times a day', async () => {
    const few = await TestSimulator.start({ limits: { urlLink: { openings: [{ max: 1, windowMs: DAY }] } }, miniPrograms: [shop] });
    few.person('owner-1');
    const { url_link } = await make({}, few);
    expect((await open(url_link, 'owner-1', few)).statusCode).toBe(200);
    expect((await open(url_link, 'owner-1', few)).statusCode).toBe(409);
    await few.stop();
  });
});
