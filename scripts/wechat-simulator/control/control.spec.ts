import QRCode from 'qrcode';
import { decryptOpenData } from '../crypto';
import { groupOpenidOf, opengidOf, openidOf, roomidOf } from '../state/identities';
import { HOUR, SECOND, STARTED_AT, shop, TestSimulator } from '../testing/simulator';

describe('the people’s side', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start({
      demoCodes: true,
      qrLinkRules: [{ prefix: 'https://dianquan.example/i/', path: 'shop/join/index' }],
    });
    simulator.world.registerUser({ key: 'owner-1', nickname: '王建国', phone: '13800000001' });
    simulator.world.registerUser({ key: 'sales-1', nickname: '李丽华', wecom: true });
  });
  afterEach(() => simulator.stop());

  const answer = async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> =>
    (await simulator.control(method, path, body)).json<T>();

  describe('people', () => {
    it('are listed and found by name, phone or key', async () => {
      const keys = async (q: string) =>
        (await answer<{ items: { key: string }[] }>('GET', `/users?q=${encodeURIComponent(q)}`)).items.map(({ key }) => key);
      expect(await keys('')).toEqual(['owner-1', 'sales-1']);
      expect(await keys('建国')).toEqual(['owner-1']);
      expect(await keys('13800000001')).toEqual(['owner-1']);
      expect(await keys('sales')).toEqual(['sales-1']);
    });

    it('who have never been here are new each time, sign in by code and by demo code', async () => {
      const one = await answer<{ key: string; openid: string; demoCodes: { loginCode: string } }>('POST', '/users', {});
      const two = await answer<{ key: string; openid: string }>('POST', '/users', {});
      expect(one.openid).not.toBe(two.openid);
      expect(one).toMatchObject({
        nickname: expect.stringMatching(/\p{Script=Han}+/u),
        userid: null,
        phone: expect.stringMatching(/^1\d{10}$/),
      });
      const { code } = await answer<{ code: string }>('POST', `/users/${one.key}/login-codes`, {});
      expect((await simulator.login(code)).openid).toBe(one.openid);
      expect((await simulator.login(one.demoCodes.loginCode)).openid).toBe(openidOf(one.key));
    });

    it('can be new members of the corp', async () => {
      const member = await answer<{ key: string; userid: string }>('POST', '/users', { kind: 'wecom', key: 'courier-9' });
      expect(member.userid).toBe('courier-9');
      const { code, errMsg } = await answer<{ code: string; errMsg: string }>('POST', '/users/courier-9/login-codes', {
        provider: 'wecom',
      });
      expect(errMsg).toBe('qy.login:ok');
      const query = { access_token: await simulator.wecomToken(), js_code: code, grant_type: 'authorization_code' };
      expect(await simulator.get('/qyapi/cgi-bin/miniprogram/jscode2session', query)).toMatchObject({ userid: 'courier-9' });
    });

    it('cannot take another’s key or an unusable one', async () => {
      for (const key of ['owner-1', 'Bad Key', 'phone-1'])
        expect((await simulator.control('POST', '/users', { key })).statusCode).toBe(409);
      expect((await simulator.control('GET', '/users/nobody')).statusCode).toBe(404);
    });

    it('can be changed and blocked', async () => {
      expect(await answer('PATCH', '/users/owner-1', { phone: '13900000009', blocked: true })).toMatchObject({
        phone: '13900000009',
        blocked: true,
      });
      expect((await simulator.login('demo-owner-1')).errcode).toBe(40226);
    });
  });

  describe('privacy', () => {
    const tap = (body: object = {}) => answer<Record<string, unknown>>('POST', '/users/owner-1/phone-codes', body);
    const checkOf = (api: string) => answer<Record<string, unknown>>('POST', '/users/owner-1/privacy/checks', { api });

    it('gives no phone code before consent, then one that works', async () => {
      expect(await tap()).toEqual({ errno: 104, errMsg: 'getPhoneNumber:fail privacy permission is not authorized' });
      expect(await answer('GET', '/users/owner-1/privacy')).toMatchObject({ needAuthorization: true });
      expect(await answer('PUT', '/users/owner-1/privacy', { event: 'agree' })).toMatchObject({ needAuthorization: false });
      const { code } = await tap();
      const query = { access_token: await simulator.token() };
      expect(await simulator.post('/api/wxa/business/getuserphonenumber', query, { code })).toMatchObject({
        phone_info: { purePhoneNumber: '13800000001' },
      });
    });

    it('is agreed to by the combined button, also when the number is then refused', async () => {
      expect(await tap({ agreePrivacy: true, refuse: true })).toEqual({ errno: 103, errMsg: 'getPhoneNumber:fail user deny' });
      expect(await answer('GET', '/users/owner-1/privacy')).toMatchObject({ needAuthorization: false });
    });

    it('says "in gap" right after a refusal, and asks again later', async () => {
      await simulator.control('PUT', '/users/owner-1/privacy', { event: 'disagree' });
      expect((await checkOf('chooseMedia')).errMsg).toBe('chooseMedia:fail privacy permission is not authorized in gap');
      simulator.wait(10 * SECOND);
      expect((await checkOf('chooseMedia')).errMsg).toBe('chooseMedia:fail privacy permission is not authorized');
    });

    it('is asked for again when the app was removed from the recently used', async () => {
      await simulator.control('PUT', '/users/owner-1/privacy', { event: 'agree' });
      expect(await checkOf('chooseMedia')).toEqual({ errMsg: 'chooseMedia:ok' });
      expect(await answer('DELETE', '/users/owner-1/privacy')).toMatchObject({ needAuthorization: true });
      expect(await checkOf('chooseMedia')).toMatchObject({ errno: 104 });
    });

    it('allows nothing that the guide does not declare, consent or not', async () => {
      await simulator.control('PUT', '/users/owner-1/privacy', { event: 'agree' });
      expect(await checkOf('chooseContact')).toEqual({
        errno: 112,
        errMsg: 'chooseContact:fail api scope is not declared in the privacy agreement',
      });
    });
  });

  describe('the chat', () => {
    const card = { title: '邀请您加入', path: '/shop/join/index?inv=a%26b&x=1', imageUrl: 'https://dianquan.example/card.png' };
    const share = (body: object) => answer<{ id: number }>('POST', '/chat', { fromKey: 'sales-1', ...body });
    const open = (id: number, body: object = {}) =>
      answer<{ launch: Record<string, unknown>; text?: string }>('POST', `/chat/${id}/openings`, { userKey: 'owner-1', ...body });
    const groupInfo = () => answer<{ errMsg: string; encryptedData: string; iv: string }>('POST', '/users/owner-1/group-enter-info');

    it.each([
      [{ type: 'single' }, false, 1007],
      [{ type: 'single' }, true, 1007],
      [{ type: 'group' }, false, 1008],
      [{ type: 'group' }, true, 1044],
    ])('opens a card in %j (share ticket %s) with scene %i', async (room, withShareTicket, scene) => {
      const { id } = await share({ room, card: { ...card, withShareTicket } });
      const { launch } = await open(id);
      expect(launch).toMatchObject({ path: 'shop/join/index', query: { inv: 'a%26b', x: '1' }, scene });
      expect(launch.shareTicket).toEqual(scene === 1044 ? expect.any(String) : undefined);
    });

    it('is read on from the last message seen', async () => {
      await share({ text: '你好' });
      const { id } = await share({ card });
      const later = await answer<{ items: object[] }>('GET', '/chat?after=1');
      expect(later.items).toEqual([
        expect.objectContaining({
          id,
          at: STARTED_AT,
          fromKey: 'sales-1',
          card: { ...card, withShareTicket: false },
          picture: null,
          text: null,
        }),
      ]);
    });

    it('tells the group one came from, to the holder of the session key only', async () => {
      const { id } = await share({ room: { id: 'hardware-street', type: 'group' }, card });
      await open(id);
      expect((await groupInfo()).errMsg).toMatch(/not logged in/);
      const session = await simulator.login('demo-owner-1');
      const { encryptedData, iv } = await groupInfo();
      expect(JSON.parse(decryptOpenData(String(session.session_key), encryptedData, iv))).toEqual({
        opengid: opengidOf('hardware-street'),
        group_openid: groupOpenidOf('hardware-street', 'owner-1'),
        chat_type: 3,
        watermark: { timestamp: STARTED_AT / 1000, appid: shop.appId },
      });
    });

    it('of two people has a room id and no group id, and a scan has neither', async () => {
      const session = await simulator.login('demo-owner-1');
      const { id } = await share({ room: { id: 'us-two', type: 'single' }, card });
      await open(id);
      const { encryptedData, iv } = await groupInfo();
      const info = JSON.parse(decryptOpenData(String(session.session_key), encryptedData, iv));
      expect(info).toMatchObject({ open_single_roomid: roomidOf('us-two'), chat_type: 1 });
      expect(info).not.toHaveProperty('opengid');
      const made = await simulator.raw('/api/wxa/getwxacodeunlimit', { access_token: await simulator.token() }, '{"scene":"a"}');
      await simulator.control('POST', '/scans', {
        userKey: 'owner-1',
        picture: `data:image/jpeg;base64,${made.rawPayload.toString('base64')}`,
      });
      expect((await groupInfo()).errMsg).toMatch(/fail/);
    });

    it.each([
      ['scan', 1047],
      ['longpress', 1048],
      ['album', 1049],
    ])('opens the picture of a code by %s with scene %i', async (how, scene) => {
      const body = JSON.stringify({ scene: 'i=abc&n=1', page: 'shop/join/index' });
      const made = await simulator.raw('/api/wxa/getwxacodeunlimit', { access_token: await simulator.token() }, body);
      const { id } = await share({ picture: `data:image/jpeg;base64,${made.rawPayload.toString('base64')}` });
      const { launch } = await open(id, { how });
      expect(launch).toEqual({ path: 'shop/join/index', query: { scene: 'i%3Dabc%26n%3D1' }, scene });
    });

    it('opens an ordinary QR code that a rule knows, and only tells what others say', async () => {
      const url = 'https://dianquan.example/i/abc?x=1';
      const { id } = await share({ picture: await QRCode.toDataURL(url) });
      expect((await open(id, { how: 'scan' })).launch).toEqual({
        path: 'shop/join/index',
        query: { q: encodeURIComponent(url), scancode_time: String(STARTED_AT / 1000) },
        scene: 1011,
      });
      const stranger = await share({ picture: await QRCode.toDataURL('hello') });
      expect(await open(stranger.id)).toEqual({ text: 'hello' });
    });

    it('opens a URL link that someone wrote', async () => {
      const made = await simulator.post('/api/wxa/generate_urllink', { access_token: await simulator.token() }, { query: 'inv=1' });
      const { id } = await share({ text: `点这里 ${made.url_link} 加入` });
      expect((await open(id)).launch).toEqual({ path: 'pages/home/index', query: { inv: '1' }, scene: 1167 });
    });

    it('refuses what cannot be opened, in words', async () => {
      const blank =
        'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
      for (const picture of ['nonsense', 'data:image/png;base64,AAAA', blank]) {
        const refused = await simulator.control('POST', '/scans', { userKey: 'owner-1', picture });
        expect(refused.statusCode).toBe(400);
        expect(refused.json<{ message: string }>().message).toMatch(/\p{Script=Han}/u);
      }
      expect((await simulator.control('POST', '/chat', { fromKey: 'sales-1' })).statusCode).toBe(400);
      expect((await simulator.control('POST', '/chat', { fromKey: 'sales-1', card: { ...card, path: 'no/slash' } })).statusCode).toBe(400);
      expect((await simulator.control('POST', '/chat/99/openings', { userKey: 'owner-1' })).statusCode).toBe(404);
      expect((await simulator.raw('/control/chat', {}, '{bad')).statusCode).toBe(400);
    });
  });

  it('travels in time, forward only', async () => {
    const { code } = await answer<{ code: string }>('POST', '/users/owner-1/login-codes');
    expect(await answer('POST', '/clock', { advanceMs: HOUR })).toEqual({ now: STARTED_AT + HOUR, offsetMs: HOUR });
    expect((await simulator.login(code)).errcode).toBe(40029);
    expect((await simulator.control('POST', '/clock', { advanceMs: -1 })).statusCode).toBe(400);
    expect(await answer('GET', '/clock')).toEqual({ now: STARTED_AT + HOUR, offsetMs: HOUR });
  });
});
