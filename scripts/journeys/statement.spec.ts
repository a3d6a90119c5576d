import { randomUUID } from 'node:crypto';
import { type Goods, stock } from './support/goods';
import { KINDS, type PhoneKind } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { join, settle, type Town } from './support/town';
import { Trade } from './support/trade';

const OWNER = { key: 'owner-1', provider: 'wechat' } as const;
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
/** Opening + deliveries − payments − returns = closing. */
const FIGURES = ['¥136.00', '¥470.00', '¥300.00', '¥117.50', '¥188.50'];

describe.each(KINDS)('a month’s statement balances, %s', (kind: PhoneKind) => {
  let place: Place;
  let phones: Phones;
  let town: Town;
  let goods: Goods;
  let trade: Trade;
  let month: string;
  const owner = () => phones.of(OWNER.key, OWNER.provider);
  const finance = () => phones.of('finance', 'wecom');
  const shanghaiDay = async () => new Date((await place.api.now()) + SHANGHAI_MS);
  const monthText = () => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;
  const statement = (token: string) => place.api.call('statements.get', token, { params: { shopId: town.shops.near, month } });

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'statement');
    town = await settle(place);
    goods = await stock(place, town.admin);
    trade = await Trade.open(place, town.admin);
    await join(place, town.sales[0]?.token ?? '', { key: OWNER.key, name: '周鑫', shopId: town.shops.near, role: 'owner' });
    await trade.allowCredit(town.shops.near, 500_000);
    await deliver('DD-9', '箱', 1);
    await nextMonth();
    const order = await deliver('DX-25', '卷', 2);
    await payOwed(30_000);
    await giveBack(order, 50);
    month = (await shanghaiDay()).toISOString().slice(0, 7);
    await nextMonth();
  });
  afterAll(async () => {
    await phones?.close();
    await place?.close();
  });

  async function deliver(code: string, unit: string, quantity: number): Promise<number> {
    const { id } = await trade.order(OWNER, [{ skuId: goods.skus[code] ?? 0, unit, quantity }], 'account');
    await trade.deliver(id);
    return id;
  }

  /** To noon of its third day, so that nothing of this depends on the hour of the run. */
  async function nextMonth(): Promise<void> {
    const now = await shanghaiDay();
    const then = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 3, 12);
    await place.api.wait((then - now.getTime()) / DAY_MS);
  }

  async function payOwed(fen: number): Promise<void> {
    const token = await place.api.signIn(OWNER.provider, OWNER.key);
    const { id } = await place.api.call('payments.offline', token, { key: randomUUID(), body: { purpose: 'balance', fen } });
    await place.api.call('payments.confirmOffline', await trade.staff('finance'), { params: { id }, body: { confirm: true } });
  }

  async function giveBack(orderId: number, quantity: number): Promise<void> {
    const { api } = place;
    const { id } = await api.call('returns.request', await api.signIn(OWNER.provider, OWNER.key), {
      key: randomUUID(),
      params: { id: orderId },
      body: { kind: 'return', lines: [{ line: 1, quantity }], reason: '买多了' },
    });
    await api.call('returns.decide', await trade.staff('office'), { params: { id }, body: { agree: true } });
    await api.call('returns.receive', await trade.staff('warehouse'), { params: { id }, body: { warehouseId: goods.warehouseId } });
  }

  it('for the owner, who objects to one line', async () => {
    const phone = await owner();
    await phone.open('/pages/me/index');
    await phone.tap('对账单');
    await phone.onPage('shop/statements/index');
    await phone.tap(monthText());
    await phone.onPage('shop/statement/index');
    await phone.see('待确认', ...FIGURES);
    await phone.tap('这笔不对', { near: '+¥470.00' });
    await phone.type('哪里不对', '送到的电线少半卷');
    await phone.tap('记下异议');
    await phone.shot('objecting');
    await phone.tap('提出 1 处异议');
    await phone.see('有异议', '异议：送到的电线少半卷');
  });

  it('and for finance, who sees the same figures and answers', async () => {
    const phone = await finance();
    await phone.open('/office/queues/index');
    await phone.tap('对账异议');
    await phone.onPage('shop/statements/index');
    await phone.tap(monthText());
    await phone.onPage('shop/statement/index');
    await phone.see('有异议', '异议：送到的电线少半卷', ...FIGURES);
    await phone.tap('答复', { near: '异议：送到的电线少半卷' });
    await phone.type('查到了什么', '退回的 50 米已在本月减去');
    await phone.tap('答复门店');
    await phone.see('唐丽答复：退回的 50 米已在本月减去');
    await phone.shot('answered');
    const [ours, theirs] = [await statement(await trade.staff('finance')), await statement(await place.api.signIn('wechat', OWNER.key))];
    expect(ours).toEqual(theirs);
    const { openingFen, deliveredFen, paidFen, returnedFen, refundedFen, closingFen, lines } = ours;
    expect(openingFen + deliveredFen - paidFen - returnedFen + refundedFen).toBe(closingFen);
    expect(openingFen + lines.reduce((sum, { fen }) => sum + fen, 0)).toBe(closingFen);
  });

  it('until the owner confirms it, and the next month begins where it ended', async () => {
    const phone = await owner();
    await phone.open('/pages/inbox/index');
    await phone.tap(`财务答复了${monthText()}对账单的异议`);
    await phone.onPage('shop/statement/index');
    await phone.see('唐丽答复：退回的 50 米已在本月减去');
    await phone.tap('确认无误');
    await phone.see(`确认${monthText()}对账单？`);
    await phone.tap('确认');
    await phone.see('已确认（周鑫）');
    await phone.miss('确认无误');
    await phone.shot('confirmed');

    const desk = await finance();
    await desk.back();
    await desk.see('没有要答复的异议');
    await desk.tap('本月');
    await desk.see('¥188.50');
    expect(phones.errors).toEqual([]);
  });
});
