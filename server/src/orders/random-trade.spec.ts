import fc from 'fast-check';
import { bootApp, type TestApp } from '../../test/app';
import { tradeFaults } from '../../test/trade/trade-faults';
import { type Method, type TradeScene, tradeScene } from '../../test/trade/trade-scene';

const LIMIT_MS = 12_000;
const STEPS = ['approval', 'financeApproval', 'outbound', 'shipment', 'receipt', 'completion', 'agreement', 'dropRest'] as const;

type Command =
  | { do: 'place'; shop: number; lines: { sku: number; quantity: number; boxes: boolean }[]; method: Method; onBehalf: boolean }
  | { do: 'again'; nth: number }
  | { do: 'amend'; nth: number; quantity: number; cheaper: boolean }
  | { do: 'agree'; nth: number; agree: boolean }
  | { do: 'cancel'; nth: number; byShop: boolean }
  | { do: 'pay' | 'walk'; nth: number }
  | { do: 'handOver'; nth: number; confirm: boolean }
  | { do: 'refund'; nth: number; fen: number }
  | { do: 'step'; nth: number; step: (typeof STEPS)[number] }
  | { do: 'shipPart'; nth: number; quantity: number }
  | { do: 'giveBack'; nth: number; kind: 'return' | 'exchange'; quantity: number; agree: boolean }
  | { do: 'adjust'; sku: number; change: number }
  | { do: 'expire' };

const nth = fc.nat(5);
const sku = fc.nat(2);
const line = fc.record({ sku, quantity: fc.integer({ min: 1, max: 12 }), boxes: fc.boolean() });
const of = <T extends Command['do'], R extends object>(name: T, fields: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record({ do: fc.constant(name), ...fields });
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: of('place', {
      shop: fc.nat(1),
      lines: fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: (one) => one.sku }),
      method: fc.constantFrom<Method>('wechat', 'offline', 'account', 'deposit'),
      onBehalf: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: of('again', { nth }) },
  { weight: 2, arbitrary: of('amend', { nth, quantity: fc.nat(15), cheaper: fc.boolean() }) },
  { weight: 2, arbitrary: of('agree', { nth, agree: fc.boolean() }) },
  { weight: 2, arbitrary: of('cancel', { nth, byShop: fc.boolean() }) },
  { weight: 4, arbitrary: of('pay', { nth }) },
  { weight: 4, arbitrary: of('walk', { nth }) },
  { weight: 2, arbitrary: of('handOver', { nth, confirm: fc.boolean() }) },
  { weight: 2, arbitrary: of('refund', { nth, fen: fc.integer({ min: 1, max: 800 }) }) },
  { weight: 4, arbitrary: of('step', { nth, step: fc.constantFrom(...STEPS) }) },
  { weight: 3, arbitrary: of('shipPart', { nth, quantity: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 3,
    arbitrary: of('giveBack', {
      nth,
      kind: fc.constantFrom('return' as const, 'exchange' as const),
      quantity: fc.integer({ min: 1, max: 3 }),
      agree: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: of('adjust', { sku, change: fc.integer({ min: -15, max: 30 }).filter((n) => n !== 0) }) },
  { weight: 1, arbitrary: of('expire', {}) },
) as fc.Arbitrary<Command>;

/** Something of everything there is to go on with. */
const BEGINNING: Command[] = [
  ...[0, 1, 2].map((sku): Command => ({ do: 'adjust', sku, change: 20 })),
  ...(['wechat', 'offline', 'account', 'deposit'] as const).map((method, i): Command => {
    const lines = [0, 1].map((n) => ({ sku: (i + n) % 3, quantity: 2 + n, boxes: n === 1 }));
    return { do: 'place', shop: i % 2, lines, method, onBehalf: i === 2 };
  }),
];

/** Each is paid for in every way that fits, and goes as far as it can. */
const ON_THEIR_WAY: Command[] = [0, 1, 2, 3].flatMap((nth): Command[] => [
  { do: 'pay', nth },
  { do: 'handOver', nth, confirm: true },
  { do: 'walk', nth },
]);

describe('whatever shops and staff do, one after another and at once', () => {
  let t: TestApp;
  let s: TradeScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await tradeScene(t);
  }, 60_000);
  afterAll(() => t.close());

  it('the books agree with a recount after every round', async () => {
    let placed = 0;
    // Looked at between runs: one that were broken off would go on into the next test.
    const end = Date.now() + LIMIT_MS;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 8 }), async (rounds) => {
        if (Date.now() > end) return;
        const orders: Ordered[] = [];
        for (const round of [BEGINNING, ON_THEIR_WAY, ...rounds]) {
          const known = [...orders];
          await Promise.all(round.map((one) => run(s, one, known, orders)));
          expect(await tradeFaults(t)).toEqual([]);
        }
        placed += orders.length;
      }),
      { numRuns: 30 },
    );
    const shipments = await t.db.query<{ id: number }>('SELECT id FROM shipment');
    expect([placed > 5, shipments.length > 0]).toEqual([true, true]);
  }, 60_000);

  it('would tell of one figure that was changed by hand', async () => {
    const sent = s.sent(1, [{ sku: s.skus[0]!, quantity: 4 }], 'offline', false);
    await s.adjust(0, 40);
    const id = (await s.place(sent))!;
    await s.handOver(1, id);
    for (const step of ['approval', 'outbound']) await s.step(s.staff.admin.token, id, step);
    const { version } = await s.view(id);
    await s.step(s.staff.warehouse.token, id, 'shipment', { version, lines: [{ line: 1, quantity: 1 }] });
    expect(await tradeFaults(t)).toEqual([]);
    const ofOrder = `WHERE order_id = ${id}`;
    const figures: [table: string, column: string, which: string][] = [
      ['stock', 'available', `WHERE sku_id = ${s.skus[0]!.skuId} AND warehouse_id = ${s.near}`],
      ['stock', 'reserved', `WHERE sku_id = ${s.skus[0]!.skuId} AND warehouse_id = ${s.near}`],
      ['order_allocation', 'quantity', ofOrder],
      ['order_allocation', 'shipped', ofOrder],
      ['order_line', 'shipped', ofOrder],
      ['order_line', 'total_fen', ofOrder],
      ['order_line', 'back_ordered', ofOrder],
      ['shop_order', 'total_fen', `WHERE id = ${id}`],
      ['shop_order', 'paid_fen', `WHERE id = ${id}`],
      ['shop_order', 'refunded_fen', `WHERE id = ${id}`],
      ['shop_order', 'charged_fen', `WHERE id = ${id}`],
      ['payment', 'fen', ofOrder],
      ['payment', 'refunded_fen', ofOrder],
      ['ledger_entry', 'fen', `${ofOrder} AND account = 'receivable' AND kind = 'delivery'`],
      ['shop_balance', 'owed_fen', `WHERE shop_id = ${s.shops[1]!.shopId}`],
      ['shop_balance', 'open_fen', `WHERE shop_id = ${s.shops[1]!.shopId}`],
      ['shop_balance', 'deposit_fen', `WHERE shop_id = ${s.shops[1]!.shopId}`],
    ];
    const missed: string[] = [];
    for (const [table, column, which] of figures) {
      const { affected } = await t.db.execute(`UPDATE ${table} SET ${column} = ${column} + 1 ${which}`);
      if (affected === 0 || (await tradeFaults(t)).length === 0) missed.push(`${table}.${column}`);
      await t.db.execute(`UPDATE ${table} SET ${column} = ${column} - 1 ${which}`);
    }
    expect(missed).toEqual([]);
    expect(await tradeFaults(t)).toEqual([]);
  });
});

