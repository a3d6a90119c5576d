import { Ledger } from '../../src/payments/ledger';
import type { TestApp } from '../app';
import type { Words } from './words';

/** What a shop owed at the end of last month, has prepaid, and may owe. */
export async function buildBalance(t: TestApp, w: Words, shopId: number): Promise<void> {
  const ledger = t.app.get(Ledger, { strict: false });
  const [owed, deposit] = [Number(w.owedFen), Number(w.depositFen)];
  const entry = { kind: 'adjustment', memo: w.entryMemo } as const;
  const txn = `world-${shopId}`;
  await t.db.transaction(async (tx) => {
    await ledger.post(tx, txn, [
      { ...entry, account: 'receivable', shopId, fen: owed },
      { ...entry, account: 'write_off', shopId: 0, fen: -owed },
    ]);
    await ledger.post(tx, `${txn}-prepaid`, [
      { ...entry, account: 'cash_offline', shopId: 0, fen: deposit },
      { ...entry, account: 'deposit', shopId, fen: -deposit },
    ]);
  });
  await t.db.execute('UPDATE ledger_entry SET at = ? WHERE txn = ?', [Date.parse('2026-10-15T00:00:00Z'), txn]);
  await t.db.execute('UPDATE shop_balance SET limit_fen = ? WHERE shop_id = ?', [Number(w.limitFen), shopId]);
}
