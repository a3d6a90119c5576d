import { Injectable } from '@nestjs/common';
import { type StockMove, StockMoves } from '../../catalogue/stock/stock-moves';
import { Ledger } from '../../payments/ledger';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, type Tx } from '../../platform/database/database';
import { Invalid, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import type { Input } from '../../platform/http/input';
import { goodsOf, worthOf } from '../goods/order-goods';
import { OrderMoves } from '../order-moves';
import { lockOrder } from '../order-rows';
import { OrderRefunds } from '../workflow/refunds';
import { findReturn, linesIn, lockReturn, type ReturnLine, type ReturnRow } from './return-rows';

/** What becomes of a request: agreed to in whole or in part, or refused; then the goods are back, and stock and money follow. */
@Injectable()
export class ReturnDecisions {
  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly ledger: Ledger,
    private readonly moves: OrderMoves,
    private readonly refunds: OrderRefunds,
    private readonly stock: StockMoves,
  ) {}

  async decide(me: StaffActor, { id, agree, lines, note }: Input<'returns.decide'>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await lockReturn(tx, me, id);
      if (row.state !== 'requested') throw new Refused('return_decided');
      if (row.accountId === me.accountId) throw new Refused('own_order_approval');
      const goods = await goodsOf(tx, [row.orderId]);
      const decided = linesIn(row).map((line): ReturnLine => {
        const agreed = agree ? (lines?.find((one) => one.line === line.line)?.quantity ?? line.quantity) : 0;
        if (agreed > line.quantity) throw new Refused('return_too_much', { line: line.line, asked: line.quantity });
        const one = goods.find((good) => good.line === line.line)!;
        return { ...line, agreed, fen: worthOf(one, agreed) };
      });
      lines?.forEach((one, i) => {
        if (!decided.some(({ line }) => line === one.line))
          throw new Invalid({ field: `lines.${i}.line`, rule: 'not_found', zh: `退货单里没有第 ${one.line} 行` });
      });
      // To agree to nothing is to refuse.
      const state = decided.some(({ agreed }) => agreed! > 0) ? 'approved' : 'refused';
      const totalFen = row.kind === 'exchange' ? 0 : decided.reduce((sum, { fen }) => sum + fen, 0);
      await tx.execute(
        'UPDATE return_request SET state = ?, lines_json = ?, total_fen = ?, decided_by_staff_id = ?, decided_at = ?, decision_note = ? WHERE id = ?',
        [state, JSON.stringify(decided), totalFen, me.staff.id, this.clock.now(), note, id],
      );
      await this.audit.record(tx, me, 'returns.decide', `return:${id}`, { number: row.number, state, lines: decided, note });
    });
  }

  async receive(me: StaffActor, { id, warehouseId, restock }: Input<'returns.receive'>): Promise<void> {
    await this.db.transaction(async (tx) => {
      // The order before what hangs on it, as everywhere.
      await lockOrder(tx, (await findReturn(tx, me, id)).orderId);
      const row = await lockReturn(tx, me, id);
      if (row.state !== 'approved') throw new Refused('return_decided');
      await checkWarehouse(tx, warehouseId);
      await this.moveGoods(tx, me, row, warehouseId, restock);
      const refundFen = row.kind === 'exchange' ? 0 : await this.credit(tx, row);
      await tx.execute(
        `UPDATE return_request SET state = 'received', received_by_staff_id = ?, received_at = ?, refund_fen = ? WHERE id = ?`,
        [me.staff.id, this.clock.now(), refundFen, id],
      );
      await this.audit.record(tx, me, 'returns.receive', `return:${id}`, { number: row.number, warehouseId, restock, fen: row.totalFen });
    });
  }

  /** What can't be sold again is written off as it comes in; an exchange sends the same goods out again. */
  private async moveGoods(tx: Tx, me: StaffActor, row: ReturnRow, warehouseId: number, restock: boolean): Promise<void> {
    const goods = await goodsOf(tx, [row.orderId]);
    const moves: StockMove[] = [];
    for (const { line, agreed } of linesIn(row)) {
      if (!agreed) continue;
      const { skuId } = goods.find((one) => one.line === line)!;
      const move = { skuId, warehouseId, reserved: 0, orderId: row.orderId, returnId: row.id, accountId: me.accountId };
      moves.push({ ...move, available: agreed, reason: 'returned' });
      if (!restock) moves.push({ ...move, available: -agreed, reason: 'damaged', note: row.number });
      if (row.kind === 'exchange') moves.push({ ...move, available: -agreed, reason: 'exchanged', note: row.number });
      else await tx.execute('UPDATE order_line SET returned = returned + ? WHERE order_id = ? AND line = ?', [agreed, row.orderId, line]);
    }
    await this.stock.apply(tx, moves);
  }

  /** The shop owes so much less; what it has paid beyond that goes back. Answers how much goes back. */
  private async credit(tx: Tx, { id, number, orderId, shopId, totalFen: fen }: ReturnRow): Promise<number> {
    const entry = { kind: 'return' as const, orderId, memo: `退货 ${number}` };
    await this.ledger.post(tx, `return:${id}`, [
      { ...entry, account: 'returns', shopId: 0, fen },
      { ...entry, account: 'receivable', shopId, fen: -fen },
    ]);
    await tx.execute('UPDATE shop_order SET returned_fen = returned_fen + ? WHERE id = ?', [fen, orderId]);
    const order = await this.moves.open(tx, orderId);
    const refunded = await this.refunds.refundSurplus(tx, order.record, `退货 ${number}`);
    // With less to pay, an order that waited for its money may be finished.
    await this.moves.settle(tx, await this.moves.again(tx, order));
    return refunded;
  }
}

async function checkWarehouse(tx: Tx, id: number): Promise<void> {
  const [row] = await tx.query('SELECT id FROM warehouse WHERE id = ? AND closed_at IS NULL', [id]);
  if (!row) throw new Invalid({ field: 'warehouseId', rule: 'not_found', zh: '仓库不存在或已关闭' });
}
