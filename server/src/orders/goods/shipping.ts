import { Injectable } from '@nestjs/common';
import { StockLevels } from '../../catalogue/stock/stock-levels';
import { StockMoves } from '../../catalogue/stock/stock-moves';
import { Balances } from '../../payments/balances';
import { Ledger } from '../../payments/ledger';
import { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database/sql';
import { Invalid, Refused } from '../../platform/errors';
import { Random } from '../../platform/ids';
import type { OrderRecord } from '../order-facts';
import { type GoodsLine, goodsOf, readyOf, unitsOf, worthOf } from './order-goods';

const DAY = 86_400_000;
/** Base units by line number. */
export type Wanted = ReadonlyMap<number, number>;
type Taken = { line: GoodsLine; warehouseId: number; units: number };
export type Sent = { shipmentIds: number[]; fen: number };

/** Goods leave: stock goes down, a delivery note is written for each warehouse, and the shop owes what left. */
@Injectable()
export class Shipping {
  constructor(
    private readonly balances: Balances,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly levels: StockLevels,
    private readonly moves: StockMoves,
    private readonly random: Random,
  ) {}

  /**
   * Whether anything is left after what is wanted (null: all that is reserved) has gone.
   * @throws Invalid for lines that the order doesn't have, Refused quantity_invalid for more than is still to come
   */
  async leavesRest(tx: Tx, orderId: number, wanted: Wanted | null): Promise<boolean> {
    const lines = await goodsOf(tx, [orderId]);
    const unknown = [...(wanted?.keys() ?? [])].filter((number) => !lines.some(({ line }) => line === number));
    if (unknown.length > 0) throw new Invalid({ field: 'lines', rule: 'not_found', zh: `订单里没有第 ${unknown[0]} 行` });
    const over = lines.filter((line) => (wanted?.get(line.line) ?? 0) > unitsOf(line) - line.shipped);
    if (over.length > 0) throw new Refused('quantity_invalid', { lines: over.map(({ line, skuId }) => ({ line, skuId })) });
    return lines.some((line) => unitsOf(line) - line.shipped > (wanted ? (wanted.get(line.line) ?? 0) : readyOf(line)));
  }

  /**
   * Sends what is wanted, or all that is reserved.
   * @throws Refused out_of_stock for what isn't there
   */
  async send(tx: Tx, order: OrderRecord, wanted: Wanted | null, courierStaffId: number | null): Promise<Sent> {
    const skus = await tx.query<{ id: number }>('SELECT DISTINCT sku_id AS id FROM order_line WHERE order_id = ?', [order.id]);
    await this.levels.of(
      tx,
      skus.map(({ id }) => id),
      true,
    );
    const taken = takenFrom(await goodsOf(tx, [order.id]), wanted);
    await this.moves.apply(
      tx,
      taken.map(({ line, warehouseId, units }) => ({
        skuId: line.skuId,
        warehouseId,
        available: 0,
        reserved: -units,
        reason: 'shipped' as const,
        orderId: order.id,
      })),
    );
    for (const { line, warehouseId, units } of taken) {
      await tx.execute('UPDATE order_allocation SET shipped = shipped + ? WHERE order_id = ? AND line = ? AND warehouse_id = ?', [
        units,
        order.id,
        line.line,
        warehouseId,
      ]);
      await tx.execute('UPDATE order_line SET shipped = shipped + ? WHERE order_id = ? AND line = ?', [units, order.id, line.line]);
    }
    return this.write(tx, order, taken, courierStaffId);
  }

  private async write(tx: Tx, order: OrderRecord, taken: readonly Taken[], courierStaffId: number | null): Promise<Sent> {
    const before = await tx.query<{ code: string }>('SELECT receipt_code AS code FROM shipment WHERE order_id = ? ORDER BY id', [order.id]);
    // One code for all parts of an order: it is told once, when the last of it is handed over.
    const code = before[0]?.code ?? String(this.random.int(10_000)).padStart(4, '0');
    const { termDays } = await this.balances.of(tx, order.shopId);
    const now = this.clock.now();
    const sent: Sent = { shipmentIds: [], fen: 0 };
    for (const warehouseId of [...new Set(taken.map((one) => one.warehouseId))]) {
      const part = taken.filter((one) => one.warehouseId === warehouseId);
      const number = `${order.number.replace(/^DD/, 'FH')}-${before.length + sent.shipmentIds.length + 1}`;
      const { insertId } = await tx.execute(
        'INSERT INTO shipment (number, order_id, warehouse_id, courier_staff_id, receipt_code, lines_json, shipped_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [
          number,
          order.id,
          warehouseId,
          courierStaffId,
          code,
          JSON.stringify(part.map(({ line, units }) => ({ line: line.line, quantity: units }))),
          now,
        ],
      );
      const fen = part.reduce((sum, { line, units }) => sum + worthOf(line, units), 0);
      if (fen > 0) {
        const entry = { kind: 'delivery' as const, orderId: order.id, memo: `发货 ${number}` };
        await this.ledger.post(tx, `ship:${insertId}`, [
          {
            ...entry,
            account: 'receivable',
            shopId: order.shopId,
            fen,
            dueAt: order.paymentMethod === 'account' ? now + termDays * DAY : now,
          },
          { ...entry, account: 'sales', shopId: 0, fen: -fen },
        ]);
      }
      sent.shipmentIds.push(insertId);
      sent.fen += fen;
    }
    if (order.paymentMethod === 'account' && sent.fen > 0) await this.balances.open(tx, order.shopId, -sent.fen);
    return sent;
  }
}

function takenFrom(lines: readonly GoodsLine[], wanted: Wanted | null): Taken[] {
  const taken: Taken[] = [];
  const short: { line: number; skuId: number; ready: number }[] = [];
  for (const line of lines) {
    let units = wanted ? (wanted.get(line.line) ?? 0) : readyOf(line);
    if (units > readyOf(line)) short.push({ line: line.line, skuId: line.skuId, ready: readyOf(line) });
    for (const { warehouseId, quantity, shipped } of line.allocations) {
      const part = Math.min(units, quantity - shipped);
      if (part <= 0) continue;
      taken.push({ line, warehouseId, units: part });
      units -= part;
    }
  }
  if (short.length > 0 || taken.length === 0) throw new Refused('out_of_stock', { lines: short });
  return taken;
}
