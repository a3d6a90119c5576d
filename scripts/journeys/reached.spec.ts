import { KINDS, type Phone } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { putTemplate, sendAtAnyHour } from './support/templates';
import { publish, settle, type Town } from './support/town';

const NOTICE = '周三起改走新仓库发货';
const SHOP = '簇桥便民五金店';
const PATIENCE_MS = 15_000;
type Rights = { rights: { granted: number; sent: number; left: number }[] };
type Notification = { id: number; title: string; lines: unknown[] };

/** One of two strangers agrees to messages when joining, the other refuses; both are to know the same thing in the end. */
describe.each(KINDS)('whoever agrees is told on the lock screen, whoever refuses by their salesperson, %s', (kind) => {
  let place: Place;
  let town: Town;
  let phones: Phones;
  let id: number;

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'reached');
    town = await settle(place);
    await putTemplate(place, town, 'announcement', '新公告提醒');
    await sendAtAnyHour(place, town);
    for (const [key, nickname] of [
      ['agrees', '陈国华'],
      ['refuses', '何秀琼'],
    ])
      await place.api.control('/users', 'POST', { key, nickname });
  });
  afterAll(async () => {
    await phones.close();
    await place.close();
  });

  const rightsOf = async (key: string) => (await place.api.control<Rights>(`/users/${key}/subscriptions`)).rights;
  const lockScreenOf = async (key: string) => (await place.api.control<{ items: Notification[] }>(`/notifications?userKeys=${key}`)).items;

  /** From the invitation up to the sheet that asks for messages. */
  async function enter(phone: Phone, chooseShop: () => Promise<void>, name: string): Promise<void> {
    const { code } = await place.api.call('invitations.create', town.sales[0]?.token ?? '', { body: {} });
    await phone.open(`/pages/join/index?scene=${code}`);
    await phone.tap('微信一键加入');
    await phone.tap('同意并继续');
    await phone.tap('用微信手机号');
    await chooseShop();
    await phone.see('不同意也一样用');
    await phone.type('如：王建国', name);
    await phone.tap('加入');
  }

  it('the one agrees at the tap that joins', async () => {
    const phone = await phones.of('agrees', 'wechat');
    await enter(
      phone,
      async () => {
        await phone.type('按店名找', '鑫鑫鑫五金');
        await phone.tap('鑫鑫鑫五金建材经营部');
      },
      '陈国华',
    );
    if (kind === 'h5') await phone.tap('允许');
    await phone.onPage('pages/home/index');
    expect(await rightsOf('agrees')).toMatchObject([{ granted: 1, sent: 0, left: 1 }]);
  });

  it('the other refuses, and joins all the same', async () => {
    const phone = await phones.of('refuses', 'wechat', { refusesMessages: true });
    await enter(
      phone,
      async () => {
        await phone.tap('都不是，新建门店');
        await phone.type('招牌上的名字', SHOP);
        await phone.type('街道和门牌', '武侯区簇桥下街 36 号');
        await phone.tap('下一步');
      },
      '何秀琼',
    );
    if (kind === 'h5') await phone.tap('取消');
    await phone.onPage('pages/home/index');
    expect(await rightsOf('refuses')).toEqual([]);
    // They are a customer of the salesperson in WeCom, whom the platform names when they come again.
    await place.api.signIn('wechat', 'refuses');
    await place.api.control('/customers', 'POST', { userid: 'sales-1', userKey: 'refuses' });
  });

  it('a tap on the lock screen opens the notice, and the consent is used up', async () => {
    id = await publish(place, town, { title: NOTICE, audience: { everyone: true }, mustAcknowledge: true });
    const [notification] = await soon(async () => {
      const items = await lockScreenOf('agrees');
      return items.length > 0 ? items : null;
    });
    expect(JSON.stringify(notification)).toContain(NOTICE);
    const { launch } = await place.api.control<{ launch: { path: string; query: Record<string, string> } }>(
      `/notifications/${notification?.id}/openings`,
      'POST',
      { userKey: 'agrees' },
    );
    const phone = await phones.of('agrees', 'wechat');
    await phone.open(`/${launch.path}?${new URLSearchParams(launch.query)}`);
    await phone.onPage('shop/announcement/index');
    await phone.see(NOTICE, '我已知晓');
    await phone.shot('opened');
    await soon(async () => (await reportOf()).owners.read === 1 || null);
    expect(await rightsOf('agrees')).toMatchObject([{ granted: 1, sent: 1, left: 0 }]);
  });

  it('for whoever refused, the salesperson has a message to send on, and nothing came to their lock screen before', async () => {
    const tasks = async () =>
      (await place.api.control<{ items: { msgid: string; customers: object[] }[] }>('/mass-tasks?userKey=sales-1')).items;
    const [task] = await soon(async () => ((await tasks()).length > 0 ? await tasks() : null));
    expect(task?.customers).toHaveLength(1);
    expect(await lockScreenOf('refuses')).toEqual([]);
    const sales = await phones.of('sales-1', 'wecom');
    await sales.open('/sales/mass-messages/index');
    await sales.see(NOTICE, '1 位客户');
    await sales.shot('to-send-on');
    await place.api.control(`/mass-tasks/${task?.msgid}/confirmations`, 'POST', { userKey: 'sales-1' });
    expect(await lockScreenOf('refuses')).toHaveLength(1);
  });

  it('unread after two days they are on the call list, and the call is noted', async () => {
    await place.api.wait(2.1);
    const token = town.sales[0]?.token ?? '';
    const { items } = await soon(async () => {
      const list = await place.api.call('announcements.callList', token, { query: { tasks: 'true' } });
      return list.items.length > 0 ? list : null;
    });
    expect(items.map(({ name, title }) => [name, title])).toEqual([['何秀琼', NOTICE]]);
    const sales = await phones.of('sales-1', 'wecom');
    await sales.open('/sales/call-list/index');
    await sales.see('电话任务 1 个', SHOP, '何秀琼 · 店主', NOTICE);
    await sales.shot('to-call');
    await sales.tap('已告知', { near: '何秀琼 · 店主' });
    await sales.see('上次：已告知');
    await sales.shot('called');
    const progress = await soon(async () => {
      const now = await place.api.call('announcements.callProgress', town.manager, { query: { announcementId: id } });
      return now.told === 1 ? now : null;
    });
    expect(progress).toMatchObject({ tasks: 1, open: 0, told: 1, read: 0 });
    const { states } = await place.api.call('delivery.report', town.manager, { params: { id } });
    expect(states).toEqual(
      expect.arrayContaining([
        { state: 'read', people: 1 },
        { state: 'called', people: 1 },
      ]),
    );
    expect(phones.errors).toEqual([]);
  });

  const reportOf = () => place.api.call('announcements.report', town.manager, { params: { id } });
});

async function soon<T>(look: () => Promise<T | null>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`not within ${PATIENCE_MS} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
