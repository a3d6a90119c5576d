import type { SubscribeTemplate } from '../options';
import { MessageUrl } from '../testing/message-url';
import { HOUR, otherApp, shop, TestSimulator } from '../testing/simulator';

const PATH = '/api/cgi-bin/message/subscribe/send';
const news: SubscribeTemplate = {
  id: 'tmpl-news-0001',
  title: '新公告提醒',
  fields: [
    { key: 'thing1', label: '公告标题' },
    { key: 'time2', label: '发布时间' },
  ],
};
const sameTitle: SubscribeTemplate = { ...news, id: 'tmpl-news-0002' };
const service: SubscribeTemplate = { id: 'tmpl-long-0001', title: '缴费通知', fields: [{ key: 'amount1', label: '金额' }], longTerm: true };
const app = { ...shop, templates: [news, sameTitle, service] };
const data = { thing1: { value: '十二月进货优惠' }, time2: { value: '2026-11-22 10:00' } };

describe('subscription messages', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start({ miniPrograms: [app, otherApp] });
    simulator.person('owner-1');
  });
  afterEach(() => simulator.stop());

  const openid = () => simulator.person('owner-1').openid;
  const ask = async (tmplIds: string[], sheet: object = {}) =>
    (await simulator.control('POST', '/users/owner-1/subscription-requests', { tmplIds, ...sheet })).json<Record<string, unknown>>();
  const accept = (ids: string[] = [news.id], keep = false) =>
    ask(ids, { answers: Object.fromEntries(ids.map((id) => [id, 'accept'])), keep });
  const send = async (change: object = {}) =>
    simulator.post(
      PATH,
      { access_token: await simulator.token() },
      { touser: openid(), template_id: news.id, page: 'pages/home/index?a=1', data, ...change },
    );
  const left = () => simulator.world.subscriptions.left(app.appId, openid(), news.id);

  it('need a consent, of which each is good for one message', async () => {
    expect((await send()).errcode).toBe(43101);
    expect(await ask([news.id])).toEqual({ errMsg: null, ask: [{ id: news.id, title: '新公告提醒', labels: ['公告标题', '发布时间'] }] });
    expect(left()).toBe(0);
    expect(await accept()).toEqual({ errMsg: 'requestSubscribeMessage:ok', [news.id]: 'accept' });
    await accept();
    expect(left()).toBe(2);
    simulator.wait(200 * 24 * HOUR);
    expect(await send()).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(Number) });
    expect((await send()).errcode).toBe(0);
    expect((await send()).errcode).toBe(43101);
    const { messages, rights } = (await simulator.control('GET', `/ledger?to=${openid()}`)).json<{
      messages: object[];
      rights: object[];
    }>();
    expect(messages).toHaveLength(2);
    expect(rights).toEqual([{ appId: app.appId, openid: openid(), templateId: news.id, granted: 2, sent: 2, ended: 0, left: 0 }]);
  });

  it('are refused for what is wrong with them, and use up nothing', async () => {
    await accept();
    const wrong: [object, number, string][] = [
      [{ touser: 'nobody' }, 40003, 'openid'],
      [{ touser: undefined }, 40003, 'openid'],
      [{ template_id: 'tmpl-none' }, 40037, 'template_id'],
      [{ page: 'shop/none/index' }, 41030, 'page'],
      [{ data: undefined }, 47003, 'data'],
      [{ data: { ...data, thing1: { value: '' } } }, 47003, 'data.thing1.value'],
      [{ data: { ...data, thing1: { value: '长'.repeat(21) } } }, 47003, 'data.thing1.value'],
      [{ data: { thing1: data.thing1 } }, 47003, 'data.time2.value'],
      [{ data: { ...data, time2: { value: '明天' } } }, 47003, 'data.time2.value'],
      [{ data: { ...data, thing9: { value: '多的' } } }, 47003, 'data.thing9'],
      [{ miniprogram_state: 'release' }, 47003, 'miniprogram_state'],
      [{ lang: 'de_DE' }, 47003, 'lang'],
    ];
    for (const [change, errcode, name] of wrong) {
      expect(await send(change)).toEqual({ errcode, errmsg: expect.stringContaining(name) });
    }
    expect(left()).toBe(1);
    expect(simulator.world.ledger.list()).toEqual([]);
  });

  it('of a template deleted in the console are refused', async () => {
    await accept();
    await simulator.control('DELETE', `/templates/${news.id}`);
    expect((await send()).errcode).toBe(40037);
    await simulator.control('PUT', `/templates/${news.id}`, news);
    expect((await send()).errcode).toBe(0);
  });

  it('belong to one app and one template', async () => {
    await accept();
    expect((await send({ template_id: sameTitle.id })).errcode).toBe(43101);
    const query = { access_token: await simulator.token(otherApp) };
    expect((await simulator.post(PATH, query, { touser: openid(), template_id: news.id, page: '', data })).errcode).toBe(43101);
  });

  it('are capped for the day, and a capped one keeps its right', async () => {
    const few = await TestSimulator.start({ miniPrograms: [app], limits: { subscribe: { dailyCap: { withPay: 9, without: 1 } } } });
    const person = few.person('owner-1');
    few.world.subscriptions.grant(app.appId, person.openid, news.id, 3);
    const query = { access_token: await few.token() };
    const body = { touser: person.openid, template_id: news.id, data };
    expect((await few.post(PATH, query, body)).errcode).toBe(0);
    expect((await few.post(PATH, query, body)).errcode).toBe(45009);
    expect(few.world.subscriptions.left(app.appId, person.openid, news.id)).toBe(2);
    few.wait(24 * HOUR);
    expect((await few.post(PATH, { access_token: await few.token() }, body)).errcode).toBe(0);
    await few.stop();
  });

  describe('asking', () => {
    it('can be refused, for one or for all', async () => {
      expect(await ask([news.id], { answers: {} })).toEqual({ errMsg: 'requestSubscribeMessage:ok', [news.id]: 'reject' });
      expect(left()).toBe(0);
    });

    it('shows one of two templates with the same title', async () => {
      expect(await accept([news.id, sameTitle.id])).toMatchObject({ [news.id]: 'accept', [sameTitle.id]: 'filter' });
    });

    it('asks no more once the choice is kept, and then each tap counts', async () => {
      await accept([news.id], true);
      expect(await ask([news.id])).toEqual({ errMsg: 'requestSubscribeMessage:ok', [news.id]: 'accept' });
      expect(left()).toBe(2);
      const setting = await simulator.control('GET', '/users/owner-1/subscriptions');
      expect(setting.json()).toMatchObject({ subscriptionsSetting: { mainSwitch: true, itemSettings: { [news.id]: 'accept' } } });
    });

    it.each([
      [[], 10001],
      [['a', 'b', 'c', 'd', 'e', 'f'], 20003],
      [['tmpl-none'], 20001],
      [[news.id, service.id], 20002],
    ])('for %j fails with %i', async (ids, errCode) => {
      expect(await ask(ids)).toEqual({ errCode, errMsg: expect.stringMatching(/^requestSubscribeMessage:fail /) });
    });

    it('fails when everything is switched off, and what was agreed to is not sent', async () => {
      await accept();
      await simulator.control('PUT', '/users/owner-1/subscriptions', { mainSwitch: false });
      expect((await ask([news.id])).errCode).toBe(20004);
      expect((await send()).errcode).toBe(43101);
      await simulator.control('PUT', '/users/owner-1/subscriptions', { mainSwitch: true });
      expect((await send()).errcode).toBe(0);
    });
  });

  it('of the long-term kind are not used up', async () => {
    await accept([service.id]);
    const paid = { template_id: service.id, data: { amount1: { value: '¥12.50' } } };
    expect((await send(paid)).errcode).toBe(0);
    expect((await send(paid)).errcode).toBe(0);
  });

  it('end with their rights when the person switches the template off', async () => {
    await accept();
    await simulator.control('PUT', '/users/owner-1/subscriptions', { templateId: news.id, choice: 'reject' });
    expect((await send()).errcode).toBe(43101);
    expect(await ask([news.id])).toMatchObject({ [news.id]: 'reject' });
    await simulator.control('PUT', '/users/owner-1/subscriptions', { templateId: news.id, choice: 'accept' });
    expect((await send()).errcode).toBe(43101);
    expect(simulator.world.subscriptions.list({ openid: openid() })).toMatchObject([{ granted: 1, sent: 0, ended: 1, left: 0 }]);
  });

  it('banned by the platform answer so', async () => {
    await simulator.control('PUT', '/users/owner-1/subscriptions', { templateId: news.id, choice: 'ban' });
    expect(await ask([news.id])).toMatchObject({ [news.id]: 'ban' });
  });

  it('take any template and its fields where none were chosen', async () => {
    const open = await TestSimulator.start({ miniPrograms: [{ ...shop, templates: 'any' }] });
    const person = open.person('owner-1');
    open.world.subscriptions.grant(shop.appId, person.openid, 'whatever', 2);
    const query = { access_token: await open.token() };
    const body = { touser: person.openid, template_id: 'whatever' };
    expect((await open.post(PATH, query, { ...body, data: { thing7: { value: '好' } } })).errcode).toBe(0);
    expect((await open.post(PATH, query, { ...body, data: { first: { value: '好' } } })).errcode).toBe(47003);
    await open.stop();
  });

  describe('on the lock screen', () => {
    const waiting = async (key = 'owner-1') =>
      (await simulator.control('GET', `/notifications?userKeys=${key},owner-2`)).json<{ items: { id: number }[] }>().items;
    const open = (id: number, userKey = 'owner-1') => simulator.control('POST', `/notifications/${id}/openings`, { userKey });

    it('lie with their labels until a tap opens the page, with scene 1014', async () => {
      await accept();
      await send();
      const [notification] = await waiting();
      expect(notification).toMatchObject({
        userKey: 'owner-1',
        kind: 'subscribe',
        app: '服务通知',
        title: '新公告提醒',
        lines: [
          { label: '公告标题', value: '十二月进货优惠' },
          { label: '发布时间', value: '2026-11-22 10:00' },
        ],
      });
      expect(await waiting('owner-3')).toEqual([]);
      expect((await open(notification!.id, 'owner-2')).statusCode).toBe(404);
      expect((await open(notification!.id)).json()).toEqual({ launch: { path: 'pages/home/index', query: { a: '1' }, scene: 1014 } });
      expect(await waiting()).toEqual([]);
    });
  });

  describe('tell the mini-program’s server', () => {
    let server: MessageUrl;
    beforeEach(async () => {
      server = await new MessageUrl().start();
    });
    afterEach(() => server.stop());
    const listen = (format: 'json' | 'xml') =>
      simulator.world.configurePush({ url: `${server.address}/push`, token: 't', encodingAesKey: 'a'.repeat(43), mode: 'plain', format });
    const told = () => server.received.map(({ body }) => JSON.parse(body));

    it('of answers, messages and settings; one item stands alone, several are a list', async () => {
      listen('json');
      await accept();
      await ask([news.id], { answers: {} });
      await send();
      await simulator.world.clock.settled();
      await simulator.control('PUT', '/users/owner-1/subscriptions', { templateId: news.id, choice: 'reject' });
      expect(told()).toMatchObject([
        {
          MsgType: 'event',
          Event: 'subscribe_msg_popup_event',
          FromUserName: openid(),
          List: { TemplateId: news.id, SubscribeStatusString: 'accept', PopupScene: '1' },
        },
        { Event: 'subscribe_msg_popup_event', List: { SubscribeStatusString: 'reject' } },
        {
          Event: 'subscribe_msg_sent_event',
          List: { TemplateId: news.id, MsgID: expect.stringMatching(/^\d+$/), ErrorCode: '0', ErrorStatus: 'success' },
        },
        { Event: 'subscribe_msg_change_event', List: { TemplateId: news.id, SubscribeStatusString: 'reject' } },
      ]);
    });

    it('in a list of several when the sheet asked for several', async () => {
      const other = { ...news, id: 'tmpl-order-001', title: '订单状态通知' };
      await simulator.control('PUT', `/templates/${other.id}`, other);
      listen('json');
      await accept([news.id, other.id]);
      expect(told()[0].List).toHaveLength(2);
      listen('xml');
      await accept([news.id, other.id]);
      expect(server.received[1]?.body).toMatch(
        /<SubscribeMsgPopupEvent><List><TemplateId>.*<\/List><List><TemplateId>.*<\/List><\/SubscribeMsgPopupEvent>/,
      );
    });
  });
});