type Ordered = { id: number; sent: ReturnType<TradeScene['sent']> };

/** Whether it is allowed is not the question here: it does all of what it says, or nothing. */
async function run(s: TradeScene, one: Command, known: Ordered[], orders: Ordered[]): Promise<void> {
  const order = 'nth' in one ? known[one.nth % Math.max(1, known.length)] : undefined;
  if ('nth' in one && order === undefined) return;
  const { id, sent } = order ?? ({ id: 0, sent: { shop: 0 } } as Ordered);
  const { admin, warehouse, office } = s.staff;
  const ofShop = s.shops[sent.shop]!.token;
  switch (one.do) {
    case 'place': {
      const wishes = one.lines.map(({ sku, quantity, boxes }) => ({ sku: s.skus[sku]!, quantity, unit: boxes ? '箱' : '个' }));
      const fresh = s.sent(one.shop, wishes, one.method, one.onBehalf);
      // Twice at once, as from a phone on a bad network.
      const [first, second] = await Promise.all([s.place(fresh), s.place(fresh)]);
      // One of them may come too early for goods that another gives back in that moment; they never make two orders.
      if (first !== null && second !== null) expect(second).toBe(first);
      const id = first ?? second;
      if (id !== null) orders.push({ id, sent: fresh });
      return;
    }
    case 'again':
      expect(await s.place(sent)).toBe(id);
      return;
    case 'amend':
      return s.amend(id, one.quantity, one.cheaper ? 50 : undefined);
    case 'agree':
      await s.step(ofShop, id, 'agreement', { agree: one.agree });
      return;
    case 'cancel':
      await s.cancel(one.byShop ? ofShop : office.token, id);
      return;
    case 'pay':
      return s.pay(sent.shop, id);
    case 'walk':
      for (const step of STEPS.slice(0, 5)) await s.step(admin.token, id, step);
      return;
    case 'handOver':
      return s.handOver(sent.shop, id, one.confirm);
    case 'refund':
      return s.refund(id, one.fen);
    case 'step':
      await s.step(one.step === 'agreement' ? ofShop : admin.token, id, one.step);
      return;
    case 'shipPart': {
      const { version } = await s.view(id);
      await s.step(warehouse.token, id, 'shipment', { version, lines: [{ line: 1, quantity: one.quantity }] });
      return;
    }
    case 'giveBack':
      return s.giveBack(sent.shop, id, one.kind, one.quantity, one.agree);
    case 'adjust':
      await s.adjust(one.sku, one.change);
      return;
    case 'expire':
      return s.expire();
  }
}
