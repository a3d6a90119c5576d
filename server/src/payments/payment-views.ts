import type { PaymentView } from '@dianquan/shared/contract/payments';
import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import { Files } from '../platform/files/files';
import type { Actor } from '../platform/http/actor';
import { isSettled, type PaymentRow } from './payment-rows';

type Named = { id: number; name: string };
type Refund = PaymentView['refunds'][number];
type RefundRow = Pick<Refund, 'number' | 'fen' | 'reason' | 'state'> & { payment_id: number; created_at: number; done_at: number | null };

/** Payments as they are shown. */
@Injectable()
export class PaymentViews {
  constructor(
    private readonly db: Database,
    private readonly files: Files,
  ) {}

  async one(me: Actor, row: PaymentRow): Promise<PaymentView> {
    return (await this.many(me, [row]))[0] as PaymentView;
  }

  async many(me: Actor, rows: PaymentRow[]): Promise<PaymentView[]> {
    const staffIds = rows.flatMap(({ decided_by_staff_id }) => (decided_by_staff_id === null ? [] : [decided_by_staff_id]));
    const ids = rows.map(({ id }) => id);
    const [shops, staff, pictures, refunds] = await Promise.all([
      this.names(
        'shop',
        rows.map(({ shop_id }) => shop_id),
      ),
      this.names('staff', staffIds),
      this.pictures(me, ids),
      this.refunds(ids),
    ]);
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      orderId: row.order_id,
      shopId: row.shop_id,
      shopName: shops.get(row.shop_id) ?? '',
      method: row.method,
      purpose: row.purpose,
      state: row.state,
      fen: row.fen,
      refundedFen: row.refunded_fen,
      refundableFen: refundable(row, refunds.get(row.id) ?? []),
      refunds: refunds.get(row.id) ?? [],
      createdAt: isoOf(row.created_at),
      paidAt: row.paid_at === null ? null : isoOf(row.paid_at),
      confirmedBy: staff.get(row.decided_by_staff_id ?? 0) ?? null,
      note: row.note,
      pictures: pictures.get(row.id) ?? [],
    }));
  }

  private async names(table: 'shop' | 'staff', wanted: number[]): Promise<Map<number, string>> {
    if (wanted.length === 0) return new Map();
    const ids = inList([...new Set(wanted)]);
    const rows = await this.db.query<Named>(`SELECT id, name FROM ${table} WHERE id IN ${ids.sql}`, ids.params);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The oldest first. */
  private async refunds(paymentIds: number[]): Promise<Map<number, Refund[]>> {
    if (paymentIds.length === 0) return new Map();
    const ids = inList(paymentIds);
    const rows = await this.db.query<RefundRow>(
      `SELECT payment_id, number, fen, reason, state, created_at, done_at FROM refund WHERE payment_id IN ${ids.sql} ORDER BY id`,
      ids.params,
    );
    return new Map([...groupBy(rows, ({ payment_id }) => payment_id)].map(([id, own]) => [id, own.map(refundOf)]));
  }

  private async pictures(me: Actor, paymentIds: number[]): Promise<Map<number, PaymentView['pictures']>> {
    if (paymentIds.length === 0) return new Map();
    const ids = inList(paymentIds);
    const rows = await this.db.query<{ id: number; payment: number }>(
      `SELECT id, attached_id AS payment FROM stored_file WHERE attached_kind = 'payment' AND attached_id IN ${ids.sql} AND deleted_at IS NULL ORDER BY id`,
      ids.params,
    );
    const files = await this.files.views(
      rows.map(({ id }) => id),
      me,
    );
    const shown = rows.flatMap(({ id, payment }) => {
      const file = files.get(id);
      return file ? [{ payment, picture: { id, url: file.url, thumbUrl: file.thumbUrl, width: file.width, height: file.height } }] : [];
    });
    return new Map([...groupBy(shown, ({ payment }) => payment)].map(([payment, own]) => [payment, own.map(({ picture }) => picture)]));
  }
}

const isoOf = (at: number): string => new Date(at).toISOString();

const refundOf = ({ number, fen, reason, state, created_at, done_at }: RefundRow): Refund => ({
  number,
  fen,
  reason,
  state,
  at: isoOf(created_at),
  doneAt: done_at === null ? null : isoOf(done_at),
});

/** As `Refunds.left` counts it when one is begun: what failed is still here. */
function refundable(payment: PaymentRow, refunds: readonly Refund[]): number {
  if (!isSettled(payment)) return 0;
  return refunds.reduce((left, { fen, state }) => (state === 'failed' ? left : left - fen), payment.fen);
}
