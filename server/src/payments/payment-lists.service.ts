import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Fragment } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import { FileGates } from '../platform/files/file-gates';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { PaymentInquiry } from './payment-inquiry';
import { findPayment, PAYMENT_COLUMNS, type PaymentRow } from './payment-rows';
import { PaymentViews } from './payment-views';
import { mayReadMoney, moneyScope, mustSeeShop } from './payments.policy';

/** Payments of the shops that one may see, with their pictures. */
@Injectable()
export class PaymentListsService implements OnModuleInit {
  readonly kind = 'payment';

  constructor(
    private readonly db: Database,
    private readonly gates: FileGates,
    private readonly inquiry: PaymentInquiry,
    private readonly views: PaymentViews,
  ) {}

  onModuleInit(): void {
    this.gates.register(this);
  }

  async may(actor: Actor, paymentId: number): Promise<boolean> {
    return mayReadMoney(actor) && (await this.visible(actor, paymentId)) !== null;
  }

  /** @throws NotFound */
  async find(me: Actor, paymentId: number): Promise<PaymentRow> {
    const payment = await this.visible(me, paymentId);
    if (!payment) throw new NotFound();
    return payment;
  }

  async get(me: Actor, paymentId: number): Promise<Answer<'payments.get'>> {
    const payment = await this.find(me, paymentId);
    const isOpen = payment.method === 'wechat' && payment.state === 'waiting';
    if (isOpen) await this.inquiry.ask(paymentId);
    return this.views.one(me, isOpen ? await this.find(me, paymentId) : payment);
  }

  /** The newest first. */
  async list(me: Actor, input: Input<'payments.list'>): Promise<Answer<'payments.list'>> {
    if (input.shopId !== undefined) await mustSeeShop(this.db, me, input.shopId);
    const before = decodeCursor(input.cursor, ['number'])?.[0] ?? null;
    const scope = moneyScope(me);
    const parts: Fragment[] = [scope];
    const add = (sql: string, value: string | number | null | undefined) => {
      if (value != null) parts.push({ sql, params: [value] });
    };
    add('payment.shop_id = ?', input.shopId);
    add('payment.state = ?', input.state);
    add('payment.method = ?', input.method);
    add('payment.mismatched = ?', input.mismatched === undefined ? undefined : Number(input.mismatched));
    add('payment.id < ?', before);
    const columns = PAYMENT_COLUMNS.split(', ').map((name) => `payment.${name}`);
    const rows = await this.db.query<PaymentRow>(
      `SELECT ${columns.join(', ')} FROM payment JOIN shop ON shop.id = payment.shop_id
       WHERE ${parts.map(({ sql }) => sql).join(' AND ')} ORDER BY payment.id DESC LIMIT ${input.limit + 1}`,
      parts.flatMap(({ params }) => params),
    );
    const page = pageOfRows(rows, input.limit, ({ id }) => [id]);
    return { items: await this.views.many(me, page.rows), next: page.next };
  }

  private async visible(actor: Actor, paymentId: number): Promise<PaymentRow | null> {
    const payment = await findPayment(this.db, { id: paymentId });
    if (!payment) return null;
    const scope = moneyScope(actor);
    const shops = await this.db.query(`SELECT shop.id FROM shop WHERE shop.id = ? AND ${scope.sql}`, [payment.shop_id, ...scope.params]);
    return shops.length > 0 ? payment : null;
  }
}
