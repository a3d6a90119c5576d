import type { MessagePush } from '../options';
import { MessageUrl } from '../testing/message-url';
import { SECOND, shop, TestSimulator } from '../testing/simulator';

const push = (address: string): MessagePush => ({
  url: `${address}/push`,
  token: 'dianquantoken',
  encodingAesKey: 'DianquanDianquanDianquanDianquanDianquan123',
  mode: 'plain',
  format: 'json',
});

describe('the media check', () => {
  let server: MessageUrl;
  let simulator: TestSimulator;
  beforeEach(async () => {
    server = await new MessageUrl().start();
    simulator = await TestSimulator.start({ messagePush: push(server.address) });
    simulator.person().lastSeenAt = simulator.world.clock.now();
    server.pictures = {
      'good.png': Buffer.from('a picture of taps'),
      'bad.png': Buffer.from('tEXtComment\0RISKY'),
      'doubtful.png': Buffer.from('tEXtComment\0NEEDS-REVIEW'),
    };
  });
  afterEach(async () => {
    await simulator.stop();
    await server.stop();
  });

  const check = async (body: object) => {
    const usual = {
      media_type: 2,
      version: 2,
      scene: 3,
      openid: simulator.person().openid,
      media_url: `${server.address}/pictures/good.png`,
    };
    return simulator.post('/api/wxa/media_check_async', { access_token: await simulator.token() }, { ...usual, ...body });
  };
  const outcome = async (): Promise<Record<string, unknown>> => {
    simulator.wait(2 * SECOND);
    await simulator.world.clock.settled();
    return JSON.parse(server.received.at(-1)?.body ?? '{}');
  };

  it('answers at once and pushes what it saw later, under the same trace id', async () => {
    const answer = await check({});
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok', trace_id: expect.any(String) });
    expect(server.received).toHaveLength(0);
    expect(await outcome()).toEqual({
      ToUserName: expect.stringMatching(/^gh_/),
      FromUserName: simulator.person().openid,
      CreateTime: simulator.world.clock.seconds(),
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: shop.appId,
      trace_id: answer.trace_id,
      version: 2,
      detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: 100, prob: 1 }],
      errcode: 0,
      errmsg: 'ok',
      result: { suggest: 'pass', label: 100 },
    });
  });

  it.each([
    ['bad.png', 'risky'],
    ['doubtful.png', 'review'],
    ['good.png?name=RISKY.png', 'risky'],
    ['missing.png', 'pass'],
  ])('judges %s as %s', async (name, suggest) => {
    await check({ media_url: `${server.address}/pictures/${name}` });
    expect(await outcome()).toMatchObject({ errcode: 0, result: { suggest } });
  });

  it('reports an unreachable or oversized file as not downloaded when so set', async () => {
    await simulator.stop();
    const limits = { mediaCheck: { onDownloadFailure: 'error', fileMaxBytes: 4 } as const };
    simulator = await TestSimulator.start({ messagePush: push(server.address), limits });
    simulator.person().lastSeenAt = simulator.world.clock.now();
    for (const media_url of ['http://127.0.0.1:1/x.png', `${server.address}/pictures/good.png`]) {
      await check({ media_url });
      expect(await outcome()).toMatchObject({ errcode: -1008, detail: [{ errcode: -1008 }] });
    }
  });

  it('says what it is told to say, until it is left to look again', async () => {
    await simulator.control('PUT', '/media-verdict', { verdict: 'risky' });
    await check({});
    expect(await outcome()).toMatchObject({ result: { suggest: 'risky', label: 20002 } });
    await simulator.control('PUT', '/media-verdict', { verdict: 'as-seen' });
    await check({});
    expect(await outcome()).toMatchObject({ result: { suggest: 'pass' } });
  });

  it.each([
    [{ media_url: '' }, 44002],
    [{ media_url: 'ftp://x/y.png' }, 44002],
    [{ media_type: 3 }, 40097],
    [{ version: 1 }, 40097],
    [{ scene: 9 }, 40129],
    [{ openid: 'nobody' }, 40003],
  ])('refuses %j', async (wrong, errcode) => {
    expect((await check(wrong)).errcode).toBe(errcode);
  });
});
