import { stock } from './support/goods';
import { KINDS, type PhoneKind } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { join, publish, settle, type Town } from './support/town';
import { Trade, until } from './support/trade';

const OWNER = { key: 'owner-1', provider: 'wechat' } as const;
const TITLE = '年底补货，三天内送到';

describe.each(KINDS)('an owner orders what a notice offers, pays and receives it, %s', (kind: PhoneKind) => {
  let place: Place;
  let phones: Phones;
  let town: Town;
  let trade: Trade;
  let announcementId: number;
  const owner = () => phones.of(OWNER.key, OWNER.provider);
  const newest = async () => {
    const [order] = (await place.api.call('orders.list', await place.api.signIn(OWNER.provider, OWNER.key))).items;
    if (!order) throw new Error('nothing was ordered');
    return order;
  };

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'one-tap');
    town = await settle(place);
    const { skus } = await stock(place, town.admin);
    trade = await Trade.open(place, town.admin);
    await join(place, town.sales[0]?.token ?? '', { key: OWNER.key, name: '周鑫', shopId: town.shops.near, role: 'owner' });
    announcementId = await publish(place, town, { title: TITLE, audience: { segmentIds: [town.segmentId] } });
    await place.api.call('orderSets.put', town.manager, {
      params: { kind: 'announcement', subjectId: announcementId },
      body: {
        title: '补货一套',
        lines: [
          { skuId: skus['DD-9'] ?? 0, unit: '箱', quantity: 2 },
          { skuId: skus['LS-2'] ?? 0, unit: '盒', quantity: 1 },
        ],
      },
    });
  });
  afterAll(async () => {
    await phones?.close();
    await place?.close();
  });

  it('with one tap, at the shop’s own price', async () => {
    const phone = await owner();
    await phone.tap(TITLE);
    await phone.onPage('shop/announcement/index');
    await phone.see('补货一套', 'LED 球泡', '不锈钢十字自攻螺丝');
    await phone.shot('offer');
    await phone.tap('一键订这套 ¥288.00');
    await phone.onPage('shop/checkout/index');
    await phone.tap('微信支付');
    await phone.tap('下单 ¥288.00');
    if (kind === 'h5') await phone.tap('确认支付');
    await phone.onPage('shop/order/index');
    await phone.see('微信支付 · 已到账');
    await phone.shot('paid');
    expect(await newest()).toMatchObject({ totalFen: 28_800, paidFen: 28_800, kinds: 2, paymentMethod: 'wechat' });
  });

  it('and says when it has come', async () => {
    const { id, number } = await newest();
    await trade.deliver(id, 'receipt');
    const phone = await owner();
    await phone.open('/pages/inbox/index');
    await phone.tap(`订单 ${number} 已发货`);
    await phone.onPage('shop/order/index');
    await phone.see('已发货，待收货');
    await phone.tap('确认收货');
    await phone.tap('收到了');
    await phone.see('已完成', '周鑫 · 店主');
    await phone.shot('received');
    expect(await newest()).toMatchObject({ state: 'completed', next: null });
  });

  it('which the notice’s report counts', async () => {
    const report = () => place.api.call('announcements.report', town.manager, { params: { id: announcementId } });
    await until(async () => (await report()).ordered?.shops === 1, 'the report to count the shop');
    const manager = await phones.of('manager', 'wecom');
    await manager.open(`/manager/report/index?id=${announcementId}`);
    await manager.see('看过后下单 1 家');
    await manager.shot('report');
    expect(phones.errors).toEqual([]);
  });
});
