import type { PaymentView } from '@dianquan/shared/contract/payments';
import { forUpdate, type Sql, type SqlValue } from '../platform/database/sql';

export type PaymentRow = {
  id: number;
  number: string;
  order_id: number | null;
  shop_id: number;
  account_id: number | null;
  method: PaymentView['method'];
  purpose: PaymentView['purpose'];
  state: PaymentView['state'];
  fen: number;
  refunded_fen: number;
  prepay_id: string | null;
  transaction_id: string | null;
  description: string;
  expires_at: number | null;
  created_at: number;
  paid_at: number | null;
  decided_by_staff_id: number | null;
  note: string;
  next_ask_at: number | null;
  asks: number;
};

export const PAYMENT_COLUMNS =
  'id, number, order_id, shop_id, account_id, method, purpose, state, fen, refunded_fen, prepay_id, transaction_id, description, expires_at, created_at, paid_at, decided_by_staff_id, note, next_ask_at, asks';
const SELECT = `SELECT ${PAYMENT_COLUMNS} FROM payment`;

/** Money that is or was with us: what has been given back in the end was once paid. */
export const isSettled = ({ state }: Pick<PaymentRow, 'state'>): boolean => ['paid', 'refunding', 'refunded'].includes(state);

export async function findPayment(sql: Sql, by: { id: number } | { number: string }): Promise<PaymentRow | null> {
  return one(sql, by, '');
}

export async function lockPayment(sql: Sql, by: { id: number } | { number: string }): Promise<PaymentRow | null> {
  return one(sql, by, forUpdate(sql));
}

/** Newest first. */
export async function lockPaymentsOf(sql: Sql, orderId: number): Promise<PaymentRow[]> {
  return sql.query<PaymentRow>(`${SELECT} WHERE order_id = ? ORDER BY id DESC${forUpdate(sql)}`, [orderId]);
}

async function one(sql: Sql, by: { id: number } | { number: string }, end: string): Promise<PaymentRow | null> {
  const [column, value]: [string, SqlValue] = 'id' in by ? ['id', by.id] : ['number', by.number];
  const [row] = await sql.query<PaymentRow>(`${SELECT} WHERE ${column} = ?${end}`, [value]);
  return row ?? null;
}
