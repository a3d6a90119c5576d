import ExcelJS from 'exceljs';
import { buildPayScene, DAY, type PayScene } from '../../test/payments/pay-scene';
import type { LedgerEntry } from './ledger';

let s: PayScene;
/** The clock is set to the tenth of December; what is booked lies about that. */
const at = (shanghai: string) => Date.parse(`${shanghai}+08:00`);
const NOW = at('2026-12-10T12:00:00.000');

beforeAll(async () => {
  s = await buildPayScene();
});
beforeEach(() => s.t.clock.advance(NOW - s.t.clock.now()));
afterEach(() => s.reset());
afterAll(() => s.close());

let txns = 0;
/** Books as of another time than now. */
async function book(time: number, owedFen: number, kind: LedgerEntry['kind'], more: Partial<LedgerEntry> = {}): Promise<void> {
  const against = {
    delivery: 'sales',
    payment: 'cash_offline',
    return: 'returns',
    refund: 'cash_wechat',
    adjustment: 'write_off',
  } as const;
  const shopId = more.shopId ?? s.shopId;
  const common = { shopId, kind, memo: `凭证 ${++txns}`, ...more };
  await s.t.db.transaction((tx) =>
    s.ledger.post(tx, `txn-${txns}`, [
      { ...common, account: 'receivable', fen: owedFen },
      { ...common, account: against[kind], fen: -owedFen },
    ]),
  );
  await s.t.db.execute('UPDATE ledger_entry SET at = ? WHERE txn = ?', [time, `txn-${txns}`]);
}
const statement = (month: string, as = s.owner.token, shopId = s.shopId) => s.t.call('statements.get', { as, params: { shopId, month } });
const answer = (month: string, body: object, as = s.owner.token) =>
  s.t.call('statements.answer', { as, params: { shopId: s.shopId, month }, body });

