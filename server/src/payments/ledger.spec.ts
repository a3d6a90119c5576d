import fc from 'fast-check';
import { moneyFaults } from '../../test/payments/check-money';
import { buildPayScene, type PayScene } from '../../test/payments/pay-scene';
import type { LedgerEntry } from './ledger';

let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterAll(() => s.close());

const entry = (account: LedgerEntry['account'], fen: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  account,
  shopId: s.shopId,
  fen,
  kind: 'adjustment',
  memo: '试',
  ...more,
});
const post = (txn: string, entries: LedgerEntry[]) => s.t.db.transaction((tx) => s.ledger.post(tx, txn, entries));

describe('the ledger', () => {
  it('takes nothing that does not sum to zero', async () => {
    await expect(post('a', [entry('receivable', 5), entry('sales', -4)])).rejects.toThrow('does not sum to zero');
    await expect(post('a', [entry('receivable', 0.5), entry('sales', -0.5)])).rejects.toThrow('does not sum to zero');
    await expect(post('a', [entry('receivable', 5), entry('receivable', -5)])).rejects.toThrow('two entries for one account');
    expect(await s.t.db.query('SELECT id FROM ledger_entry')).toEqual([]);
  });

  it('takes a transaction once, twenty times at once', async () => {
    const entries = [entry('receivable', 700, { kind: 'delivery' }), entry('sales', -700, { kind: 'delivery' })];
    await Promise.all(Array.from({ length: 20 }, () => post('once', entries)));
    expect(await s.t.db.query('SELECT SUM(fen) AS fen, COUNT(*) AS n FROM ledger_entry')).toEqual([{ fen: 0, n: 2 }]);
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ owedFen: 700 });
  });

  it('leaves nothing when the transaction around it fails', async () => {
    const before = await s.balances.of(s.t.db, s.shopId);
    const broken = s.t.db.transaction(async (tx) => {
      await s.ledger.post(tx, 'broken', [entry('receivable', 5), entry('sales', -5)]);
      throw new Error('and then');
    });
    await expect(broken).rejects.toThrow('and then');
    expect(await s.balances.of(s.t.db, s.shopId)).toEqual(before);
  });

  it('counts what was paid for goods that have not left as no credit', async () => {
    const shopId = s.stranger.shopId;
    const at = (account: LedgerEntry['account'], fen: number, kind: LedgerEntry['kind'], orderId: number) =>
      entry(account, fen, { shopId, kind, orderId });
    const left = async () => (await s.balances.of(s.t.db, shopId)).leftFen;
    await post('x-pay', [at('cash_wechat', 900, 'payment', 77), at('receivable', -900, 'payment', 77)]);
    expect(await left()).toBe(0);
    await post('x-part', [at('receivable', 400, 'delivery', 77), at('sales', -400, 'delivery', 77)]);
    expect(await left()).toBe(0);
    await post('x-rest', [at('receivable', 500, 'delivery', 77), at('sales', -500, 'delivery', 77)]);
    expect(await left()).toBe(0);
    await post('x-return', [at('receivable', -300, 'return', 77), at('returns', 300, 'return', 77)]);
    expect(await left()).toBe(300);
    await s.t.db.transaction((tx) => s.balances.open(tx, shopId, 120));
    expect(await left()).toBe(180);
  });

  it('keeps what it says beside what it keeps, whatever is posted by whoever at once', async () => {
    const accounts = ['receivable', 'deposit', 'sales', 'returns', 'cash_wechat', 'cash_offline', 'write_off'] as const;
    const kinds = ['delivery', 'payment', 'return', 'refund', 'adjustment'] as const;
    const transaction = fc.record({
      accounts: fc.uniqueArray(fc.constantFrom(...accounts), { minLength: 2, maxLength: 4 }),
      fens: fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 3, maxLength: 3 }),
      kind: fc.constantFrom(...kinds),
      orderId: fc.option(fc.integer({ min: 1, max: 5 })),
      other: fc.boolean(),
      twice: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { maxLength: 12 }), async (transactions) => {
        run += 1;
        const work = transactions.flatMap(({ accounts: names, fens, kind, orderId, other, twice }, i) => {
          const parts = names.slice(1).map((_, at) => fens[at] ?? 0);
          const first = 0 - parts.reduce((sum, fen) => sum + fen, 0);
          const shopId = other ? s.stranger.shopId : s.shopId;
          const entries = names.map((name, at) => entry(name, at === 0 ? first : (parts[at - 1] ?? 0), { kind, orderId, shopId }));
          return Array.from({ length: twice ? 2 : 1 }, () => post(`run-${run}-${i}`, entries));
        });
        await Promise.all(work);
        expect((await moneyFaults(s.t)).filter((fault) => !fault.includes('overdrawn'))).toEqual([]);
      }),
      { numRuns: 15 },
    );
    // Random entries may prepay less than nothing; the room itself never does.
    await s.t.db.execute('UPDATE shop_balance SET deposit_fen = deposit_fen + 1 WHERE shop_id = ?', [s.shopId]);
    expect(await moneyFaults(s.t)).toContainEqual(`shop ${s.shopId}: deposit off by 1`);
    await s.t.db.execute('DELETE FROM ledger_entry');
    await s.t.db.execute('DELETE FROM shop_balance');
  });
});
