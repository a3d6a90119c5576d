import type { FieldFault } from '@dianquan/shared/errors';
import { Injectable } from '@nestjs/common';
import { OrderPayments } from '../../payments/order-payments';
import { Audit } from '../../platform/audit/audit';
import { Database, inList, type Tx } from '../../platform/database/database';
import { Invalid, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import type { Input } from '../../platform/http/input';
import { type GoodsLine, goodsOf } from '../goods/order-goods';
import { Reservations } from '../goods/reservations';
import { type OpenOrder, OrderMoves } from '../order-moves';
import { findOrder } from '../order-rows';
import { OrderNotices } from './order-notices';
import { OrderRefunds } from './refunds';

type Change = { line: GoodsLine; quantity: number; unitFen: number };

/** Approvers change lines; the shop agrees with one tap, or refuses and has what it ordered. */
@Injectable()
export class Amendments {
  constructor(
    private readonly audit: Audit,
    private readonly db: Database,
    private readonly moves: OrderMoves,
    private readonly notices: OrderNotices,
    private readonly payments: OrderPayments,
    private readonly refunds: OrderRefunds,
    private readonly reservations: Reservations,
  ) {}

  /** What is more is reserved at once; what is less is given back when the shop has agreed, so that refusing always works. */
  async amend(me: StaffActor, input: Input<'orders.amend'>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await findOrder(tx, me, input.id);
      const open = await this.moves.open(tx, input.id);
      if (open.seen !== input.version) throw new Refused('conflict', { version: open.seen });
      this.moves.check(open, 'amend', me);
      const lines = await goodsOf(tx, [input.id]);
      const changes = changesOf(lines, input.lines);
      const repriced = changes.some(({ line, unitFen }) => unitFen !== line.unitFen);
      await this.moves.take(tx, open, 'amend', me, {
        note: input.note,
        detail: { lines: changes.map(({ line, quantity, unitFen }) => ({ line: line.line, quantity, unitFen })) },
        flags: repriced ? { needsApproval: true } : {},
      });
      await this.checkFloor(tx, changes);
      await this.write(tx, lines, changes);
      await this.reservations.grow(tx, input.id);
      await this.payments.closeWaiting(tx, input.id);
      await this.recheck(tx, await this.retotal(tx, open));
      await this.notices.amended(tx, input.id, open.seen);
      await this.audit.record(tx, me, 'orders.amend', `order:${input.id}`, {
        number: open.record.number,
        lines: input.lines,
        note: input.note,
      });
    });
  }

  /** With the shop's word the lines become what holds: what isn't wanted is free again, what was paid too much goes back. */
  async answer(tx: Tx, open: OpenOrder, agreed: boolean): Promise<OpenOrder> {
    const { id } = open.record;
    if (!agreed) {
      await tx.execute(
        `UPDATE order_line SET quantity = before_quantity, unit_fen = before_unit_fen, total_fen = before_quantity * before_unit_fen
         WHERE order_id = ? AND before_quantity IS NOT NULL`,
        [id],
      );
      await tx.execute('UPDATE order_line SET before_quantity = NULL, before_unit_fen = NULL WHERE order_id = ?', [id]);
    }
    const fresh = await this.recheck(tx, await this.retotal(tx, open));
    await this.reservations.fit(tx, id);
    await this.refunds.refundSurplus(tx, fresh.record, '订单修改退差额');
    return this.moves.again(tx, fresh);
  }

  /** The order's total follows its lines. */
  async retotal(tx: Tx, open: OpenOrder): Promise<OpenOrder> {
    const { id, totalFen: before } = open.record;
    await tx.execute(
      `UPDATE shop_order SET total_fen = (SELECT SUM(total_fen) FROM order_line WHERE order_id = ?),
         kinds = (SELECT COUNT(*) FROM order_line WHERE order_id = ? AND quantity > 0) WHERE id = ?`,
      [id, id, id],
    );
    const fresh = await this.moves.again(tx, open);
    await this.refunds.reopen(tx, fresh.record, fresh.record.totalFen - before);
    return fresh;
  }

  /** Another total may go beyond what the shop may owe, or come back within it. */
  private async recheck(tx: Tx, open: OpenOrder): Promise<OpenOrder> {
    const needsFinance = await this.refunds.needsFinance(tx, open.record);
    await tx.execute('UPDATE shop_order SET needs_finance = ? WHERE id = ?', [needsFinance ? 1 : 0, open.record.id]);
    return this.moves.again(tx, open);
  }

  private async write(tx: Tx, lines: readonly GoodsLine[], changes: readonly Change[]): Promise<void> {
    const { orderId } = lines[0]!;
    // What an earlier amendment changed has been agreed to: refusing this one doesn't undo it.
    await tx.execute('UPDATE order_line SET before_quantity = NULL, before_unit_fen = NULL WHERE order_id = ?', [orderId]);
    for (const { line, quantity, unitFen } of changes)
      await tx.execute(
        'UPDATE order_line SET quantity = ?, unit_fen = ?, total_fen = ?, before_quantity = ?, before_unit_fen = ? WHERE order_id = ? AND line = ?',
        [quantity, unitFen, quantity * unitFen, line.quantity, line.unitFen, orderId, line.line],
      );
  }

  private async checkFloor(tx: Tx, changes: readonly Change[]): Promise<void> {
    const repriced = changes.filter(({ line, unitFen, quantity }) => quantity > 0 && unitFen !== line.unitFen);
    const ids = inList(repriced.map(({ line }) => line.skuId));
    const floors = await tx.query<{ id: number; floorFen: number }>(
      `SELECT id, floor_fen AS floorFen FROM sku WHERE id IN ${ids.sql} AND floor_fen IS NOT NULL`,
      ids.params,
    );
    const low = repriced.filter(({ line, unitFen }) => {
      const floor = floors.find(({ id }) => id === line.skuId)?.floorFen;
      return floor !== undefined && unitFen < floor * line.factor;
    });
    if (low.length > 0) throw new Refused('price_below_floor', { lines: low.map(({ line }) => ({ line: line.line, skuId: line.skuId })) });
  }
}

