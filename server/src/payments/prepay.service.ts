import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database, isDuplicate, type Tx } from '../platform/database/database';
import { NotFound, Refused, Unavailable } from '../platform/errors';
import { type Actor, isMember, type MemberActor } from '../platform/http/actor';
import { Idempotency, type Once } from '../platform/idempotency/idempotency';
import { PayRefused } from '../platform/wechat-pay/pay-refused';
import { WechatPayClient } from '../platform/wechat-pay/wechat-pay-client';
import { waitAfter } from './asking';
import { type Payable, Payables } from './payables';
import { PaymentInquiry } from './payment-inquiry';
import { PaymentNumbers } from './payment-numbers';
import { findPayment, isSettled, lockPaymentsOf, type PaymentRow } from './payment-rows';
import { PaymentViews } from './payment-views';
import { mustSeeShop } from './payments.policy';
import { WaitingPayments } from './waiting-payments';

const MINUTE_MS = 60_000;
/** For an order that nothing hurries: as long as the platform keeps what it answers. */
const LIFE_MS = 120 * MINUTE_MS;
const TRIES = 3;
/** The number cannot be used any more: another one is needed. */
const SPENT = ['ORDER_CLOSED', 'OUT_TRADE_NO_USED'];

/** From the button to the sheet on the phone. An order waits for one payment at most; asked again, it is the same one. */
@Injectable()
export class PrepayService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly client: WechatPayClient,
    private readonly idempotency: Idempotency,
    private readonly payables: Payables,
    private readonly numbers: PaymentNumbers,
    private readonly waiting: WaitingPayments,
    private readonly inquiry: PaymentInquiry,
    private readonly views: PaymentViews,
  ) {}

  async prepay(me: Actor, { orderId }: Input<'payments.prepay'>, key: string): Promise<Answer<'payments.prepay'>> {
    const payable = await this.payables.find(this.db, orderId);
    if (!payable) throw new NotFound();
    await mustSeeShop(this.db, me, payable.shopId);
    this.mustBePayable(payable);
    const mayPay = await this.payables.findFor(this.db, me, orderId);
    if (!mayPay || !isMember(me) || me.member.shopId !== payable.shopId || me.provider !== 'wechat') {
      throw new Refused('wechat_payer_required');
    }
    const openid = await this.openidOf(me);
    const once = this.idempotency.once(me.accountId, 'payments.prepay', key, { orderId });
    for (let attempt = 1; ; attempt++) {
      const payment = await this.opened(me, orderId, once);
      const prepayId = await this.asked(payment, openid);
      if (prepayId !== null) return this.answer(me, payment, prepayId);
      if (attempt === TRIES) throw new Unavailable('platform_unavailable');
      await this.db.transaction((tx) => this.waiting.close(tx, orderId));
    }
  }

  private mustBePayable({ closed, dueFen, expiresAt }: Payable): void {
    if (closed || (expiresAt !== null && expiresAt <= this.clock.now())) throw new Refused('order_closed');
    if (dueFen <= 0) throw new Refused('already_paid');
  }

  private async openidOf(me: MemberActor): Promise<string> {
    const [row] = await this.db.query<{ openid: string }>('SELECT external_id AS openid FROM account WHERE id = ?', [me.accountId]);
    if (!row) throw new Refused('wechat_payer_required');
    return row.openid;
  }

  private async opened(me: MemberActor, orderId: number, once: Once): Promise<PaymentRow> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.db.transaction((tx) => this.open(tx, me, orderId, once));
      } catch (error) {
        // Another phone of the shop was quicker: theirs is the one that waits.
        if (!isDuplicate(error) || attempt === TRIES) throw error;
      }
    }
  }

  private async open(tx: Tx, me: MemberActor, orderId: number, once: Once): Promise<PaymentRow> {
    const payable = await this.payables.find(tx, orderId, { lock: true });
    if (!payable) throw new NotFound();
    this.mustBePayable(payable);
    const now = this.clock.now();
    const isUsable = (row: PaymentRow) =>
      row.account_id === me.accountId && row.fen === payable.dueFen && (row.expires_at ?? 0) > now + MINUTE_MS;
    let open = (await lockPaymentsOf(tx, orderId)).find(({ method, state }) => method === 'wechat' && state === 'waiting');
    if (open && !isUsable(open)) {
      await this.waiting.close(tx, orderId);
      open = undefined;
    }
    const id = open?.id ?? (await this.insert(tx, me, payable, now));
    await this.idempotency.run(tx, once, async () => String(id));
    return (await findPayment(tx, { id })) as PaymentRow;
  }

  private async insert(tx: Tx, me: MemberActor, { orderId, number, shopId, dueFen, expiresAt, description }: Payable, now: number) {
    // Whole seconds: the platform has to be asked for the same moment every time.
    const until = Math.floor((expiresAt ?? now + LIFE_MS) / 1000) * 1000;
    const { insertId } = await tx.execute(
      `INSERT INTO payment (number, order_id, open_order_id, shop_id, account_id, method, purpose, state, fen, description, expires_at, created_at, next_ask_at)
       VALUES (?, ?, ?, ?, ?, 'wechat', 'order', 'waiting', ?, ?, ?, ?, ?)`,
      [
        this.numbers.forOrder(number),
        orderId,
        orderId,
        shopId,
        me.accountId,
        dueFen,
        [...description].slice(0, 127).join(''),
        until,
        now,
        now + waitAfter(0),
      ],
    );
    return insertId;
  }

  /** Null: under another number, please. */
  private async asked({ id, number, description, fen, expires_at }: PaymentRow, openid: string): Promise<string | null> {
    const order = { number, description, totalFen: fen, openid, expiresAt: expires_at ?? 0 };
    try {
      return (await this.client.prepay(order)).prepayId;
    } catch (error) {
      if (!(error instanceof PayRefused)) throw error;
      if (SPENT.includes(error.reason)) return null;
      if (error.reason !== 'ORDER_PAID') throw error;
      await this.inquiry.ask(id);
      throw new Refused('already_paid');
    }
  }

  private async answer(me: MemberActor, { id }: PaymentRow, prepayId: string): Promise<Answer<'payments.prepay'>> {
    await this.db.execute(`UPDATE payment SET prepay_id = ?, prepaid_at = ? WHERE id = ? AND state = 'waiting'`, [
      prepayId,
      this.clock.now(),
      id,
    ]);
    const payment = (await findPayment(this.db, { id })) as PaymentRow;
    // The platform may tell of the money before it answers.
    if (isSettled(payment)) throw new Refused('already_paid');
    if (payment.state !== 'waiting') throw new Refused('order_closed');
    return { payment: await this.views.one(me, payment), params: this.client.clientParams(prepayId) };
  }
}
