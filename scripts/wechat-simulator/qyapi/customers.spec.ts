import * as wecom from '@wecom/crypto';
import { Work } from 'node-easywechat';
import { pushSignature } from '../crypto';
import { demoCorp } from '../options';
import { externalUseridOf, unionidOf } from '../state/identities';
import { MessageUrl } from '../testing/message-url';
import { SECOND, STARTED_AT, TestSimulator } from '../testing/simulator';

const PREFIX = '/qyapi/cgi-bin/externalcontact';
const AES_KEY = 'DianquanDianquanDianquanDianquanDianquan123';
const TOKEN = 'dianquantoken';

describe('customers of members', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start();
    for (const key of ['sales-1', 'sales-2']) simulator.world.registerUser({ key, nickname: key, wecom: true });
    for (const key of ['owner-1', 'owner-2']) simulator.world.registerUser({ key, nickname: key });
  });
  afterEach(() => simulator.stop());

  const contactToken = async (): Promise<string> => {
    const query = { corpid: demoCorp.corpId, corpsecret: demoCorp.contactSecret! };
    return String((await simulator.get('/qyapi/cgi-bin/gettoken', query)).access_token);
  };
  const get = async (name: string, query: Record<string, string>) =>
    simulator.get(`${PREFIX}/${name}`, { access_token: await contactToken(), ...query });
  const meet = (userKey: string, userid = 'sales-1', more: object = {}) =>
    simulator.control('POST', '/customers', { userid, userKey, ...more });

  it('are listed for each member and told with their unionid and whom they know', async () => {
    expect((await get('list', { userid: 'sales-1' })).errcode).toBe(84061);
    await meet('owner-1', 'sales-1', { state: 'inv-abc' });
    simulator.wait(SECOND);
    await meet('owner-1', 'sales-2');
    await meet('owner-2', 'sales-2');
    expect(await get('list', { userid: 'SALES-2' })).toMatchObject({
      errcode: 0,
      external_userid: [externalUseridOf('owner-1'), externalUseridOf('owner-2')],
    });
    expect(await get('get', { external_userid: externalUseridOf('owner-1') })).toMatchObject({
      external_contact: { external_userid: externalUseridOf('owner-1'), name: 'owner-1', type: 1, unionid: unionidOf('owner-1') },
      follow_user: [
        { userid: 'sales-2', state: '' },
        { userid: 'sales-1', state: 'inv-abc', add_way: 1, createtime: STARTED_AT / 1000 },
      ],
    });
    expect(await get('get_follow_user_list', {})).toMatchObject({ follow_user: ['sales-1', 'sales-2'] });
    expect((await get('get', { external_userid: 'wm-nobody' })).errcode).toBe(84061);
    expect((await get('list', { userid: 'owner-1' })).errcode).toBe(60111);
  });

  it('come in pages for several members', async () => {
    await meet('owner-1');
    await meet('owner-2');
    const page = async (cursor: string) =>
      simulator.post(
        `${PREFIX}/batch/get_by_user`,
        { access_token: await contactToken() },
        { userid_list: ['sales-1', 'sales-2'], cursor, limit: 1 },
      );
    const first = await page('');
    const second = await page(String(first.next_cursor));
    expect([first, second]).toMatchObject([
      {
        external_contact_list: [{ external_contact: { name: 'owner-1' }, follow_info: { userid: 'sales-1', tag_id: [] } }],
        next_cursor: '1',
      },
      { external_contact_list: [{ external_contact: { name: 'owner-2' } }], next_cursor: '' },
    ]);
  });

  it('carry tags of the corp', async () => {
    await meet('owner-1');
    const { id } = (await simulator.control('POST', '/customer-tags', { name: '大客户', group: '等级' })).json<{ id: string }>();
    await simulator.control('PATCH', '/customers', { userid: 'sales-1', userKey: 'owner-1', tagIds: [id], remark: '王老板' });
    expect(await get('get', { external_userid: externalUseridOf('owner-1') })).toMatchObject({
      follow_user: [{ remark: '王老板', tags: [{ group_name: '等级', tag_name: '大客户', type: 1, tag_id: id }] }],
    });
    expect(await simulator.post(`${PREFIX}/get_corp_tag_list`, { access_token: await contactToken() }, {})).toMatchObject({
      tag_group: [{ group_name: '等级', tag: [{ id, name: '大客户' }] }],
    });
  });

  it('are open to the secret of customer contact and to the app, to no other', async () => {
    await meet('owner-1');
    const ask = (access_token: string) => simulator.get(`${PREFIX}/list`, { access_token, userid: 'sales-1' });
    expect((await ask(await simulator.wecomToken())).errcode).toBe(0);
    expect((await ask(await simulator.token())).errcode).toBe(40014);
    expect((await ask('')).errcode).toBe(41001);
  });

  describe('and the callbacks that tell of them', () => {
    let server: MessageUrl;
    beforeEach(async () => {
      server = await new MessageUrl().start();
      simulator.world.configureCallback({ url: `${server.address}/push?from=wecom`, token: TOKEN, encodingAesKey: AES_KEY });
    });
    afterEach(() => server.stop());

    const sealedOf = (body: string): string => /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(body)?.[1] ?? '';
    const opened = (): string[] => server.received.map(({ body }) => wecom.decrypt(AES_KEY, sealedOf(body)).message);

    it('are sealed for the corp and signed, and others can read them', async () => {
      await meet('owner-1', 'sales-1', { state: 'inv-abc' });
      const { body, query, contentType } = server.received[0]!;
      const sealed = sealedOf(body);
      expect(contentType).toBe('text/xml');
      expect(body).toContain(`<ToUserName><![CDATA[${demoCorp.corpId}]]></ToUserName>`);
      expect(query.from).toBe('wecom');
      expect(query.msg_signature).toBe(wecom.getSignature(TOKEN, query.timestamp!, query.nonce!, sealed));
      expect(query.msg_signature).toBe(pushSignature(TOKEN, query.timestamp!, query.nonce!, sealed));
      const read = wecom.decrypt(AES_KEY, sealed);
      expect(read.id).toBe(demoCorp.corpId);
      const work = new Work({ corp_id: demoCorp.corpId, secret: 's', token: TOKEN, aes_key: AES_KEY });
      expect(work.getEncryptor().decrypt(sealed, query.msg_signature!, query.nonce!, Number(query.timestamp))).toBe(read.message);
      for (const part of [
        '<FromUserName><![CDATA[sys]]></FromUserName>',
        `<CreateTime>${STARTED_AT / 1000}</CreateTime>`,
        '<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType>',
        `<UserID><![CDATA[sales-1]]></UserID><ExternalUserID><![CDATA[${externalUseridOf('owner-1')}]]></ExternalUserID>`,
        '<State><![CDATA[inv-abc]]></State><WelcomeCode><![CDATA[',
      ]) {
        expect(read.message).toContain(part);
      }
    });

    it('follow each change by hand, and none through the interface', async () => {
      const pair = { userid: 'sales-1', userKey: 'owner-1' };
      await meet('owner-1');
      await simulator.control('PATCH', '/customers', { ...pair, remark: '王老板' });
      await simulator.control('DELETE', '/customers?userid=sales-1&userKey=owner-1&by=customer');
      await meet('owner-1');
      await simulator.control('DELETE', '/customers?userid=sales-1&userKey=owner-1');
      const { id } = (await simulator.control('POST', '/customer-tags', { name: '大客户' })).json<{ id: string }>();
      await simulator.control('PATCH', `/customer-tags/${id}`, { name: '老客户' });
      await simulator.control('DELETE', `/customer-tags/${id}`);
      const kinds = opened().map((xml) => /<ChangeType><!\[CDATA\[(\w+)/.exec(xml)?.[1]);
      expect(kinds).toEqual([
        ...['add_external_contact', 'edit_external_contact', 'del_follow_user', 'add_external_contact', 'del_external_contact'],
        ...['create', 'update', 'delete'],
      ]);
      expect((await simulator.control('DELETE', '/customers?userid=sales-1&userKey=owner-1')).statusCode).toBe(404);
    });

    it('tell of members who may no longer see the app, and of those who may again', async () => {
      for (const follows of [false, true]) await simulator.control('PUT', '/users/sales-1/app-following', { follows });
      expect(opened().map((xml) => /<FromUserName><!\[CDATA\[(.+?)\]\]>.*<Event><!\[CDATA\[(\w+)/.exec(xml)?.slice(1))).toEqual([
        ['sales-1', 'unsubscribe'],
        ['sales-1', 'subscribe'],
      ]);
      expect((await simulator.control('PUT', '/users/owner-1/app-following', { follows: true })).statusCode).toBe(409);
    });

    it('are tried three times, and sent again when asked to', async () => {
      server.answers = [{ status: 500 }, { status: 500 }, { status: 500 }];
      await meet('owner-1');
      for (let second = 0; second < 4; second++) {
        simulator.wait(SECOND);
        await simulator.world.clock.settled();
      }
      expect(server.received).toHaveLength(3);
      const { items } = (await simulator.control('GET', '/callbacks')).json<{ items: { id: number; deliveredAt: null }[] }>();
      expect(items).toMatchObject([{ deliveredAt: null }]);
      expect((await simulator.control('POST', `/callbacks/${items[0]?.id}/repeats`)).json()).toEqual({ outcome: 'ok' });
      expect(new Set(opened()).size).toBe(1);
    });

    it('are only noted down when nobody has given an address, whose check wants the bare echo', async () => {
      expect((await simulator.control('POST', '/callbacks/verification')).json()).toEqual({ ok: false });
      server.echo = (given) => wecom.decrypt(AES_KEY, given).message;
      expect((await simulator.control('POST', '/callbacks/verification')).json()).toEqual({ ok: true });
      const silent = await TestSimulator.start();
      silent.world.registerUser({ key: 'sales-1', wecom: true });
      await silent.world.customers.add('sales-1', silent.person('owner-1'));
      expect(silent.world.wecomCallbacks.records).toMatchObject([{ attempts: [], deliveredAt: null }]);
      await silent.stop();
    });
  });
});
