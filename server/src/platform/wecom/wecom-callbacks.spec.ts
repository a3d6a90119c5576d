import { Injectable, Module } from '@nestjs/common';
import * as wecom from '@wecom/crypto';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom } from '../../../test/platform/echo-room';
import { type PublishedVector, published } from '../../../test/platform/published-vectors';
import { Clock } from '../clock';
import type { Tx } from '../database/database';
import { Events, OnEvent } from '../jobs/events';
import { AppFollowed, CustomerAdded, CustomerChanged, CustomerRemoved, CustomerTagsChanged } from './events';
import { WecomCallbacks } from './wecom-callbacks';

const told: object[] = [];

@Injectable()
class Listener {
  @OnEvent(CustomerAdded)
  async added(event: CustomerAdded, _: Tx): Promise<void> {
    if (event.state === 'trouble') throw new Error('a subscriber in trouble');
    told.push(event);
  }

  @OnEvent(CustomerChanged)
  async changed(event: CustomerChanged, _: Tx): Promise<void> {
    told.push(event);
  }

  @OnEvent(CustomerRemoved)
  async removed(event: CustomerRemoved, _: Tx): Promise<void> {
    told.push(event);
  }

  @OnEvent(CustomerTagsChanged)
  async tagged(event: CustomerTagsChanged, _: Tx): Promise<void> {
    told.push(event);
  }