/** @throws Invalid for lines that the order doesn't have or that are named twice, Refused quantity_invalid when nothing would remain */
function changesOf(lines: readonly GoodsLine[], wanted: Input<'orders.amend'>['lines']): Change[] {
  const faults: FieldFault[] = [];
  const changes: Change[] = [];
  wanted.forEach(({ line: number, quantity, unitFen }, i) => {
    const line = lines.find((one) => one.line === number);
    if (!line) faults.push({ field: `lines.${i}.line`, rule: 'not_found', zh: `订单里没有第 ${number} 行` });
    else if (wanted.findIndex((one) => one.line === number) !== i)
      faults.push({ field: `lines.${i}.line`, rule: 'not_unique', zh: `第 ${number} 行写了两次` });
    else if (unitFen !== undefined && unitFen % line.factor !== 0)
      faults.push({ field: `lines.${i}.unitFen`, rule: 'other', zh: `单价要能按 ${line.factor} 等分到分` });
    else if (!Number.isSafeInteger(quantity * Math.max(line.factor, unitFen ?? line.unitFen)))
      faults.push({ field: `lines.${i}.quantity`, rule: 'too_large', zh: '数量太大' });
    else if (quantity !== line.quantity || (unitFen ?? line.unitFen) !== line.unitFen)
      changes.push({ line, quantity, unitFen: unitFen ?? line.unitFen });
  });
  if (faults.length > 0) throw new Invalid(faults);
  if (changes.length === 0) throw new Invalid({ field: 'lines', rule: 'other', zh: '没有要修改的内容' });
  const remains = lines.some((line) => (changes.find((one) => one.line === line)?.quantity ?? line.quantity) > 0);
  if (!remains) throw new Refused('quantity_invalid', { zh: '至少保留一行，全部不要请取消订单' });
  return changes;
}
