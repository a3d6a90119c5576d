import { randomUUID } from 'node:crypto';
import { type Goods, stock } from './support/goods';
import { KINDS, type PhoneKind } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { join, settle } from './support/town';
import { Trade } from './support/trade';

const CLERK = { key: 'clerk-1', provider: 'wechat' } as const;

describe.each(KINDS)('a clerk repeats last month’s order, %s', (kind: PhoneKind) => {
  let place: Place;
  let phones: Phones;
  let goods: Goods;
  let last: { id: number; number: string };
  const clerk = () => phones.of(CLERK.key, CLERK.provider);

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'repeat');
    const town = await settle(place);
    goods = await stock(place, town.admin);
    const trade = await Trade.open(place, town.admin);
    await join(place, town.sales[0]?.token ?? '', { key: CLERK.key, name: '周小玲', shopId: town.shops.near, role: 'clerk' });
    await trade.allowCredit(town.shops.near, 500_000);
    const line = (code: string, unit: string, quantity: number) => ({ skuId: goods.skus[code] ?? 0, unit, quantity });
    const lines = [line('DD-9', '箱', 1), line('DX-25', '卷', 2), line('DLQ-63', '只', 1), line('LS-2', '盒', 1)];
    last = await trade.order(CLERK, lines, 'account');
    await trade.deliver(last.id);
    await place.api.wait(31);
    await changeGoods(await trade.staff('admin'));
  });
  afterAll(async () => {
    await phones?.close();
    await place?.close();
  });

  /** What has happened since: one thing is dearer, one is no longer sold, of one there is too little, one is as it was. */
  async function changeGoods(admin: string): Promise<void> {
    const { api } = place;
    const { skus, products, warehouseId } = goods;
    await api.call('listPrices.set', admin, { body: { prices: [{ skuId: skus['DD-9'] ?? 0, listFen: 720 }] } });
    await api.call('products.update', admin, { params: { id: products.塑壳断路器 ?? 0 }, body: { onSale: false } });
    await api.call('stock.adjust', admin, {
      params: { skuId: skus['DX-25'] ?? 0 },
      key: randomUUID(),
      body: { warehouseId, reason: 'counted', onHand: 150, note: '盘点' },
    });
  }

  it('and is told what has changed since: price, off sale, stock', async () => {
    const phone = await clerk();
    await phone.open('/shop/orders/index');
    await phone.tap('全部');
    await phone.tap(last.number);
    await phone.onPage('shop/order/index');
    await phone.see('已完成', '¥660.50');
    await phone.tap('再来一单');
    await phone.onPage('shop/repeat/index');
    await phone.see('上次 ¥660.50，现在 ¥160.00，2 种暂不能订');
    await phone.see('涨价：上次 ¥136.00，现 ¥144.00', '塑壳断路器 63A 已下架', '铜芯电线 2.5 平方 库存不足');
    await phone.shot('changes');
  });

  it('and orders what there still is with one tap', async () => {
    const phone = await clerk();
    await phone.tap('再来一单 ¥160.00');
    await phone.onPage('shop/checkout/index');
    await phone.see('2 种货');
    await phone.tap('记账');
    await phone.tap('下单 ¥160.00');
    await phone.onPage('shop/order/index');
    await phone.see('待审核', '周小玲下单');
    await phone.shot('repeated');
    const token = await place.api.signIn(CLERK.provider, CLERK.key);
    const [newest] = (await place.api.call('orders.list', token)).items;
    const order = await place.api.call('orders.get', token, { params: { id: newest?.id ?? 0 } });
    expect(order).toMatchObject({ totalFen: 16_000, source: { kind: 'repeat', id: last.id } });
    expect(order.lines.map(({ code, unit, quantity, unitFen }) => [code, unit, quantity, unitFen])).toEqual([
      ['DD-9', '箱', 1, 14_400],
      ['LS-2', '盒', 1, 1_600],
    ]);
  });

  it('or lays it into the cart, to change it there', async () => {
    const phone = await clerk();
    await phone.open(`/shop/repeat/index?id=${last.id}`);
    await phone.tap('放进购物车');
    await phone.onPage('shop/cart/index');
    await phone.see('去结算 ¥160.00');
    await phone.shot('cart');
    expect(phones.errors).toEqual([]);
  });
});