describe('a statement', () => {
  beforeEach(async () => {
    await book(at('2026-10-31T23:59:59.999'), 10_000, 'delivery', { orderId: 1 });
    await book(at('2026-11-01T00:00:00.000'), 5_000, 'delivery', { orderId: 2 });
    await book(at('2026-11-12T09:00:00.000'), -7_000, 'payment');
    await book(at('2026-11-13T09:00:00.000'), -500, 'return', { orderId: 2 });
    await book(at('2026-11-30T23:59:59.999'), 200, 'refund', { orderId: 2 });
    await book(at('2026-12-01T00:00:00.000'), 30, 'adjustment');
  });

  it('goes from opening to closing by every entry of a month in Shanghai', async () => {
    const { body } = await statement('2026-11');
    expect(body).toMatchObject({
      shopId: s.shopId,
      openingFen: 10_000,
      closingFen: 7_700,
      deliveredFen: 5_000,
      paidFen: 7_000,
      returnedFen: 500,
      refundedFen: 200,
      running: false,
      answer: { state: 'open', at: null, by: null },
    });
    expect(body.lines.map(({ kind, fen, balanceFen }) => [kind, fen, balanceFen])).toEqual([
      ['delivery', 5_000, 15_000],
      ['payment', -7_000, 8_000],
      ['return', -500, 7_500],
      ['refund', 200, 7_700],
    ]);
    const { body: december } = await statement('2026-12');
    expect(december).toMatchObject({ openingFen: 7_700, closingFen: 7_730, running: true });
    expect((await statement('2026-10')).body).toMatchObject({ openingFen: 0, closingFen: 10_000, running: false });
    expect((await statement('2027-01')).status).toBe(404);
  });

  it('is the same for the shop, its salesperson and finance, and for nobody else', async () => {
    const own = (await statement('2026-11')).body;
    for (const as of [s.clerk.token, s.sales.token, s.finance.token]) expect((await statement('2026-11', as)).body).toEqual(own);
    expect((await statement('2026-11', s.stranger.token)).status).toBe(404);
    expect((await statement('2026-11', s.owner.token, s.stranger.shopId)).status).toBe(404);
  });

  it('is confirmed by the owner, once and for all', async () => {
    const { status, body } = await answer('2026-11', { confirm: true });
    expect([status, body.answer]).toEqual([200, { state: 'confirmed', at: expect.any(String), by: expect.stringContaining('店主') }]);
    expect((await answer('2026-11', { confirm: true })).status).toBe(200);
    const [line] = body.lines;
    const objections = [{ lineId: line?.id, text: '数量不对' }];
    expect((await answer('2026-11', { confirm: false, objections })).body.code).toBe('statement_confirmed');
    expect((await answer('2026-12', { confirm: true })).body.code).toBe('statement_running');
    expect((await answer('2026-10', { confirm: true }, s.clerk.token)).status).toBe(403);
    expect((await answer('2026-10', { confirm: true }, s.stranger.token)).status).toBe(404);
  });

  it('takes objections to its own lines, which both sides read, and is confirmed when they are settled', async () => {
    const { lines } = (await statement('2026-11')).body;
    const other = (await statement('2026-10')).body.lines[0]?.id;
    const objections = [{ lineId: lines[1]?.id, text: '十二号付了 80 元' }];
    for (const body of [
      { confirm: false },
      { confirm: true, objections },
      { confirm: false, objections: [{ lineId: other, text: '？' }] },
      { confirm: false, objections: [...objections, ...objections] },
    ]) {
      expect((await answer('2026-11', body)).body).toMatchObject({ code: 'invalid' });
    }
    expect((await statement('2026-11')).body.answer.state).toBe('open');
    await answer('2026-11', { confirm: false, objections });
    const { body } = await statement('2026-11', s.finance.token);
    expect(body.answer.state).toBe('objected');
    expect(body.lines.map(({ objection }) => objection)).toEqual([null, '十二号付了 80 元', null, null]);
    const { body: list } = await s.t.call('statements.list', { as: s.finance.token, query: { month: '2026-11' } });
    expect(list.items).toEqual([
      {
        shopId: s.shopId,
        shopName: body.shopName,
        month: '2026-11',
        openingFen: 10_000,
        closingFen: 7_700,
        state: 'objected',
        running: false,
      },
    ]);
    expect((await answer('2026-11', { confirm: true })).body.answer.state).toBe('confirmed');
  });

  it('has its objections answered by finance, one by one, and keeps what was said', async () => {
    const { lines } = (await statement('2026-11')).body;
    const [goods, money] = [lines[0]?.id, lines[1]?.id] as [number, number];
    const reply = (body: object, as = s.finance.token, month = '2026-11') =>
      s.t.call('statements.reply', { as, params: { shopId: s.shopId, month }, body });
    const waiting = async (query: Record<string, unknown> = {}, as = s.finance.token) =>
      (await s.t.call('statements.list', { as, query: { unanswered: true, ...query } })).body.items;

    expect((await reply({ lineId: money, text: '没有异议' })).body.code).toBe('invalid');
    const objections = [
      { lineId: goods, text: '少送一箱' },
      { lineId: money, text: '十二号付了 80 元' },
    ];
    await answer('2026-11', { confirm: false, objections });
    expect(await waiting()).toMatchObject([
      { shopId: s.shopId, month: '2026-11', openingFen: 10_000, closingFen: 7_700, state: 'objected' },
    ]);
    expect(await waiting({ month: '2026-10' })).toEqual([]);
    expect(await waiting({}, s.stranger.token)).toEqual([]);
    expect((await reply({ lineId: money, text: '银行只到 70 元' }, s.sales.token)).status).toBe(403);
    expect((await reply({ lineId: lines[2]?.id, text: '？' })).body.code).toBe('invalid');

    const { status, body } = await reply({ lineId: money, text: '银行只到 70 元' });
    expect([status, body.answer.state]).toEqual([200, 'objected']);
    const own = (await statement('2026-11')).body;
    expect(own).toEqual(body);
    expect(own.lines.map((line) => line.reply?.text ?? null)).toEqual([null, '银行只到 70 元', null, null]);
    expect(await waiting({ shopId: s.shopId })).toHaveLength(1);
    await reply({ lineId: goods, text: '已补送' });
    expect(await waiting()).toEqual([]);

    // What is objected to in other words waits for another answer; the rest keeps the one that it has.
    await answer('2026-11', { confirm: false, objections: [objections[0], { lineId: money, text: '请再查，流水已发' }] });
    expect((await statement('2026-11')).body.lines.map((line) => line.reply?.text ?? null)).toEqual(['已补送', null, null, null]);
    expect(await waiting()).toHaveLength(1);

    const confirmed = (await answer('2026-11', { confirm: true })).body;
    expect(confirmed.lines.map(({ objection }) => objection)).toEqual(['少送一箱', '请再查，流水已发', null, null]);
    expect(await waiting()).toEqual([]);
    expect((await reply({ lineId: money, text: '查到了' })).body.code).toBe('statement_confirmed');
    const acts = await s.t.db.query<{ action: string }>(`SELECT action FROM audit_entry WHERE action = 'statements.reply'`);
    expect(acts).toHaveLength(2);
  });

  it('stands in a list of months, back to the first entry', async () => {
    const list = async (query: Record<string, unknown>, as = s.owner.token) => (await s.t.call('statements.list', { as, query })).body;
    const all = await list({});
    expect(all.items.map(({ month, openingFen, closingFen, running }) => [month, openingFen, closingFen, running])).toEqual([
      ['2026-12', 7_700, 7_730, true],
      ['2026-11', 10_000, 7_700, false],
      ['2026-10', 0, 10_000, false],
    ]);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.next });
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeNull();
    expect((await list({ shopId: s.shopId, month: '2026-11' }, s.sales.token)).items).toEqual([all.items[1]]);
    expect((await list({}, s.stranger.token)).items).toMatchObject([{ month: '2026-12', openingFen: 0, closingFen: 0 }]);
    expect((await list({}, s.sales.token)).items).toMatchObject([{ shopId: s.shopId, month: '2026-12', closingFen: 7_730 }]);
  });

  it('is a sheet that adds up, and runs nothing', async () => {
    await book(at('2026-11-30T23:59:59.999'), 5, 'adjustment', { memo: '=1+1' });
    const { status, body } = await s.t.call('statements.export', { as: s.owner.token, params: { shopId: s.shopId, month: '2026-11' } });
    expect(status).toBe(200);
    const book_ = new ExcelJS.Workbook();
    await book_.xlsx.load(body as unknown as ArrayBuffer);
    const rows: unknown[][] = [];
    book_.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
    expect(rows[1]?.[4]).toBe(100);
    expect(rows.at(-1)?.[4]).toBe(77.05);
    expect(rows.flat()).toContain("'=1+1");
  });
});

