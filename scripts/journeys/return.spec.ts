import { type Goods, stock } from './support/goods';
import { KINDS, type PhoneKind } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { join, settle, type Town } from './support/town';
import { Trade, until } from './support/trade';

const SHOP = '鑫鑫鑫五金建材经营部';
const OWNER = { key: 'owner-1', provider: 'wechat' } as const;
type Books = { items: { paidFen: number; refundedFen: number }[] };

describe.each(KINDS)('unsold goods go back, %s', (kind: PhoneKind) => {
  let place: Place;
  let phones: Phones;
  let town: Town;
  let goods: Goods;
  let orderId: number;
  const owner = () => phones.of(OWNER.key, OWNER.provider);
  const asOwner = () => place.api.signIn(OWNER.provider, OWNER.key);
  const available = async () => {
    const { skus } = goods;
    return (await place.api.call('stock.get', town.admin, { params: { skuId: skus['DD-9'] ?? 0 } })).available;
  };

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'return');
    town = await settle(place);
    goods = await stock(place, town.admin);
    const trade = await Trade.open(place, town.admin);
    await join(place, town.sales[0]?.token ?? '', { key: OWNER.key, name: '周鑫', shopId: town.shops.near, role: 'owner' });
    orderId = (await trade.order(OWNER, [{ skuId: goods.skus['DD-9'] ?? 0, unit: '箱', quantity: 2 }], 'wechat')).id;
    await trade.deliver(orderId);
  });
  afterAll(async () => {
    await phones?.close();
    await place?.close();
  });

  it('asked for by the owner, no more than the rule allows', async () => {
    const phone = await owner();
    await phone.open(`/shop/order/index?id=${orderId}`);
    await phone.see('已完成', '¥272.00');
    await phone.tap('申请退换');
    await phone.onPage('shop/return-request/index');
    await phone.see('每种不超过所发的 30%', '还可退 12 件，共发 40 件');
    await phone.type('LED 球泡数量', '12');
    await phone.type('例如：型号订错', '换季卖不动，未拆封');
    await phone.shot('asking');
    await phone.tap('申请退换 1 种');
    await phone.onPage('shop/return/index');
    await phone.see('等审核', '¥81.60');
    expect(await available()).toBe(360);
  });

  it('agreed to in part by the office', async () => {
    const office = await phones.of('office', 'wecom');
    await office.open('/office/queues/index');
    await office.tap('退换货');
    await office.onPage('office/returns/index');
    await office.tap(SHOP);
    await office.onPage('office/return/index');
    await office.see('换季卖不动，未拆封');
    await office.type('同意退', '10');
    await office.shot('deciding');
    await office.tap('按上面的数量同意');
    await office.see('已同意，等收货', '¥68.00');
    expect(await available()).toBe(360);
  });

  it('received by the warehouse, which sells them again', async () => {
    const warehouse = await phones.of('warehouse', 'wecom');
    await warehouse.open('/office/returns/index');
    await warehouse.tap('待收货');
    await warehouse.tap(SHOP);
    await warehouse.onPage('office/return/index');
    await warehouse.tap('货已退回，收货');
    await warehouse.see('武侯仓');
    await warehouse.shot('receiving');
    await warehouse.tap('收货入库');
    await warehouse.see('已办结');
    expect(await available()).toBe(370);
  });

  it('and the money goes back the way it came', async () => {
    const order = async () => place.api.call('orders.get', await asOwner(), { params: { id: orderId } });
    await until(async () => (await order()).refundedFen === 6_800, 'the money to be back');
    const { items } = await place.api.control<Books>('/pay/ledger');
    expect(items).toEqual([expect.objectContaining({ paidFen: 27_200, refundedFen: 6_800 })]);
    const credit = await place.api.call('credit.get', await asOwner(), { params: { shopId: town.shops.near } });
    expect(credit).toMatchObject({ owedFen: 0, depositFen: 0 });

    const phone = await owner();
    await phone.open(`/shop/order/index?id=${orderId}`);
    await phone.see('已退 10 件', '已退款', '¥68.00', '已办结');
    await phone.shot('refunded');
    expect(phones.errors).toEqual([]);
  });
});
