import { demoMiniProgram } from '../wechat-simulator/options';
import { closeBrowser } from './support/browser';
import { PhonesPage } from './support/phones-page';
import { type Place, startPlace } from './support/place';
import { settle } from './support/town';

describe('the phones page', () => {
  let place: Place;
  let phones: PhonesPage;

  beforeAll(async () => {
    place = await startPlace();
    await settle(place);
    phones = await PhonesPage.open(place.url, 'phones');
  });
  afterAll(async () => {
    await closeBrowser();
    await place.close();
  });

  /** What the server would say to the platform. */
  const sendMessage = async (message: object): Promise<object> => {
    const { appId, appSecret } = demoMiniProgram;
    const ask = async <T>(path: string, body: object): Promise<T> =>
      (await (await fetch(`${place.url}/__wechat/api${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as T;
    const who = { grant_type: 'client_credential', appid: appId, secret: appSecret };
    const { access_token } = await ask<{ access_token: string }>('/cgi-bin/stable_token', who);
    return ask(`/cgi-bin/message/subscribe/send?access_token=${access_token}`, message);
  };
  it('puts a salesperson, a stranger and the manager side by side within the window, each signed in as themselves', async () => {
    await phones.read(1, '欢迎来到店圈');
    await phones.read(0, '公告');
    await phones.read(2, '公告');
    await phones.shot('start');
    expect(await phones.page.locator('.phone__name').allTextContents()).toEqual(['王志强', '陈国华', '苏敏']);
    const { width, height } = await phones.page.evaluate(() => ({
      width: document.querySelector('.table')?.scrollWidth ?? 0,
      height: document.documentElement.scrollHeight,
    }));
    expect([width, height]).toEqual([1440, 900]);
    expect(phones.errors).toEqual([]);
  });

  it('lets the code on one phone be scanned by another, with the platform’s own sheets in between', async () => {
    await phones.tap(0, '我');
    await phones.tap(0, '我的邀请码');
    await phones.page.getByText('正在手机上出示').waitFor();
    await phones.shot('code');
    await phones.page.getByRole('button', { name: '用陈国华的手机扫一扫' }).click();
    await phones.tap(1, '微信一键加入');
    await phones.tap(1, '同意并继续');
    await phones.tap(1, '用微信手机号');
    await phones.page.getByRole('dialog', { name: '用户隐私保护提示' }).waitFor();
    await phones.shot('privacy');
    await phones.page.getByRole('button', { name: '同意', exact: true }).click();
    await phones.page.getByRole('dialog', { name: '获取并验证你的手机号' }).waitFor();
    await phones.shot('phone-number');
    await phones.page.getByRole('button', { name: '允许', exact: true }).click();
    await phones.type(1, '按店名找', '鑫鑫鑫五金');
    await phones.tap(1, '鑫鑫鑫五金建材经营部');
    await phones.type(1, '如：王建国', '陈国华');
    await phones.tap(1, '加入', true);
    await phones.page.getByText('陈国华 加入了').waitFor();
    await phones.page.locator('.phone__role', { hasText: '店主 · 鑫鑫鑫五金建材经营部' }).waitFor();
    expect(await phones.page.locator('.step--done').allTextContents()).toEqual(['✓让业务员出示邀请码', '✓用店主手机扫码加入']);
    await phones.shot('joined');
  });

  it('ticks off publishing and the look at who has not read, and opens a shared card on another phone', async () => {
    await phones.tap(2, '我');
    await phones.tap(2, '写公告');
    await phones.type(2, '一句话说清是什么事', '周六盘点，停发一天');
    await phones.type(2, '正文。', '周六盘点，当天不发货。');
    await phones.tap(2, '发给谁');
    await phones.tap(2, '武侯区门店 1');
    await phones.tap(2, '发布给 1 家');
    await phones.page.getByText('苏敏 发布了公告').waitFor();
    await phones.read(2, '还没有人读');
    await phones.page.locator('.step--done').nth(3).waitFor();
    await phones.tap(1, '首页');
    await phones.tap(1, '周六盘点，停发一天');
    await phones.page.getByText('陈国华 看了公告').waitFor();

    await phones.tap(0, '发给微信好友');
    await phones.page.getByText('王志强邀请您加入店圈').waitFor();
    await phones.page.getByRole('button', { name: '用苏敏的手机打开' }).click();
    await phones.read(2, '微信一键加入');
    await phones.shot('all-steps');
    expect(phones.errors).toEqual([]);
  });

  it('brings a message down over the phone it is for, and a tap opens the page behind it', async () => {
    const template = 'tmpl-phones-0001';
    await place.api.control(`/templates/${template}`, 'PUT', { title: '新公告提醒', fields: [{ key: 'thing1', label: '公告标题' }] });
    const sheet = { tmplIds: [template], answers: { [template]: 'accept' } };
    await place.api.control('/users/stranger-1/subscription-requests', 'POST', sheet);
    const { openid } = await place.api.control<{ openid: string }>('/users/stranger-1');
    const data = { thing1: { value: '下午恢复发货' } };
    expect(await sendMessage({ touser: openid, template_id: template, page: 'pages/inbox/index', data })).toMatchObject({ errcode: 0 });
    const card = phones.page.locator('.phone').nth(1).locator('.lock__card', { hasText: '下午恢复发货' });
    await card.waitFor();
    expect(await phones.page.locator('.lock__card', { hasText: '下午恢复发货' }).count()).toBe(1);
    await phones.shot('lock-screen');
    await card.getByRole('button', { name: '打开' }).click();
    await (await phones.inPhone(1)).waitForURL(/pages\/inbox\/index/);
    await card.waitFor({ state: 'detached' });
    expect(phones.errors).toEqual([]);
  });

  it('hands a phone to somebody else, and lays a fourth one down for somebody who has never been here', async () => {
    await phones.page.getByLabel('换个人').nth(2).selectOption('sales-2');
    await phones.read(2, '公告');
    expect(await phones.page.locator('.phone__name').nth(2).textContent()).toBe('李晓燕');
    expect(phones.page.url()).toContain('phones=sales-1,stranger-1,sales-2');
    await phones.page.getByLabel('换个人').nth(2).selectOption('manager');

    await phones.page.getByRole('button', { name: '＋ 新微信用户' }).click();
    await phones.read(3, '欢迎来到店圈');
    expect(await phones.page.locator('.phone__role').nth(3).textContent()).toBe('还没加入');
    await phones.shot('four-phones');
    await phones.page.getByRole('button', { name: '收起这部手机' }).click();
    expect(await phones.page.locator('.phone').count()).toBe(3);
    expect(phones.errors).toEqual([]);
  });

  it('moves the clock of the server and of the platform', async () => {
    const hour = async (): Promise<string> => (await phones.page.locator('.clock__now').textContent()) ?? '';
    const before = await hour();
    expect(before).toMatch(/^\d+月\d+日 周. \d\d:\d\d$/);
    await phones.page.getByLabel('把时钟往前拨').selectOption({ label: '1 小时' });
    await phones.page.getByText('时钟已拨快').waitFor();
    expect(await hour()).not.toBe(before);
    expect((await place.api.control<{ offsetMs: number }>('/clock')).offsetMs).toBe(3_600_000);
  });
});
