import { demoMiniProgram } from '../options';
import { externalUseridOf } from '../state/identities';
import { HOUR, STARTED_AT, TestSimulator } from '../testing/simulator';

const PREFIX = '/qyapi/cgi-bin/externalcontact';
const DAYS_OF_NOVEMBER = 30;
const idOf = externalUseridOf;

describe('mass messages to customers', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start();
    for (const key of ['sales-1', 'sales-2']) simulator.world.registerUser({ key, nickname: key, wecom: true });
    for (const key of ['owner-1', 'owner-2', 'owner-3']) {
      await simulator.world.customers.add(key === 'owner-3' ? 'sales-2' : 'sales-1', simulator.world.registerUser({ key, nickname: key }));
    }
  });
  afterEach(() => simulator.stop());

  const post = async (name: string, body: object) =>
    simulator.post(`${PREFIX}/${name}`, { access_token: await simulator.wecomToken() }, body);
  const create = (change: object = {}) =>
    post('add_msg_template', {
      chat_type: 'single',
      sender: 'sales-1',
      external_userid: [idOf('owner-1'), idOf('owner-2')],
      text: { content: '新到货' },
      ...change,
    });
  const confirm = (msgid: unknown, userKey = 'sales-1') => simulator.control('POST', `/mass-tasks/${msgid}/confirmations`, { userKey });
  const results = async (msgid: unknown, userid = 'sales-1') =>
    ((await post('get_groupmsg_send_result', { msgid, userid })).send_list as unknown as { external_userid: string; status: number }[]).map(
      ({ external_userid, status }) => [external_userid, status],
    );
  const phone = async (key: string) =>
    (await simulator.control('GET', `/notifications?userKeys=${key}`)).json<{ items: { id: number; kind: string; msgid: string }[] }>()
      .items;

  it('wait for the member’s tap, then reach the customers’ phones', async () => {
    const made = await create({ attachments: [{ msgtype: 'link', link: { title: '看看', url: 'https://dianquan.example/' } }] });
    expect(made).toEqual({ errcode: 0, errmsg: 'ok', fail_list: [], msgid: expect.any(String) });
    expect(await post('get_groupmsg_task', { msgid: made.msgid })).toMatchObject({
      task_list: [{ userid: 'sales-1', status: 0 }],
      next_cursor: '',
    });
    expect(await results(made.msgid)).toEqual([
      [idOf('owner-1'), 0],
      [idOf('owner-2'), 0],
    ]);
    expect(simulator.world.ledger.list()).toEqual([]);
    expect(await phone('sales-1')).toMatchObject([{ kind: 'mass-task', app: '客户群发', msgid: made.msgid }]);
    expect((await confirm(made.msgid)).json()).toMatchObject({ customers: [{ status: 1 }, { status: 1 }] });
    expect((await confirm(made.msgid)).statusCode).toBe(409);
    expect(await post('get_groupmsg_task', { msgid: made.msgid })).toMatchObject({
      task_list: [{ status: 2, send_time: STARTED_AT / 1000 }],
    });
    expect(await results(made.msgid)).toEqual([
      [idOf('owner-1'), 1],
      [idOf('owner-2'), 1],
    ]);
    expect(simulator.world.ledger.list({ channel: 'wecom-mass' }).map(({ to }) => to)).toEqual([idOf('owner-1'), idOf('owner-2')]);
    const [card] = await phone('owner-1');
    const opened = await simulator.control('POST', `/notifications/${card?.id}/openings`, { userKey: 'owner-1' });
    expect(opened.json()).toEqual({ url: 'https://dianquan.example/' });
  });

  it('name at once whom they cannot reach', async () => {
    expect(await create({ external_userid: [idOf('owner-1'), idOf('owner-3'), 'wm-nobody'] })).toMatchObject({
      errcode: 0,
      fail_list: [idOf('owner-3'), 'wm-nobody'],
    });
    expect((await create({ external_userid: [idOf('owner-3')] })).errcode).toBe(41048);
  });

  it('go through the member who knows the customer best, when none is named', async () => {
    const { msgid } = await create({ sender: undefined, external_userid: [idOf('owner-1'), idOf('owner-3')] });
    expect(await post('get_groupmsg_task', { msgid })).toMatchObject({ task_list: [{ userid: 'sales-1' }, { userid: 'sales-2' }] });
    await confirm(msgid, 'sales-2');
    expect(await results(msgid, 'sales-2')).toEqual([[idOf('owner-3'), 1]]);
    expect(await results(msgid)).toEqual([[idOf('owner-1'), 0]]);
    expect((await create({ external_userid: [] })).fail_list).toEqual([]);
  });

  it('do not reach who is no friend any more, nor who has had as many as the month has days', async () => {
    const { msgid } = await create();
    await simulator.control('DELETE', '/customers?userid=sales-1&userKey=owner-2&by=customer');
    const earlier: unknown[] = [];
    for (let day = 0; day < DAYS_OF_NOVEMBER; day++) earlier.push((await create({ external_userid: [idOf('owner-1')] })).msgid);
    for (const id of earlier) await confirm(id);
    await confirm(msgid);
    expect(await results(msgid)).toEqual([
      [idOf('owner-1'), 3],
      [idOf('owner-2'), 2],
    ]);
    expect((await create({ external_userid: [idOf('owner-1')] })).errcode).toBe(41048);
    simulator.wait(9 * 24 * HOUR);
    const december = await create({ external_userid: [idOf('owner-1')] });
    await confirm(december.msgid);
    expect(await results(december.msgid)).toEqual([[idOf('owner-1'), 1]]);
  });

  it.each([
    ['week', 7],
    ['day', 1],
  ] as const)('may be limited by the %s instead', async (allowance, most) => {
    simulator.world.limits.customers.allowance = allowance;
    for (let time = 0; time < most; time++) await confirm((await create({ external_userid: [idOf('owner-1')] })).msgid);
    expect((await create({ external_userid: [idOf('owner-1')] })).errcode).toBe(41048);
    // 2026-11-22 is a Sunday.
    simulator.wait(24 * HOUR);
    expect((await create({ external_userid: [idOf('owner-1')] })).errcode).toBe(0);
  });

  it('can be cancelled and reminded of while they wait', async () => {
    const { msgid } = await create();
    for (let time = 0; time < 3; time++) expect((await post('remind_groupmsg_send', { msgid })).errcode).toBe(0);
    expect((await post('remind_groupmsg_send', { msgid })).errcode).toBe(45009);
    expect((await post('cancel_groupmsg_send', { msgid })).errcode).toBe(0);
    expect((await post('cancel_groupmsg_send', { msgid })).errcode).toBe(41047);
    expect((await confirm(msgid)).statusCode).toBe(409);
    expect(await phone('sales-1')).toEqual([]);
    expect((await post('cancel_groupmsg_send', { msgid: 'none' })).errcode).toBe(41046);
  });

  it('are listed by time and in pages', async () => {
    for (const content of ['一', '二', '三']) await create({ text: { content } });
    const span = { chat_type: 'single', start_time: STARTED_AT / 1000 - 10, end_time: STARTED_AT / 1000 + 10 };
    const first = await post('get_groupmsg_list_v2', { ...span, limit: 2 });
    expect(first).toMatchObject({ group_msg_list: [{ text: { content: '一' } }, { text: { content: '二' } }], next_cursor: '2' });
    expect(await post('get_groupmsg_list_v2', { ...span, limit: 2, cursor: first.next_cursor })).toMatchObject({
      group_msg_list: [{ text: { content: '三' }, creator: 'sales-1' }],
      next_cursor: '',
    });
    expect(await post('get_groupmsg_list_v2', { ...span, start_time: span.end_time })).toMatchObject({ group_msg_list: [] });
  });

  it.each([
    [{ text: { content: '字'.repeat(1334) } }, 40058],
    [{ text: undefined }, 44004],
    [{ external_userid: [], sender: undefined }, 40058],
    [{ sender: 'owner-1' }, 60111],
    [{ chat_type: 'group' }, 40058],
    [{ attachments: Array.from({ length: 10 }, () => ({ msgtype: 'image', image: { media_id: 'm' } })) }, 40058],
    [{ attachments: [{ msgtype: 'link', link: { title: '没有地址' } }] }, 40058],
    [{ attachments: [{ msgtype: 'poem', poem: {} }] }, 40058],
  ])('are refused for %j', async (change, errcode) => {
    expect((await create(change)).errcode).toBe(errcode);
  });

  it('may carry a page of the mini-program', async () => {
    const miniprogram = { title: '新公告', pic_media_id: 'm', appid: demoMiniProgram.appId, page: 'shop/join/index?id=3' };
    const carry = (change: object) => create({ attachments: [{ msgtype: 'miniprogram', miniprogram: { ...miniprogram, ...change } }] });
    for (const wrong of [{ title: '题'.repeat(22) }, { appid: 'wx' }, { page: 'shop/none/index' }, { pic_media_id: '' }]) {
      expect((await carry(wrong)).errcode).toBe(40058);
    }
    await confirm((await carry({})).msgid);
    const [card] = await phone('owner-1');
    const opened = await simulator.control('POST', `/notifications/${card?.id}/openings`, { userKey: 'owner-1' });
    expect(opened.json()).toEqual({ launch: { path: 'shop/join/index', query: { id: '3' }, scene: 1007 } });
  });
});
