import * as wecom from '@wecom/crypto';
import { pushSignature } from '../crypto';
import { defaultLimits, limitsWith } from '../limits';
import type { MessagePush } from '../options';
import { MessageUrl } from '../testing/message-url';
import { SECOND, STARTED_AT } from '../testing/simulator';
import { SimulatorClock } from './clock';
import { MessagePusher } from './message-pusher';
import { Randomness } from './randomness';

const APP = 'wxd1a9c0a9ad5e0001';
const OPENID = 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1';
const EVENT = { Event: 'wxa_media_check', detail: [{ label: 1 }, { label: 2 }], result: { suggest: 'pass' } };

describe('the message push', () => {
  let server: MessageUrl;
  let clock: SimulatorClock;
  beforeEach(async () => {
    server = await new MessageUrl().start();
    clock = new SimulatorClock(() => STARTED_AT);
  });
  afterEach(async () => {
    await clock.close();
    await server.stop();
  });

  const settings = (change: Partial<MessagePush> = {}): MessagePush => ({
    url: `${server.address}/push?from=platform`,
    token: 'dianquantoken',
    encodingAesKey: 'DianquanDianquanDianquanDianquanDianquan123',
    mode: 'safe',
    format: 'json',
    originalId: 'gh_dianquan',
    ...change,
  });
  const pusher = (change: Partial<MessagePush> = {}, limits = defaultLimits): MessagePusher =>
    new MessagePusher(clock, new Randomness('spec'), limits, settings(change));

  it('in safe mode sends nothing but receiver and ciphertext, signed over it', async () => {
    const record = await pusher().send(APP, OPENID, EVENT);
    const [{ query, body, contentType }] = server.received as [(typeof server.received)[0]];
    const sealed = JSON.parse(body) as { ToUserName: string; Encrypt: string };
    expect(Object.keys(sealed)).toEqual(['ToUserName', 'Encrypt']);
    expect(contentType).toBe('application/json');
    expect(query).toMatchObject({ from: 'platform', encrypt_type: 'aes', openid: OPENID, timestamp: String(STARTED_AT / 1000) });
    expect(query.signature).toBe(pushSignature('dianquantoken', query.timestamp!, query.nonce!));
    expect(query.msg_signature).toBe(wecom.getSignature('dianquantoken', query.timestamp!, query.nonce!, sealed.Encrypt));
    const opened = wecom.decrypt(settings().encodingAesKey, sealed.Encrypt);
    expect(opened.id).toBe(APP);
    expect(JSON.parse(opened.message)).toEqual({
      ToUserName: 'gh_dianquan',
      FromUserName: OPENID,
      CreateTime: STARTED_AT / 1000,
      MsgType: 'event',
      ...EVENT,
    });
    expect(record.deliveredAt).toBe(STARTED_AT);
  });

  it('in plain mode sends the event itself, in compatible mode both', async () => {
    await pusher({ mode: 'plain' }).send(APP, OPENID, EVENT);
    await pusher({ mode: 'compatible' }).send(APP, OPENID, EVENT);
    const [plain, both] = server.received.map(({ body }) => JSON.parse(body));
    expect(plain).toMatchObject(EVENT);
    expect(plain).not.toHaveProperty('Encrypt');
    expect(server.received[0]?.query).not.toHaveProperty('msg_signature');
    expect(both).toMatchObject({ ...EVENT, Encrypt: expect.any(String) });
  });

  it('writes XML with text in CDATA and lists as repeated elements', async () => {
    await pusher({ mode: 'plain', format: 'xml' }).send(APP, OPENID, { ...EVENT, note: 'a]]>b' });
    expect(server.received[0]?.contentType).toBe('text/xml');
    expect(server.received[0]?.body).toBe(
      `<xml><ToUserName><![CDATA[gh_dianquan]]></ToUserName><FromUserName><![CDATA[${OPENID}]]></FromUserName>` +
        `<CreateTime>${STARTED_AT / 1000}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[wxa_media_check]]></Event>` +
        '<detail><label>1</label></detail><detail><label>2</label></detail><result><suggest><![CDATA[pass]]></suggest></result><note><![CDATA[a]]]]><![CDATA[>b]]></note></xml>',
    );
  });

  it('is tried three times in all, and no more', async () => {
    server.answers = [{ status: 500 }, { body: 'what?' }, { status: 500 }, {}];
    const record = await pusher().send(APP, OPENID, EVENT);
    for (let second = 0; second < 5; second++) {
      clock.advance(SECOND);
      await clock.settled();
    }
    expect(record.attempts.map(({ outcome }) => outcome)).toEqual(['HTTP 500', 'the answer is neither empty nor success', 'HTTP 500']);
    expect(record.deliveredAt).toBeNull();
    expect(server.received).toHaveLength(3);
  });

  it('is over after the first success, which may be an empty answer', async () => {
    server.answers = [{ status: 503 }, { body: '' }];
    const record = await pusher().send(APP, OPENID, EVENT);
    clock.advance(SECOND);
    await clock.settled();
    clock.advance(SECOND);
    await clock.settled();
    expect(record.attempts).toHaveLength(2);
    expect(record.deliveredAt).toBe(STARTED_AT + SECOND);
  });

  it('does not wait longer than the platform does', async () => {
    expect(defaultLimits.push.answerWithinMs).toBe(5 * SECOND);
    server.answers = [{ hang: true }];
    const record = await pusher({}, limitsWith({ push: { answerWithinMs: 100 } })).send(APP, OPENID, EVENT);
    expect(record.deliveredAt).toBeNull();
    expect(record.attempts[0]?.outcome).toMatch(/timeout/i);
  });

  it('is only noted down when nobody has given a URL', async () => {
    const silent = new MessagePusher(clock, new Randomness('spec'), defaultLimits);
    expect(await silent.send(APP, OPENID, EVENT)).toMatchObject({ attempts: [], deliveredAt: null });
    expect(await silent.verifyUrl()).toBe(false);
  });

  it('accepts a URL that gives the echo string back bare', async () => {
    expect(await pusher().verifyUrl()).toBe(true);
    server.echo = (given) => `"${given}"`;
    expect(await pusher().verifyUrl()).toBe(false);
  });
});
