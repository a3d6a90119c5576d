import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/sql';
import { Forbidden, Invalid, NotFound, Refused } from '../platform/errors';
import { Files } from '../platform/files/files';
import { type Actor, isStaff, type StaffActor } from '../platform/http/actor';
import { Idempotency } from '../platform/idempotency/idempotency';
import { Payables } from './payables';
import { PaymentNumbers } from './payment-numbers';
import { findPayment, lockPayment, lockPaymentsOf, type PaymentRow } from './payment-rows';
import { PaymentViews } from './payment-views';
import { mustSeeShop } from './payments.policy';
import { Settlement } from './settlement';

type Offline = Input<'payments.offline'>;

/** Money that was handed over or transferred: somebody says so, finance looks whether it is there. */
@Injectable()
export class OfflinePaymentsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: Files,
    private readonly idempotency: Idempotency,
    private readonly payables: Payables,
    private readonly numbers: PaymentNumbers,
    private readonly settlement: Settlement,
    private readonly views: PaymentViews,
  ) {}

  async enter(me: Actor, input: Offline, key: string): Promise<Answer<'payments.offline'>> {
    const shopId = await this.shopOf(me, input);
    this.check(input);
    const once = this.idempotency.once(me.accountId, 'payments.offline', key, input);
    const id = await this.db.transaction(async (tx) => {
      const { answer, again } = await this.idempotency.run(tx, once, async () => String(await this.insert(tx, me, shopId, input)));
      if (!again && isStaff(me)) await this.audit.record(tx, me, 'payments.offline', `payment:${answer}`, { shopId, fen: input.fen });
      return Number(answer);
    });
    return this.views.one(me, (await findPayment(this.db, { id })) as PaymentRow);
  }

  async decide(me: StaffActor, { id, confirm, note }: Input<'payments.confirmOffline'>): Promise<Answer<'payments.confirmOffline'>> {
    await this.db.transaction(async (tx) => {
      const seen = await findPayment(tx, { id });
      if (seen?.method !== 'offline') throw new NotFound();
      if (seen.order_id !== null) await this.payables.find(tx, seen.order_id, { lock: true });
      const payment = (await lockPayment(tx, { id })) as PaymentRow;
      if (payment.account_id === me.accountId) throw new Forbidden('own_order_approval');
      if (payment.state !== 'waiting') throw new Refused('payment_decided');
      const now = this.clock.now();
      const words = note === '' ? payment.note : note;
      if (confirm) await this.settlement.settle(tx, payment, { at: now, transactionId: null, staffId: me.staff.id, note: words });
      else {
        await tx.execute(`UPDATE payment SET state = 'refused', decided_by_staff_id = ?, decided_at = ?, note = ? WHERE id = ?`, [
          me.staff.id,
          now,
          words,
          id,
        ]);
      }
      await this.audit.record(tx, me, 'payments.confirmOffline', `payment:${id}`, { confirm, fen: payment.fen });
    });
    return this.views.one(me, (await findPayment(this.db, { id })) as PaymentRow);
  }

  private async shopOf(me: Actor, { shopId, orderId }: Offline): Promise<number> {
    const named = shopId ?? me.member?.shopId;
    if (named !== undefined) return (await mustSeeShop(this.db, me, named)).id;
    const payable = orderId === undefined ? null : await this.payables.find(this.db, orderId);
    if (orderId !== undefined && !payable) throw new NotFound();
    if (!payable) throw new Invalid({ field: 'shopId', rule: 'required', zh: '请选择门店' });
    return (await mustSeeShop(this.db, me, payable.shopId)).id;
  }

  private check({ purpose, orderId, paidAt }: Offline): void {
    if (purpose === 'order' && orderId === undefined) throw new Invalid({ field: 'orderId', rule: 'required', zh: '请选择要付的订单' });
    if (purpose !== 'order' && orderId !== undefined) {
      throw new Invalid({ field: 'orderId', rule: 'unknown_field', zh: '只有支付订单时才填写订单' });
    }
    if (paidAt !== undefined && Date.parse(paidAt) > this.clock.now()) {
      throw new Invalid({ field: 'paidAt', rule: 'too_large', zh: '付款时间不能晚于现在' });
    }
  }

  private async insert(tx: Tx, me: Actor, shopId: number, input: Offline): Promise<number> {
    const { purpose, fen, note, paidAt, pictureIds, orderId } = input;
    const number = orderId === undefined ? this.numbers.forShop() : await this.numberFor(tx, shopId, orderId, fen);
    const now = this.clock.now();
    const { insertId } = await tx.execute(
      `INSERT INTO payment (number, order_id, shop_id, account_id, method, purpose, state, fen, created_at, paid_at, note) VALUES (?, ?, ?, ?, 'offline', ?, 'waiting', ?, ?, ?, ?)`,
      [number, orderId ?? null, shopId, me.accountId, purpose, fen, now, paidAt === undefined ? null : Date.parse(paidAt), note],
    );
    await this.files.attach(tx, pictureIds, { kind: 'payment', id: insertId }, me, { field: 'pictureIds', picturesOnly: true });
    return insertId;
  }

  /** What waits for finance counts as on its way: nobody pays twice because finance is slow. */
  private async numberFor(tx: Tx, shopId: number, orderId: number, fen: number): Promise<string> {
    const payable = await this.payables.find(tx, orderId, { lock: true });
    if (payable?.shopId !== shopId) throw new NotFound();
    if (payable.closed) throw new Refused('order_closed');
    if (payable.dueFen <= 0) throw new Refused('already_paid');
    const waiting = (await lockPaymentsOf(tx, orderId)).filter(({ method, state }) => method === 'offline' && state === 'waiting');
    const leftFen = payable.dueFen - waiting.reduce((sum, one) => sum + one.fen, 0);
    if (fen > leftFen) throw new Refused('amount_wrong', { leftFen: Math.max(0, leftFen) });
    return this.numbers.forOrder(payable.number);
  }
}
