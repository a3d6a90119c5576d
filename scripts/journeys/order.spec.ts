import { closeBrowser } from './support/browser';
import { type Goods, stock } from './support/goods';
import { KINDS, type Phone, type PhoneKind, takePhone } from './support/phone';
import { type Place, startPlace } from './support/place';
import { type Joined, join, settle, type Town } from './support/town';

describe.each(KINDS)('an owner finds goods, orders them and orders them again, %s', (kind: PhoneKind) => {
  let place: Place;
  let town: Town;
  let goods: Goods;
  let owner: Joined;
  const phones: Phone[] = [];
  const take = async (key: string, provider: 'wechat' | 'wecom'): Promise<Phone> => {
    const phone = await takePhone(kind, place, 'order', { key, provider });
    phones.push(phone);
    return phone;
  };
  const orders = () => place.api.call('orders.list', town.admin, { query: { shopId: town.shops.near } });

  beforeAll(async () => {
    place = await startPlace();
    town = await settle(place);
    goods = await stock(place, town.admin);
    owner = await join(place, town.sales[0]?.token ?? '', { key: 'owner-1', name: '周鑫', shopId: town.shops.near, role: 'owner' });
  });
  afterAll(async () => {
    for (const phone of phones) await phone.close();
    await place.close();
    await closeBrowser();
  });

  it('from the catalogue into the cart, by unit and by spec', async () => {
    const phone = await take('owner-1', 'wechat');
    await phone.open('/pages/catalogue/index');
    await phone.see('LED 球泡', '铜芯电线', '塑壳断路器', '不锈钢十字自攻螺丝');
    await phone.shot('catalogue');
    await phone.tap('箱·20', { near: 'LED 球泡' });
    await phone.see('¥136.00');
    await phone.tap('LED 球泡9W 白光增加');
    await phone.see('共 1 种');
    await phone.tap('选规格');
    await phone.see('5×40');
    await phone.tap('不锈钢十字自攻螺丝5×40增加');
    await phone.see('共 2 种');
    await phone.shot('specs');
    await phone.tap('关闭');
    await phone.see('¥152.00');
  });

  it('says why a price is what it is', async () => {
    const [phone] = phones as [Phone];
    await phone.open(`/shop/product/index?id=${goods.products['LED 球泡']}`);
    await phone.see('标准价 · 为什么是这个价', '买满 100 只，每只 ¥6.20');
    await phone.shot('product');
    await phone.tap('标准价 · 为什么是这个价');
    await phone.see('怎样更便宜');
    await phone.shot('why');
    await phone.tap('关闭');
  });

  it('through the checkout to an order, with an address that is written there', async () => {
    const [phone] = phones as [Phone];
    await phone.open('/shop/cart/index');
    await phone.see('去结算 ¥152.00');
    await phone.shot('cart');
    await phone.tap('去结算 ¥152.00');
    await phone.onPage('shop/checkout/index');
    await phone.tap('添加收货地址');
    await phone.onPage('shop/addresses/index');
    await phone.tap('添加收货地址');
    await phone.type('谁来收货', '周鑫');
    await phone.type('送货时能打通的电话', '13800002222');
    await phone.type('街道、门牌、哪个门', '武侯大道 88 号后门');
    await phone.tap('保存地址');
    await phone.onPage('shop/checkout/index');
    await phone.see('周鑫 13800002222');
    await phone.tap('转账或现金');
    await phone.shot('checkout');
    await phone.tap('下单 ¥152.00');
    await phone.onPage('shop/order/index');
    await phone.see('待审核', '周鑫下单', '武侯大道 88 号后门');
    await phone.shot('order');
    const { items } = await orders();
    expect(items.map(({ totalFen, kinds, paymentMethod }) => [totalFen, kinds, paymentMethod])).toEqual([[15_200, 2, 'offline']]);
    const cart = await place.api.call('cart.get', owner.token);
    expect(cart.lines).toEqual([]);
    expect(phone.errors).toEqual([]);
  });

  it('again, from the order', async () => {
    const [phone] = phones as [Phone];
    await phone.open('/shop/orders/index');
    await phone.tap('进行中');
    await phone.see('¥152.00');
    await phone.shot('orders');
    const { items } = await orders();
    await phone.open(`/shop/repeat/index?id=${items[0]?.id}`);
    await phone.see('价格和货都没有变');
    await phone.shot('repeat');
    await phone.tap('再来一单 ¥152.00');
    await phone.onPage('shop/checkout/index');
    await phone.tap('转账或现金');
    await phone.tap('下单 ¥152.00');
    await phone.onPage('shop/order/index');
    expect((await orders()).items).toHaveLength(2);
    expect(phone.errors).toEqual([]);
  });

  it('and pays by WeChat, after which nothing is due', async () => {
    const [phone] = phones as [Phone];
    await phone.open('/shop/search/index');
    await phone.type('品名、拼音首字母（nfsq）、条码', 'tksdlq');
    await phone.see('没有找到');
    await phone.type('品名、拼音首字母（nfsq）、条码', 'skdlq');
    await phone.see('塑壳断路器');
    await phone.shot('search');
    await phone.tap('塑壳断路器63A增加');
    await phone.see('¥38.50', '共 1 种');
    await phone.open('/shop/cart/index');
    await phone.tap('去结算 ¥38.50');
    await phone.onPage('shop/checkout/index');
    await phone.tap('微信支付');
    await phone.tap('下单 ¥38.50');
    if (kind === 'h5') await phone.tap('确认支付');
    await phone.onPage('shop/order/index');
    await phone.see('微信支付 · 已到账');
    await phone.miss('付款 ¥38.50');
    await phone.shot('paid');
    expect(phone.errors).toEqual([]);
  });

  it('and a salesperson orders for the shop, which sees by whom', async () => {
    const seller = await take('sales-1', 'wecom');
    await seller.open(`/sales/shop/index?id=${town.shops.near}`);
    await seller.tap('代下单');
    await seller.onPage('shop/order-for/index');
    await seller.see('替鑫鑫鑫五金建材经营部下单');
    await seller.tap('塑壳断路器63A增加');
    await seller.see('¥38.50');
    await seller.shot('order-for');
    await seller.open(`/shop/cart/index?shopId=${town.shops.near}`);
    await seller.tap('去结算 ¥38.50');
    await seller.onPage('shop/checkout/index');
    await seller.tap('转账或现金');
    await seller.tap('下单 ¥38.50');
    await seller.onPage('shop/order/index');
    await seller.see('王志强代鑫鑫鑫五金建材经营部下单');
    const [phone] = phones as [Phone];
    await phone.open('/shop/orders/index');
    await phone.tap('全部');
    await phone.see('业务员代下');
    expect(seller.errors).toEqual([]);
    expect(phone.errors).toEqual([]);
  });
});
