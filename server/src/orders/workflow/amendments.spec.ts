import { bootApp, type TestApp } from '../../../test/app';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';

describe('an amended order', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterEach(() => checkMoves(t.db));
  afterAll(() => t.close());

  const amend = (as: string, id: number, lines: object[], version = 1) =>
    t.call('orders.amend', { as, params: { id }, body: { version, lines, note: '库存不多，少发几个' } });
  const twoLines = () => [
    { sku: s.sku, quantity: 10, from: { [s.near]: 10 } },
    { sku: s.sku, quantity: 2, boxes: true, from: { [s.near]: 24 } },
  ];

  it('waits for one tap of the shop, and then is what was amended', async () => {
    const before = await s.stock();
    const id = await s.place({ lines: twoLines() });
    const amended = await amend(s.staff.office.token, id, [
      { line: 1, quantity: 4 },
      { line: 2, quantity: 3, unitFen: 11_400 },
    ]);
    expect(amended.body).toMatchObject({ awaitingAgreement: true, next: 'agreement', totalFen: 4 * 1000 + 3 * 11_400 });
    expect(amended.body.lines[0]).toMatchObject({ quantity: 4, before: { quantity: 10, unitFen: 1000 } });
    expect((await s.step(s.staff.manager.token, id, 'approval')).body.code).toBe('order_awaiting_agreement');
    expect((await s.step(s.staff.manager.token, id, 'agreement')).body.code).toBe('step_not_yours');
    const agreed = await s.step(s.owner.token, id, 'agreement');
    expect(agreed.body).toMatchObject({ awaitingAgreement: false, next: 'approval', totalFen: 38_200 });
    expect(await s.stock()).toEqual({ available: before.available - 40, reserved: before.reserved + 40 });
    await s.walk(id, 'approval', 'outbound', 'shipment', 'receipt');
  });

  it('is what it was when the shop refuses', async () => {
    const before = await s.stock();
    const id = await s.place({ lines: twoLines() });
    await amend(s.staff.office.token, id, [
      { line: 1, quantity: 0 },
      { line: 2, quantity: 5 },
    ]);
    const refused = await s.step(s.owner.token, id, 'agreement', { agree: false });
    expect(refused.body).toMatchObject({
      awaitingAgreement: false,
      next: 'approval',
      totalFen: 34_000,
      lines: [{ quantity: 10 }, { quantity: 2 }],
    });
    expect(await s.stock()).toEqual({ available: before.available - 34, reserved: before.reserved + 34 });
  });

  it('keeps an earlier amendment that was agreed to when the next one is refused', async () => {
    const id = await s.place();
    const first = await amend(s.staff.office.token, id, [{ line: 1, quantity: 8 }]);
    const agreed = await s.step(s.owner.token, id, 'agreement', { version: first.body.version });
    await amend(s.staff.office.token, id, [{ line: 1, quantity: 3 }], agreed.body.version);
    const { body } = await s.step(s.owner.token, id, 'agreement', { agree: false });
    expect(body.lines[0]).toMatchObject({ quantity: 8 });
  });

  it('goes to finance when it comes to more than the shop may owe', async () => {
    await t.db.execute('UPDATE shop_balance SET limit_fen = owed_fen + open_fen + advance_fen + 12000 WHERE shop_id = ?', [s.owner.shopId]);
    const id = await s.place();
    await amend(s.staff.office.token, id, [{ line: 1, quantity: 20 }]);
    await s.step(s.owner.token, id, 'agreement');
    await s.walk(id, 'approval');
    const { body } = await t.call('orders.get', { as: s.staff.finance.token, params: { id } });
    expect(body).toMatchObject({ needsFinance: true, next: 'financeApproval' });
    expect((await s.step(s.staff.office.token, id, 'financeApproval')).body.code).toBe('step_not_yours');
    expect((await s.step(s.staff.finance.token, id, 'financeApproval')).body).toMatchObject({ next: 'outbound' });
  });

  it('is refused with nothing done', async () => {
    await t.db.execute('UPDATE sku SET floor_fen = 900 WHERE id = ?', [s.sku.skuId]);
    const id = await s.place({ lines: twoLines() });
    const before = await s.stock();
    const refusals: [object[], string, number?][] = [
      [[{ line: 1, quantity: 3 }], 'conflict', 9],
      [[{ line: 1, quantity: 1_000_000 }], 'out_of_stock'],
      [[{ line: 1, quantity: 3, unitFen: 899 }], 'price_below_floor'],
      [
        [
          { line: 1, quantity: 0 },
          { line: 2, quantity: 0 },
        ],
        'quantity_invalid',
      ],
      [[{ line: 7, quantity: 1 }], 'invalid'],
      [
        [
          { line: 1, quantity: 1 },
          { line: 1, quantity: 2 },
        ],
        'invalid',
      ],
      [[{ line: 2, quantity: 2, unitFen: 11_401 }], 'invalid'],
      [[{ line: 1, quantity: 10 }], 'invalid'],
      [[{ line: 1, quantity: 1.5 }], 'invalid'],
      [[{ line: 1, quantity: -1 }], 'invalid'],
    ];
    for (const [lines, code, version] of refusals) {
      const { body } = await amend(s.staff.office.token, id, lines, version);
      expect({ lines, code: body.code }).toEqual({ lines, code });
    }
    expect(await s.stock()).toEqual(before);
    const { body } = await t.call('orders.get', { as: s.owner.token, params: { id } });
    expect(body).toMatchObject({ version: 1, totalFen: 34_000, awaitingAgreement: false });
    await t.db.execute('UPDATE sku SET floor_fen = NULL WHERE id = ?', [s.sku.skuId]);
  });

  it('is amended once, however many amend it at the same moment', async () => {
    const id = await s.place();
    const answers = await Promise.all([3, 4, 5, 6].map((quantity) => amend(s.staff.office.token, id, [{ line: 1, quantity }])));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await s.step(s.owner.token, id, 'agreement')).status).toBe(200);
  });
});
