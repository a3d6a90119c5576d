import { demoCorp, demoMiniProgram } from '../options';
import { HOUR, MINUTE, SECOND, TestSimulator } from '../testing/simulator';

const SEND = '/qyapi/cgi-bin/message/send';
const RECALL = '/qyapi/cgi-bin/message/recall';
const agentid = demoCorp.apps[0]!.agentId;
const text = (content: string) => ({ msgtype: 'text', agentid, text: { content } });

describe('messages of an app in WeCom', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start();
    for (const key of ['sales-1', 'sales-2', 'manager']) simulator.world.registerUser({ key, wecom: true });
    simulator.world.registerUser({ key: 'owner-1' });
  });
  afterEach(() => simulator.stop());

  const send = async (body: object, from = simulator) => from.post(SEND, { access_token: await from.wecomToken() }, body);
  const ledger = (filter = {}) => simulator.world.ledger.list(filter).map(({ to, outcome }) => [to, outcome]);

  it('reach members, and name those who are none, in lower case', async () => {
    const answer = await send({ touser: 'SALES-1|sales-2|nobody|Owner-1', ...text('有新订单') });
    expect(answer).toEqual({ errcode: 0, errmsg: 'ok', invaliduser: 'nobody|owner-1', msgid: expect.any(String) });
    expect(ledger()).toEqual([
      ['sales-1', 'delivered'],
      ['sales-2', 'delivered'],
    ]);
    expect((await send({ touser: 'nobody|owner-1', ...text('?') })).errcode).toBe(81013);
    expect((await send({ touser: '@all', ...text('各位') })).errcode).toBe(0);
    expect(ledger({ to: 'manager' })).toHaveLength(1);
    simulator.world.registerUser({ key: 'sales-2', wecom: false });
    expect(await send({ touser: 'sales-1|sales-2', ...text('再说一次') })).toMatchObject({ errcode: 0, invaliduser: 'sales-2' });
  });

  it('are not delivered to members without a licence', async () => {
    await simulator.control('PATCH', '/users/sales-2', { licensed: false });
    expect(await send({ touser: 'sales-1|sales-2', ...text('一') })).toMatchObject({ errcode: 0, unlicenseduser: 'sales-2' });
    expect(ledger()).toEqual([['sales-1', 'delivered']]);
  });

  it.each([
    [{ msgtype: 'voice' }, 40008],
    [{ agentid: 1 }, 301002],
    [{ agentid: undefined }, 301002],
    [{ text: { content: '' } }, 44004],
    [{ text: undefined }, 40058],
    [{ touser: '', toparty: '' }, 81013],
    [{ touser: Array.from({ length: 1001 }, (_, i) => `u${i}`).join('|') }, 40032],
    [{ enable_duplicate_check: 1, duplicate_check_interval: 4 * 3600 + 1 }, 40058],
  ])('are refused for %j', async (change, errcode) => {
    expect((await send({ touser: 'sales-1', ...text('有新订单'), ...change })).errcode).toBe(errcode);
    expect(ledger()).toEqual([]);
  });

  it('above thirty a minute or a thousand an hour for one member are dropped without a word', async () => {
    let number = 0;
    const batch = async (times: number) => {
      for (let time = 0; time < times; time++) expect((await send({ touser: 'sales-1', ...text(`第 ${++number} 条`) })).errcode).toBe(0);
    };
    await batch(32);
    expect([ledger({ outcome: 'delivered' }).length, ledger({ outcome: 'dropped' }).length]).toEqual([30, 2]);
    expect((await send({ touser: 'sales-2', ...text('另一位') })).errcode).toBe(0);
    expect(ledger({ to: 'sales-2' })).toEqual([['sales-2', 'delivered']]);
    simulator.wait(MINUTE);
    await batch(1);
    expect(ledger({ to: 'sales-1', outcome: 'delivered' })).toHaveLength(31);
    const few = [
      { max: 30, windowMs: MINUTE },
      { max: 40, windowMs: HOUR },
    ];
    simulator.world.limits.wecomMessage.perMember = few;
    await batch(10);
    simulator.wait(MINUTE);
    await batch(2);
    expect(ledger({ to: 'sales-1', outcome: 'delivered' })).toHaveLength(40);
  });

  it('are counted by the day: two hundred for each account', async () => {
    const corp = { ...demoCorp, accounts: 1 };
    const small = await TestSimulator.start({ corp, limits: { wecomMessage: { perAccountAndDay: 3 } } });
    for (const key of ['sales-1', 'sales-2']) small.world.registerUser({ key, wecom: true });
    expect((await send({ touser: 'sales-1|sales-2', ...text('一') }, small)).errcode).toBe(0);
    expect((await send({ touser: 'sales-1|sales-2', ...text('二') }, small)).errcode).toBe(45009);
    expect((await send({ touser: 'sales-1', ...text('三') }, small)).errcode).toBe(0);
    small.wait(24 * HOUR);
    expect((await send({ touser: 'sales-1|sales-2', ...text('四') }, small)).errcode).toBe(0);
    await small.stop();
  });

  it('said twice within the interval are delivered once', async () => {
    const body = { touser: 'sales-1', ...text('别重复'), enable_duplicate_check: 1, duplicate_check_interval: 60 };
    const first = await send(body);
    expect((await send(body)).msgid).toBe(first.msgid);
    expect((await send({ ...body, touser: 'sales-1|sales-2' })).msgid).not.toBe(first.msgid);
    simulator.wait(60 * SECOND);
    expect((await send(body)).msgid).not.toBe(first.msgid);
    expect(ledger({ to: 'sales-1' }).map(([, outcome]) => outcome)).toEqual(['delivered', 'duplicate', 'delivered', 'delivered']);
  });

  it('are taken back within a day, by the app that sent them', async () => {
    const { msgid } = await send({ touser: 'sales-1|sales-2', ...text('发错了') });
    const recall = async (id: unknown) => simulator.post(RECALL, { access_token: await simulator.wecomToken() }, { msgid: id });
    expect((await recall('nothing')).errcode).toBe(40058);
    expect((await recall(msgid)).errcode).toBe(0);
    expect(ledger().map(([, outcome]) => outcome)).toEqual(['recalled', 'recalled']);
    expect((await simulator.control('GET', '/notifications?userKeys=sales-1')).json()).toEqual({ items: [] });
    const old = await send({ touser: 'sales-1', ...text('昨天的') });
    simulator.wait(24 * HOUR);
    expect((await recall(old.msgid)).errcode).toBe(40058);
  });

  it('are cut where they are too long, never in the middle of a character', async () => {
    await send({ touser: 'sales-1', ...text('店'.repeat(700)) });
    const card = { title: '标'.repeat(43), description: '述', url: 'https://dianquan.example/' };
    await send({ touser: 'sales-1', msgtype: 'textcard', agentid, textcard: card });
    const [long, titled] = simulator.world.ledger.list();
    expect(long).toMatchObject({ cut: true, content: { title: '店'.repeat(682) } });
    expect(titled).toMatchObject({ cut: true, content: { title: '标'.repeat(42), url: card.url } });
  });

  it('as a notice open a page of the mini-program from the lock screen', async () => {
    const notice = {
      appid: demoMiniProgram.appId,
      page: 'shop/join/index?id=7',
      title: '有订单待处理',
      description: '11-22 10:00',
      content_item: [{ key: '门店', value: '鑫鑫五金' }],
    };
    const body = { touser: 'sales-1', msgtype: 'miniprogram_notice', miniprogram_notice: notice };
    expect((await send(body)).errcode).toBe(0);
    const { items } = (await simulator.control('GET', '/notifications?userKeys=sales-1')).json<{
      items: { id: number; lines: object[] }[];
    }>();
    expect(items[0]?.lines).toEqual([
      { label: '', value: '11-22 10:00' },
      { label: '门店', value: '鑫鑫五金' },
    ]);
    const opened = await simulator.control('POST', `/notifications/${items[0]?.id}/openings`, { userKey: 'sales-1' });
    expect(opened.json()).toMatchObject({ launch: { path: 'shop/join/index', query: { id: '7' } } });
    const wrong = { ...notice, content_item: Array.from({ length: 11 }, () => ({ key: 'a', value: 'b' })) };
    for (const change of [{ appid: 'wx' }, { page: 'shop/none/index' }, { content_item: wrong.content_item }]) {
      expect((await send({ ...body, miniprogram_notice: { ...notice, ...change } })).errcode).toBe(40058);
    }
  });

  it('need a token of an app', async () => {
    expect((await simulator.post(SEND, {}, text('一'))).errcode).toBe(41001);
    const contact = await simulator.get('/qyapi/cgi-bin/gettoken', { corpid: demoCorp.corpId, corpsecret: demoCorp.contactSecret! });
    const query = { access_token: String(contact.access_token) };
    expect((await simulator.post(SEND, query, { touser: 'sales-1', ...text('一') })).errcode).toBe(301002);
  });
});

