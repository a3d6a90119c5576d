import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { insertMany, isDuplicate, type Tx } from '../platform/database/database';
import { BalanceRows } from './balance-rows';

/** Of each shop: what it owes, what it has prepaid. The others are the supplier's own, kept without a shop. */
export type LedgerAccount = 'receivable' | 'deposit' | 'sales' | 'returns' | 'cash_wechat' | 'cash_offline' | 'write_off';
export type LedgerKind = 'delivery' | 'payment' | 'return' | 'refund' | 'adjustment';
export type LedgerEntry = {
  account: LedgerAccount;
  shopId: number;
  /** Above zero: debit. A shop that owes more, a shop whose deposit shrinks, money that comes in. */
  fen: number;
  kind: LedgerKind;
  orderId?: number | null;
  paymentId?: number | null;
  /** What the statement says. */
  memo: string;
  dueAt?: number | null;
};

type Change = { owed: number; deposit: number; advance: number };

const COLUMNS = ['txn', 'account', 'shop_id', 'fen', 'kind', 'order_id', 'payment_id', 'memo', 'due_at', 'at'];
const MEMO_MAX = 80;
/** Kinds of one order that even out once its goods have left and are paid: below zero they are an advance. */
const OF_AN_ORDER: readonly LedgerKind[] = ['delivery', 'payment', 'refund'];
const isOfShop = (account: LedgerAccount): boolean => account === 'receivable' || account === 'deposit';

/** Append-only double entry: every transaction sums to zero, and what shops owe and have prepaid is kept with it. */
@Injectable()
export class Ledger {
  constructor(
    private readonly clock: Clock,
    private readonly balances: BalanceRows,
  ) {}

  /** Again under the same `txn` it has no effect. At most one entry for an account of a shop; amounts of zero are left out. */
  async post(tx: Tx, txn: string, given: readonly LedgerEntry[]): Promise<void> {
    const entries = given.filter(({ fen }) => fen !== 0);
    check(txn, entries);
    if (entries.length === 0) return;
    const shops = [...new Set(entries.filter(({ account }) => isOfShop(account)).map(({ shopId }) => shopId))];
    await this.balances.lock(tx, shops);
    const [known] = await tx.query('SELECT id FROM ledger_entry WHERE txn = ? LIMIT 1', [txn]);
    if (known) return;
    // Taken behind the lock, so that entries of a shop stand in the order of their times.
    const now = this.clock.now();
    const changes = new Map<number, Change>();
    for (const shopId of shops) changes.set(shopId, await this.changes(tx, shopId, entries));
    if (!(await this.write(tx, txn, entries, now))) return;
    for (const [shopId, change] of changes) await this.balances.change(tx, shopId, change);
  }

  /** False when somebody else has just written it: without a shop there is no lock that kept them waiting. */
  private async write(tx: Tx, txn: string, entries: readonly LedgerEntry[], now: number): Promise<boolean> {
    const rows = entries.map(({ account, shopId, fen, kind, orderId = null, paymentId = null, memo, dueAt = null }) => [
      txn,
      account,
      isOfShop(account) ? shopId : 0,
      fen,
      kind,
      orderId,
      paymentId,
      [...memo].slice(0, MEMO_MAX).join(''),
      dueAt,
      now,
    ]);
    try {
      await insertMany(tx, 'ledger_entry', COLUMNS, rows);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  private async changes(tx: Tx, shopId: number, entries: readonly LedgerEntry[]): Promise<Change> {
    const own = entries.filter((entry) => isOfShop(entry.account) && entry.shopId === shopId);
    const sum = (account: LedgerAccount) => own.filter((one) => one.account === account).reduce((total, { fen }) => total + fen, 0);
    const entry = own.find(({ account }) => account === 'receivable');
    return { owed: sum('receivable'), deposit: -sum('deposit'), advance: entry ? await this.advance(tx, entry) : 0 };
  }

  private async advance(tx: Tx, { orderId, kind, fen, shopId }: LedgerEntry): Promise<number> {
    if (orderId == null || !OF_AN_ORDER.includes(kind)) return 0;
    const [row] = await tx.query<{ fen: number }>(
      `SELECT COALESCE(SUM(fen), 0) AS fen FROM ledger_entry
       WHERE order_id = ? AND account = 'receivable' AND shop_id = ? AND kind IN ('delivery', 'payment', 'refund')`,
      [orderId, shopId],
    );
    const before = row?.fen ?? 0;
    return Math.max(0, -(before + fen)) - Math.max(0, -before);
  }
}

function check(txn: string, entries: readonly LedgerEntry[]): void {
  const sum = entries.reduce((total, { fen }) => total + fen, 0);
  const isWhole = entries.every(({ fen }) => Number.isSafeInteger(fen));
  const places = entries.map(({ account, shopId }) => `${account} ${isOfShop(account) ? shopId : 0}`);
  if (!isWhole || sum !== 0) throw new Error(`ledger transaction ${txn} does not sum to zero: ${sum}`);
  if (new Set(places).size !== places.length) throw new Error(`ledger transaction ${txn} has two entries for one account`);
  if (txn === '' || txn.length > 40) throw new Error(`not the name of a ledger transaction: ${txn}`);
}
