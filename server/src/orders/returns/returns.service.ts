import { returnRefusal } from '@dianquan/shared/return-rule';
import { Injectable } from '@nestjs/common';
import { TradeSettingsStore } from '../../catalogue/settings/trade-settings';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, type Tx } from '../../platform/database/database';
import { Forbidden, Invalid, NotFound, Refused } from '../../platform/errors';
import { Files } from '../../platform/files/files';
import type { Actor } from '../../platform/http/actor';
import type { Input } from '../../platform/http/input';
import { Idempotency } from '../../platform/idempotency/idempotency';
import { type GoodsLine, goodsOf, worthOf } from '../goods/order-goods';
import { RETURN_ASKERS } from '../order-actions';
import { findOrder, lockOrder } from '../order-rows';
import { type ReturnLine, type ReturnTally, returnFactsOf } from './return-rows';

/** Asking for goods to go back. */
@Injectable()
export class ReturnsService {
  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly files: Files,
    private readonly idempotency: Idempotency,
    private readonly settings: TradeSettingsStore,
  ) {}

  async request(me: Actor, key: string, input: Input<'returns.request'>): Promise<number> {
    const once = this.idempotency.once(me.accountId, 'returns.request', key, input);
    return this.db.transaction(async (tx) => {
      const order = await findOrder(tx, me, input.id);
      if (me.member?.shopId !== order.shopId && !me.staff?.roles.some((role) => RETURN_ASKERS.includes(role))) throw new Forbidden();
      const { answer, again } = await this.idempotency.run(tx, once, async () => String(await this.write(tx, me, order.id, input)));
      if (me.staff && !again)
        await this.audit.record(tx, me, 'returns.request', `return:${answer}`, {
          order: order.number,
          kind: input.kind,
          lines: input.lines,
        });
      return Number(answer);
    });
  }

  private async write(
    tx: Tx,
    me: Actor,
    orderId: number,
    { kind, lines: wanted, reason, pictureIds }: Input<'returns.request'>,
  ): Promise<number> {
    await lockOrder(tx, orderId);
    const [order] = await tx.query<{ number: string; shopId: number }>('SELECT number, shop_id AS shopId FROM shop_order WHERE id = ?', [
      orderId,
    ]);
    if (!order) throw new NotFound();
    const goods = await goodsOf(tx, [orderId]);
    const before = await tx.query<ReturnTally>('SELECT kind, state, lines_json AS linesJson FROM return_request WHERE order_id = ?', [
      orderId,
    ]);
    const lines = wanted.map((one, i) => ({ ...one, goods: lineOf(goods, wanted, i) }));
    const [sent] = await tx.query<{ at: number | null }>('SELECT MAX(shipped_at) AS at FROM shipment WHERE order_id = ?', [orderId]);
    const { returns } = await this.settings.get(tx);
    const now = this.clock.now();
    const code = returnRefusal(
      {
        kind,
        sentAt: sent?.at ?? null,
        now,
        pictures: pictureIds.length,
        lines: lines.map(({ quantity, goods: one }) => ({ ...returnFactsOf(one, before), wanted: quantity })),
      },
      returns,
    );
    if (code !== null) throw new Refused(code, { days: returns.days, sharePermille: returns.sharePermille });
    const rows = lines.map(({ line, quantity, goods: one }): ReturnLine => ({ line, quantity, agreed: null, fen: worthOf(one, quantity) }));
    const { insertId } = await tx.execute(
      `INSERT INTO return_request (number, order_id, shop_id, kind, state, reason, lines_json, total_fen, account_id, requested_at)
       VALUES (?, ?, ?, ?, 'requested', ?, ?, ?, ?, ?)`,
      [
        `${order.number.replace(/^DD/, 'TH')}-${before.length + 1}`,
        orderId,
        order.shopId,
        kind,
        reason,
        JSON.stringify(rows),
        // An exchange costs nobody anything.
        kind === 'exchange' ? 0 : rows.reduce((sum, { fen }) => sum + fen, 0),
        me.accountId,
        now,
      ],
    );
    await this.files.attach(tx, pictureIds, { kind: 'return', id: insertId }, me, { field: 'pictureIds', picturesOnly: true });
    return insertId;
  }
}

function lineOf(goods: readonly GoodsLine[], wanted: readonly { line: number }[], i: number): GoodsLine {
  const { line } = wanted[i]!;
  const found = goods.find((one) => one.line === line);
  if (!found) throw new Invalid({ field: `lines.${i}.line`, rule: 'not_found', zh: `订单里没有第 ${line} 行` });
  if (wanted.findIndex((one) => one.line === line) !== i)
    throw new Invalid({ field: `lines.${i}.line`, rule: 'not_unique', zh: `第 ${line} 行写了两次` });
  return found;
}
