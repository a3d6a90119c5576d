import { Injectable, Module } from '@nestjs/common';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom } from '../../../test/platform/echo-room';
import type { Tx } from '../database/database';
import { OnEvent } from '../jobs/events';
import { CallbackCipher, pushSignature } from './crypto';
import { MediaChecked } from './events';
import { WechatClient } from './wechat-client';
import { WechatPush } from './wechat-push';

const told: MediaChecked[] = [];

@Injectable()
class Listener {
  @OnEvent(MediaChecked)
  async hear(event: MediaChecked, _: Tx): Promise<void> {
    if (event.traceId === 'trouble') throw new Error('a subscriber in trouble');
    told.push(event);
  }
}

@Module({ providers: [Listener] })
class ListeningRoom {}

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom, ListeningRoom] });
});
afterAll(() => t.close());
beforeEach(() => {
  told.length = 0;
});

const query = (sealed?: string) => {
  const [timestamp, nonce] = ['1763780000', '4711'];
  const { pushToken } = t.env.wechat;
  const signature = pushSignature(pushToken, timestamp, nonce);
  return {
    timestamp,
    nonce,
    signature,
    ...(sealed ? { encrypt_type: 'aes', msg_signature: pushSignature(pushToken, timestamp, nonce, sealed) } : {}),
  };
};
const notice = (traceId: string, suggest = 'risky', errcode = 0) =>
  JSON.stringify({ Event: 'wxa_media_check', MsgType: 'event', trace_id: traceId, errcode, result: { suggest, label: 20002 } });
const seal = (text: string, receiver = t.env.wechat.appId) => new CallbackCipher(t.env.wechat.pushAesKey, receiver).encrypt(text);
const push = (sealed: string, changes: Record<string, string> = {}) =>
  t.call('wechat.push', { query: { ...query(sealed), ...changes }, body: { ToUserName: 'gh_x', Encrypt: sealed } });

describe('the platform checking our address', () => {
  it('gets its echo back, bare', async () => {
    const { status, body, headers } = await t.call('wechat.verifyPush', { query: { ...query(), echostr: '5927782489442352469' } });
    expect([status, String(body)]).toEqual([200, '5927782489442352469']);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('is the simulator satisfied too', async () => {
    expect(await t.world.pusher.verifyUrl()).toBe(true);
  });

  it('gets nothing without the right signature', async () => {
    const { status } = await t.call('wechat.verifyPush', { query: { ...query(), signature: '0'.repeat(40), echostr: 'x' } });
    expect(status).toBe(403);
  });
});

describe('a notice', () => {
  it('that a picture was judged reaches whoever asked', async () => {
    const { openid } = t.world.registerUser({ key: 'poster' });
    t.world.mediaVerdict = 'risky';
    const { traceId } = await t.app.get(WechatClient, { strict: false }).checkMedia({ openid, url: 'http://127.0.0.1:9/a.jpg', scene: 3 });
    t.world.clock.advance(60_000);
    await t.world.clock.settled();
    expect(told).toEqual([new MediaChecked(traceId, 'risky', 20002)]);
    expect(t.world.pusher.records.at(-1)?.deliveredAt).not.toBeNull();
  });

  it('is read in XML too', async () => {
    const xml =
      '<xml><Event><![CDATA[wxa_media_check]]></Event><trace_id><![CDATA[t-xml]]></trace_id><errcode>0</errcode><result><suggest><![CDATA[pass]]></suggest><label>100</label></result></xml>';
    const sealed = seal(xml);
    const body = `<xml><ToUserName><![CDATA[gh_x]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
    const { status, body: answer } = await t.call('wechat.push', { query: query(sealed), body, headers: { 'content-type': 'text/xml' } });
    expect([status, String(answer)]).toEqual([200, 'success']);
    expect(told).toEqual([new MediaChecked('t-xml', 'pass', 100)]);
  });

  it('of a picture that could not be judged leaves it to people', async () => {
    expect((await push(seal(notice('t-broken', 'pass', -1008)))).status).toBe(200);
    expect((await push(seal(notice('t-odd', 'whatever')))).status).toBe(200);
    expect(told.map(({ suggest }) => suggest)).toEqual(['review', 'review']);
  });

  it('of another kind is acknowledged', async () => {
    const { status, body } = await push(seal(JSON.stringify({ MsgType: 'text', Content: '你好' })));
    expect([status, String(body), told]).toEqual([200, 'success', []]);
  });

  it('is not acknowledged when we could not act on it, so that it comes again', async () => {
    expect((await push(seal(notice('trouble')))).status).toBe(500);
  });
});

describe('a notice that is not the platform’s', () => {
  it.each<[string, () => Promise<{ status: number }>]>([
    ['with a wrong signature', () => push(seal(notice('x')), { msg_signature: '0'.repeat(40) })],
    ['with the signature of another body', () => push(seal(notice('x')), { msg_signature: query(seal(notice('y'))).msg_signature ?? '' })],
    ['without a signature', () => t.call('wechat.push', { query: { timestamp: '1', nonce: '2' }, body: { Encrypt: seal(notice('x')) } })],
    ['for another mini-program', () => push(seal(notice('x'), 'wx9999999999999999'))],
    ['sealed with another key', () => push(new CallbackCipher('x'.repeat(43), t.env.wechat.appId).encrypt(notice('x')))],
    [
      'plain, with a wrong signature',
      () => t.call('wechat.push', { query: { ...query(), signature: 'x' }, body: JSON.parse(notice('x')) }),
    ],
  ])('%s is refused without effect', async (_, send) => {
    expect((await send()).status).toBe(403);
    expect(told).toEqual([]);
  });

  it('is refused in production when it comes plain: its signature does not cover what it says', () => {
    const inProduction = new WechatPush({ ...t.env, production: true });
    expect(() => inProduction.open(query(), JSON.parse(notice('x')))).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(new WechatPush(t.env).open(query(), JSON.parse(notice('x')))).toMatchObject({ trace_id: 'x' });
  });

  it.each(['', 'x', '<xml>', '<xml><a></b></xml>', '{', '[]', 'null', `<xml>${'<a>'.repeat(5_000)}</xml>`])(
    'and cannot be read, "%s", is refused',
    async (body) => {
      const { status } = await t.call('wechat.push', { query: query(), body, headers: { 'content-type': 'text/xml' } });
      expect([status, told]).toEqual([expect.any(Number), []]);
      expect(status === 400 || status === 200).toBe(true);
    },
  );
});