  @OnEvent(AppFollowed)
  async followed(event: AppFollowed, _: Tx): Promise<void> {
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

const AT = 1_795_000_000;
const settings = () => t.env.wecom.callback ?? { token: '', aesKey: '' };
/** Sealed and signed by WeCom's own package, not by the code under test. */
function sealed(text: string, { receiver = t.env.wecom.corpId, token = settings().token, aesKey = settings().aesKey } = {}) {
  const encrypt = wecom.encrypt(aesKey, text, receiver);
  const [timestamp, nonce] = [String(AT), '263014780'];
  return { encrypt, query: { timestamp, nonce, msg_signature: wecom.getSignature(token, timestamp, nonce, encrypt) } };
}
const xml = (fields: Record<string, string | number>): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => (typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`))
    .join('')}</xml>`;
const event = (fields: Record<string, string | number>): string =>
  xml({ ToUserName: t.env.wecom.corpId, FromUserName: 'sys', CreateTime: AT, MsgType: 'event', ...fields });
const contact = (change: string, more: Record<string, string | number> = {}): string =>
  event({ Event: 'change_external_contact', ChangeType: change, UserID: 'zhang', ExternalUserID: 'wmAAA', ...more });
const outer = (encrypt: string): string =>
  `<xml><ToUserName><![CDATA[ww]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
const push = (text: string, options: Parameters<typeof sealed>[1] & { signature?: string } = {}) => {
  const { encrypt, query } = sealed(text, options);
  const { signature = query.msg_signature } = options;
  return t.call('wecom.push', {
    query: { ...query, msg_signature: signature },
    body: outer(encrypt),
    headers: { 'content-type': 'text/xml' },
  });
};

describe('WeCom checking our address', () => {
  it('gets back what its echo says, bare', async () => {
    const { encrypt, query } = sealed('1616140317555161061');
    const { status, body, headers } = await t.call('wecom.verifyPush', { query: { ...query, echostr: encrypt } });
    expect([status, String(body)]).toEqual([200, '1616140317555161061']);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('gets nothing for another corp, or with a wrong signature', async () => {
    const foreign = sealed('1', { receiver: 'ww0000000000000000' });
    expect((await t.call('wecom.verifyPush', { query: { ...foreign.query, echostr: foreign.encrypt } })).status).toBe(403);
    const { encrypt, query } = sealed('1');
    const wrong = { ...query, msg_signature: '0'.repeat(40), echostr: encrypt };
    expect((await t.call('wecom.verifyPush', { query: wrong })).status).toBe(403);
  });
});

describe('what WeCom tells', () => {
  it.each([
    ['add_external_contact', { State: 'abc', WelcomeCode: 'w' }, new CustomerAdded('zhang', 'wmAAA', 'abc', AT * 1000)],
    ['add_half_external_contact', { WelcomeCode: 'half' }, new CustomerAdded('zhang', 'wmAAA', null, AT * 1000)],
    ['edit_external_contact', {}, new CustomerChanged('zhang', 'wmAAA', AT * 1000)],
    ['del_external_contact', { Source: 'DELETE_BY_TRANSFER' }, new CustomerRemoved('zhang', 'wmAAA', 'staff', AT * 1000)],
    ['del_follow_user', {}, new CustomerRemoved('zhang', 'wmAAA', 'customer', AT * 1000)],
  ])('of customers becomes an event: %s', async (change, more, expected) => {
    const { status, body } = await push(contact(change, more as Record<string, string>));
    expect([status, body.length, told]).toEqual([200, 0, [expected]]);
  });

  it('of tags and of our app becomes an event too', async () => {
    await push(event({ Event: 'change_external_tag', ChangeType: 'update', Id: 'et1', TagType: 'tag' }));
    await push(event({ Event: 'unsubscribe', FromUserName: 'zhang', AgentID: '1000002' }));
    expect(told).toEqual([new CustomerTagsChanged('update', 'et1', AT * 1000), new AppFollowed('zhang', false, AT * 1000)]);
  });

  it('counts once, however often and however much at once it comes, sealed anew each time', async () => {
    const text = contact('add_external_contact', { CreateTime: AT + 1, State: 'once' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => push(text)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await push(text)).status).toBe(200);
    expect(told).toHaveLength(1);
    await push(contact('add_external_contact', { CreateTime: AT + 2, State: 'once' }));
    expect(told).toHaveLength(2);
  });

  it('is not acknowledged when we could not act on it, and counts when it comes again', async () => {
    const text = contact('add_external_contact', { CreateTime: AT + 3, State: 'trouble' });
    const noted = () => t.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM wecom_callback');
    const before = await noted();
    for (let time = 0; time < 2; time++) expect((await push(text)).status).toBe(500);
    expect(await noted()).toEqual(before);
  });

  it('of other kinds is acknowledged', async () => {
    for (const text of [event({ Event: 'kf_msg_or_event' }), xml({ MsgType: 'text', CreateTime: AT }), contact('transfer_fail')])
      expect((await push(text)).status).toBe(200);
    expect(told).toEqual([]);
  });
});

describe('what WeCom has not told', () => {
  it.each<[string, () => Promise<{ status: number }>]>([
    ['with a wrong signature', () => push(contact('add_external_contact'), { signature: '0'.repeat(40) })],
    ['with the signature of something else', () => push(contact('del_follow_user'), { signature: sealed('x').query.msg_signature })],
    ['for another corp', () => push(contact('add_external_contact'), { receiver: 'ww0000000000000000' })],
    ['with another token', () => push(contact('add_external_contact'), { token: 'another' })],
    ['sealed with another key', () => push(contact('add_external_contact'), { aesKey: 'x'.repeat(43) })],
  ])('%s is refused without effect', async (_, send) => {
    expect((await send()).status).toBe(403);
    expect(told).toEqual([]);
  });

  it.each(['', '<xml></xml>', '{}', '<xml><Encrypt>'])('and is not sealed, "%s", is refused', async (body) => {
    const { query } = sealed('x');
    const { status } = await t.call('wecom.push', { query, body, headers: { 'content-type': 'text/xml' } });
    expect([status, told]).toEqual([403, []]);
  });

  it('is refused where no callback is set up', async () => {
    const closed = new WecomCallbacks({ ...t.env, wecom: { ...t.env.wecom, callback: null } }, t.db, t.clock, t.app.get(Events));
    const { encrypt, query } = sealed(contact('add_external_contact'));
    await expect(closed.receive(query, outer(encrypt))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('published callbacks', () => {
  const callbacks = ({ token, aes_key, receiveid }: PublishedVector): WecomCallbacks => {
    const ours = { ...t.env.wecom, corpId: receiveid, callback: { token, aesKey: aes_key } };
    return new WecomCallbacks({ ...t.env, wecom: ours }, t.db, t.app.get(Clock, { strict: false }), t.app.get(Events));
  };

  for (const name of ['wecom_cb_url', 'wecom_gowx_url', 'wecom_wechatpy_url']) {
    published(name, 'an address check is answered', (vector) => {
      expect(callbacks(vector).echo(vector)).toBe(vector.plaintext);
    });
  }
  for (const name of ['wecom_cb_msg', 'wecom_gowx_msg', 'wecom_wechatpy_msg']) {
    published(name, 'a message is taken', async (vector) => {
      await expect(callbacks(vector).receive(vector, outer(vector.encrypt))).resolves.toBeUndefined();
      const forged = { ...vector, msg_signature: vector.msg_signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) };
      await expect(callbacks(vector).receive(forged, outer(vector.encrypt))).rejects.toMatchObject({ code: 'forbidden' });
    });
  }
  published('wecom_cb_json', 'what opens but says nothing readable is refused as that', async (vector) => {
    await expect(callbacks(vector).receive(vector, { encrypt: vector.encrypt, Encrypt: vector.encrypt })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