describe('messages to a linked corp', () => {
  it('go out under a token of that corp, to its members', async () => {
    const linked = [{ corpId: 'wwlinked0000000001', name: '鑫鑫五金', agentId: 1_000_009, members: ['boss'] }];
    const simulator = await TestSimulator.start({ corp: { ...demoCorp, linked } });
    simulator.world.registerUser({ key: 'sales-1', wecom: true });
    const own = { access_token: await simulator.wecomToken() };
    const share = { agentid, business_type: 1 };
    expect(await simulator.post('/qyapi/cgi-bin/corpgroup/corp/list_app_share_info', own, share)).toMatchObject({
      errcode: 0,
      corp_list: [{ corpid: linked[0]!.corpId, corp_name: '鑫鑫五金', agentid: 1_000_009 }],
    });
    const gettoken = '/qyapi/cgi-bin/corpgroup/corp/gettoken';
    const wanted = { corpid: linked[0]!.corpId, business_type: 1, agentid: 1_000_009 };
    expect((await simulator.post(gettoken, own, { ...wanted, corpid: 'wwother' })).errcode).toBe(40013);
    const { access_token } = await simulator.post(gettoken, own, wanted);
    const theirs = { access_token: String(access_token) };
    const body = { touser: 'boss|sales-1', msgtype: 'text', agentid: 1_000_009, text: { content: '新到货' } };
    expect(await simulator.post(SEND, theirs, body)).toMatchObject({ errcode: 0, invaliduser: 'sales-1' });
    expect((await simulator.post(SEND, theirs, { ...body, agentid })).errcode).toBe(301002);
    expect(simulator.world.ledger.list()).toMatchObject([{ channel: 'wecom-linked', to: 'boss', outcome: 'delivered' }]);
    const login = { ...theirs, js_code: 'x', grant_type: 'authorization_code' };
    expect((await simulator.get('/qyapi/cgi-bin/miniprogram/jscode2session', login)).errcode).toBe(301002);
    await simulator.stop();
  });
});
