import { MiniApp, Work } from 'node-easywechat';
import { type Served, serve } from './main';
import { demoCorp, demoMiniProgram } from './options';
import { MessageUrl } from './testing/message-url';

/** The SDK caches tokens on disk unless it is given a cache: in a second run nothing would be asked for. */
class MemoryCache {
  private readonly values = new Map<string, unknown>();
  async get(key: string): Promise<unknown> {
    return this.values.get(key);
  }
  async has(key: string): Promise<boolean> {
    return this.values.has(key);
  }
  async set(key: string, value?: unknown): Promise<boolean> {
    this.values.set(key, value);
    return true;
  }
  async delete(key: string): Promise<boolean> {
    return this.values.delete(key);
  }
}

const AES_KEY = 'DianquanDianquanDianquanDianquanDianquan123';

describe('node-easywechat, written by others, against the simulator', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(['--port', '0', '--seed', 'sdk']);
    served.world.registerUser({ key: 'owner-1', phone: '13800000001' });
    served.world.registerUser({ key: 'sales-1', wecom: true });
  });
  afterAll(() => served.app.close());

  const miniApp = (stable: boolean, secret = demoMiniProgram.appSecret): MiniApp => {
    const app = new MiniApp({
      app_id: demoMiniProgram.appId,
      secret,
      token: 'dianquantoken',
      aes_key: AES_KEY,
      use_stable_access_token: stable,
      http: { baseURL: `${served.addresses.api}/` },
    });
    return app.setCache(new MemoryCache());
  };

  it.each([false, true])('obtains a token (stable: %s) that the interfaces accept', async (stable) => {
    const app = miniApp(stable);
    const code = served.world.issuePhoneCode(served.world.registerUser({ key: 'owner-1' }));
    const response = await app.getClient().postJson('wxa/business/getuserphonenumber', { code });
    expect(response.toObject()).toMatchObject({ errcode: 0, phone_info: { purePhoneNumber: '13800000001' } });
  });

  it('keeps the stable token and is given new plain ones', async () => {
    const tokenOf = (stable: boolean) => miniApp(stable).getAccessToken().getToken();
    expect(await tokenOf(true)).toBe(await tokenOf(true));
    expect(await tokenOf(false)).not.toBe(await tokenOf(false));
  });

  it('learns of a wrong secret', async () => {
    await expect(miniApp(true, 'wrong').getAccessToken().getToken()).rejects.toThrow(/40001/);
    await expect(miniApp(false, 'wrong').getAccessToken().getToken()).rejects.toThrow(/40001/);
  });

  it('exchanges a login code once and decrypts with the session key', async () => {
    const person = served.world.registerUser({ key: 'owner-1' });
    const code = served.world.issueLoginCode(person, 'wechat');
    const utils = miniApp(true).getUtils();
    const session = await utils.codeToSession(code);
    expect(session.openid).toBe(person.openid);
    await expect(utils.codeToSession(code)).rejects.toThrow(/40163/);
    const card = { title: '邀请', path: '/pages/home/index', imageUrl: null, withShareTicket: true };
    const message = served.world.chat.post({
      at: 0,
      room: { id: 'g', type: 'group' },
      fromKey: 'sales-1',
      card,
      picture: null,
      text: null,
    });
    served.world.chat.openCard(message, card, person.key);
    const response = await fetch(`${served.addresses.control}/users/owner-1/group-enter-info`, { method: 'POST' });
    const { encryptedData, iv } = (await response.json()) as { encryptedData: string; iv: string };
    expect(utils.decryptSession(session.session_key, iv, encryptedData)).toMatchObject({
      opengid: expect.stringMatching(/^tG/),
      chat_type: 3,
    });
  });

  it('downloads a code picture', async () => {
    const response = await miniApp(true).getClient().postJson('wxa/getwxacodeunlimit', { scene: 'a=1' }, { responseType: 'arraybuffer' });
    expect(response.getStatusCode()).toBe(200);
    expect(
      Buffer.from(response.getContent() as unknown as ArrayBuffer)
        .subarray(0, 3)
        .toString('hex'),
    ).toBe('ffd8ff');
  });

  it('reads what the simulator pushes in safe mode', async () => {
    const server = await new MessageUrl().start();
    const push = { url: `${server.address}/push`, token: 'dianquantoken', encodingAesKey: AES_KEY, mode: 'safe', format: 'xml' } as const;
    served.world.configurePush(push);
    await served.world.pusher.send(demoMiniProgram.appId, 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1', { Event: 'wxa_media_check', trace_id: 't-1' });
    const { body, query } = server.received[0]!;
    const sealed = /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(body)?.[1] ?? '';
    const message = miniApp(true).getEncryptor().decrypt(sealed, query.msg_signature!, query.nonce!, Number(query.timestamp));
    expect(message).toContain('<trace_id><![CDATA[t-1]]></trace_id>');
    await server.stop();
  });

  it('sends a subscription message to who agreed, and learns who did not', async () => {
    const { openid } = served.world.registerUser({ key: 'owner-1' });
    served.world.subscriptions.grant(demoMiniProgram.appId, openid, 'tmpl-news', 1);
    const body = { touser: openid, template_id: 'tmpl-news', page: 'pages/home/index', data: { thing1: { value: '新到货' } } };
    const send = async () => (await miniApp(true).getClient().postJson('cgi-bin/message/subscribe/send', body)).toObject();
    expect(await send()).toMatchObject({ errcode: 0, msgid: expect.any(Number) });
    expect(served.world.ledger.list({ channel: 'subscribe', to: openid })).toHaveLength(1);
    expect(await send()).toMatchObject({ errcode: 43101 });
  });

  const work = (): Work => {
    const made = new Work({
      corp_id: demoCorp.corpId,
      secret: demoCorp.apps[0]!.secret,
      token: 'dianquantoken',
      aes_key: AES_KEY,
      http: { baseURL: `${served.addresses.qyapi}/` },
    });
    made.setCache(new MemoryCache());
    return made;
  };

  it('writes to members in WeCom, and makes a mass message for customers', async () => {
    const owner = served.world.registerUser({ key: 'owner-1' });
    const client = work().getClient();
    const card = { title: '有新订单', description: '鑫鑫五金', url: 'https://dianquan.example/' };
    const message = { touser: 'sales-1', msgtype: 'textcard', agentid: demoCorp.apps[0]!.agentId, textcard: card };
    expect((await client.postJson('cgi-bin/message/send', message)).toObject()).toMatchObject({ errcode: 0, msgid: expect.any(String) });
    expect(served.world.ledger.list({ to: 'sales-1', outcome: 'delivered' })).toHaveLength(1);
    const { externalUserid } = await served.world.customers.add('sales-1', owner);
    const listed = await client.get('cgi-bin/externalcontact/list', { params: { userid: 'sales-1' } });
    expect(listed.toObject()).toMatchObject({ errcode: 0, external_userid: [externalUserid] });
    const mass = { sender: 'sales-1', external_userid: [externalUserid], text: { content: '新到货' } };
    const made = (await client.postJson('cgi-bin/externalcontact/add_msg_template', mass)).toObject();
    expect(made).toMatchObject({ errcode: 0, fail_list: [] });
  });

  it('signs a member in through WeCom', async () => {
    const code = served.world.issueLoginCode(served.world.registerUser({ key: 'sales-1' }), 'wecom');
    const params = { js_code: code, grant_type: 'authorization_code' };
    const response = await work().getClient().get('cgi-bin/miniprogram/jscode2session', { params });
    expect(response.toObject()).toMatchObject({ errcode: 0, corpid: demoCorp.corpId, userid: 'sales-1' });
  });
});
