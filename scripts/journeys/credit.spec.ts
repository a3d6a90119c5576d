import { stock } from './support/goods';
import { KINDS, type PhoneKind } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { join, settle, type Town } from './support/town';
import { Trade } from './support/trade';

const SHOP = '鑫鑫鑫五金建材经营部';

describe.each(KINDS)('a salesperson orders on account beyond the limit, and it is delivered in the end, %s', (kind: PhoneKind) => {
  let place: Place;
  let phones: Phones;
  let town: Town;
  let orderId: number;
  let number: string;
  const staff = (key: string) => phones.of(key, 'wecom');
  const owner = () => phones.of('owner-1', 'wechat');
  const asOwner = async () => place.api.call('orders.get', await place.api.signIn('wechat', 'owner-1'), { params: { id: orderId } });
  /** From the queues to those that wait for the step. */
  const queue = async (key: string, title: string) => {
    const phone = await staff(key);
    await phone.open('/office/queues/index');
    await phone.tap(title);
    await phone.onPage('office/orders/index');
    await phone.see(SHOP);
    return phone;
  };

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'credit');
    town = await settle(place);
    await stock(place, town.admin);
    const trade = await Trade.open(place, town.admin);
    await join(place, town.sales[0]?.token ?? '', { key: 'owner-1', name: '周鑫', shopId: town.shops.near, role: 'owner' });
    await trade.allowCredit(town.shops.near, 10_000);
  });
  afterAll(async () => {
    await phones?.close();
    await place?.close();
  });

  it('is told of the limit before ordering', async () => {
    const seller = await staff('sales-1');
    await seller.open(`/sales/shop/index?id=${town.shops.near}`);
    await seller.tap('代下单');
    await seller.onPage('shop/order-for/index');
    await seller.tap('箱·20', { near: 'LED 球泡' });
    await seller.tap('LED 球泡9W 白光增加');
    await seller.tap('塑壳断路器63A增加');
    await seller.see('¥174.50');
    await seller.open(`/shop/cart/index?shopId=${town.shops.near}`);
    await seller.tap('去结算 ¥174.50');
    await seller.onPage('shop/checkout/index');
    await seller.tap('记账');
    await seller.see('额度还剩 ¥100.00，账期 30 天；超出部分要财务审核');
    await seller.shot('limit');
    await seller.tap('下单 ¥174.50');
    await seller.onPage('shop/order/index');
    await seller.see(`王志强代${SHOP}下单`, '这一单要先由财务审核');
    const [placed] = (await place.api.call('orders.list', town.admin)).items;
    [orderId, number] = [placed?.id ?? 0, placed?.number ?? ''];
    expect(placed).toMatchObject({ shopId: town.shops.near, totalFen: 17_450, paymentMethod: 'account', next: 'approval' });
  });

  it('is amended by the office, with what was before on it', async () => {
    const office = await queue('office', '待审核');
    await office.tap(SHOP);
    await office.onPage('office/order/index');
    await office.see('超出额度或收款未确认，要财务审核');
    await office.tap('更多');
    await office.tap('修改订单');
    await office.type('LED 球泡 9W 白光', '132.00', { nth: 1 });
    await office.type('例如：红色缺货', '老客户，一箱让 4 元');
    await office.shot('amend');
    await office.tap('改为 ¥170.50，请门店确认');
    await office.see('等门店确认修改', '原价 ¥136.00');
  });

  it('is agreed to by the shop with one tap', async () => {
    const phone = await owner();
    await phone.open('/pages/inbox/index');
    await phone.tap(`订单 ${number} 有修改，请确认`);
    await phone.onPage('shop/order/index');
    await phone.see('等您确认修改', '原价 ¥136.00', '老客户，一箱让 4 元');
    await phone.shot('agree');
    await phone.tap('同意修改');
    await phone.see('待审核');
    expect(await asOwner()).toMatchObject({ totalFen: 17_050, awaitingAgreement: false, next: 'approval' });
  });

  it('goes from the office over finance to the warehouse', async () => {
    const office = await queue('office', '待审核');
    await office.tap(SHOP);
    await office.tap('审核通过');
    await office.see('待财务审核');

    const finance = await queue('finance', '待财务审核');
    await finance.tap('全选 1 单');
    await finance.shot('finance');
    await finance.tap('财务通过 1 单');
    await finance.see('都办完了');

    let warehouse = await queue('warehouse', '待出库');
    await warehouse.tap('全选 1 单');
    await warehouse.tap('出库 1 单');
    await warehouse.see('都办完了');
    warehouse = await queue('warehouse', '待发货');
    await warehouse.tap(SHOP);
    await warehouse.onPage('office/order/index');
    await warehouse.tap('发货');
    await warehouse.shot('parcel');
    await warehouse.tap('全部发出 2 种');
    await warehouse.see('待收货');
  });

  it('is handed over against the code that only the shop sees', async () => {
    const phone = await owner();
    await phone.open('/shop/orders/index');
    await phone.tap(number);
    await phone.onPage('shop/order/index');
    const code = (await asOwner()).shipments[0]?.receiptCode ?? '';
    expect(code).toMatch(/^\d{4}$/);
    await phone.see(code);
    await phone.shot('code');

    const courier = await queue('courier', '待送达');
    await courier.tap(SHOP);
    await courier.onPage('office/order/index');
    expect(await courier.shows(code)).toBe(false);
    await courier.tap('确认送达');
    await courier.type('4 位数字', code === '0000' ? '1111' : '0000');
    await courier.tap('货已交给门店');
    await courier.see('收货码不对');
    await courier.type('4 位数字', code);
    await courier.tap('货已交给门店');
    await courier.see('已完成');
    await courier.shot('delivered');
  });

  it('and what left is what the shop now owes', async () => {
    const order = await asOwner();
    expect(order).toMatchObject({ state: 'completed', totalFen: 17_050 });
    expect(order.steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['approval', 'financeApproval', 'outbound', 'shipment', 'receipt', 'completion']),
    );
    const credit = await place.api.call('credit.get', await place.api.signIn('wechat', 'owner-1'), { params: { shopId: town.shops.near } });
    expect(credit).toMatchObject({ owedFen: 17_050, openFen: 0, limitFen: 10_000 });
    const phone = await owner();
    await phone.open('/shop/statements/index');
    await phone.see('现在欠款', '¥170.50', '¥100.00，已超 ¥70.50，账期 30 天');
    await phone.shot('owed');
    expect(phones.errors).toEqual([]);
  });
});