describe('what a shop may owe', () => {
  const credit = (as = s.owner.token, shopId = s.shopId) => s.t.call('credit.get', { as, params: { shopId } });
  const set = (body: object, as = s.finance.token) => s.t.call('credit.set', { as, params: { shopId: s.shopId }, body });

  it('is set by finance, and says what is left', async () => {
    expect((await credit()).body).toMatchObject({ limitFen: 0, termDays: 30, leftFen: 0 });
    expect((await set({ limitFen: 50_000, termDays: 45 })).body).toMatchObject({ limitFen: 50_000, termDays: 45, leftFen: 50_000 });
    await book(NOW - 50 * DAY, 12_000, 'delivery', { orderId: 5, dueAt: NOW - 5 * DAY });
    await s.t.db.transaction((tx) => s.balances.open(tx, s.shopId, 8_000));
    expect((await credit()).body).toEqual({
      shopId: s.shopId,
      limitFen: 50_000,
      termDays: 45,
      owedFen: 12_000,
      openFen: 8_000,
      leftFen: 30_000,
      overdueFen: 12_000,
      depositFen: 0,
    });
    const [audit] = await s.t.db.query<{ action: string; detail: string }>(
      'SELECT action, detail FROM audit_entry ORDER BY seq DESC LIMIT 1',
    );
    expect(audit).toMatchObject({ action: 'credit.set', detail: expect.stringContaining('50000') });
    expect((await credit(s.stranger.token)).status).toBe(404);
    expect((await set({ limitFen: 1, termDays: 1 }, s.sales.token)).status).toBe(403);
    for (const body of [{ limitFen: -1, termDays: 1 }, { limitFen: 0.5, termDays: 1 }, { limitFen: 1, termDays: 366 }, {}]) {
      expect((await set(body)).body.code).toBe('invalid');
    }
  });
});

describe('ageing', () => {
  const ageing = async (query: Record<string, unknown> = {}) => (await s.t.call('statements.ageing', { as: s.finance.token, query })).body;

  it('puts what is owed by how long it is overdue; money for an order pays that order, other money what was due first', async () => {
    const owe = (days: number, fen: number, orderId: number) =>
      book(NOW - 200 * DAY, fen, 'delivery', { orderId, dueAt: NOW - days * DAY });
    await owe(-10, 1, 1);
    await owe(0, 20, 2);
    await owe(1, 300, 3);
    await owe(30, 4_000, 4);
    await owe(31, 50_000, 5);
    await owe(61, 600_000, 6);
    await owe(91, 7_000_000, 7);
    await book(NOW - DAY, -100, 'payment', { orderId: 3 });
    await book(NOW - DAY, -7_000_000 - 1_000, 'payment');
    await book(NOW - DAY, 900, 'delivery', { shopId: s.stranger.shopId });
    const { items } = await ageing();
    expect(items).toMatchObject([
      { shopId: s.shopId, currentFen: 21, days30Fen: 4_200, days60Fen: 50_000, days90Fen: 599_000, olderFen: 0, owedFen: 653_221 },
      { shopId: s.stranger.shopId, owedFen: 900, days30Fen: 900 },
    ]);
    expect((await s.balances.of(s.t.db, s.shopId)).overdueFen).toBe(653_200);
    const first = await ageing({ limit: 1 });
    expect([...first.items, ...(await ageing({ limit: 1, cursor: first.next })).items]).toEqual(items);
    const { body } = await s.t.call('statements.ageing', { as: s.sales.token });
    expect(body.items.map(({ shopId }) => shopId)).toEqual([s.shopId]);
  });

  it('leaves out who owes nothing', async () => {
    await book(NOW - DAY, 500, 'delivery');
    await book(NOW - DAY, -500, 'payment');
    await book(NOW - DAY, -5, 'payment', { shopId: s.stranger.shopId });
    expect((await ageing()).items).toEqual([]);
  });
});
