import { Injectable } from '@nestjs/common';
import { LastPrices } from '../../catalogue/prices/last-prices';
import type { LockedStock } from '../../catalogue/stock/stock-levels';
import { type StockMove, StockMoves } from '../../catalogue/stock/stock-moves';
import { inList, insertMany, type SqlValue, type Tx } from '../../platform/database/sql';
import type { OrderParts } from '../order-rows';
import type { BatchFacts } from './batch-facts';
import { type LastNumber, takeNumbers } from './order-numbers';
import { headOf, placedParts, type ToWrite } from './placed-order';

/** Column by the name of the field that it is written from. */
const ORDER_COLUMNS = {
  number: 'number',
  shopId: 'shop_id',
  accountId: 'account_id',
  placedByStaffId: 'placed_by_staff_id',
  staffId: 'staff_id',
  regionCode: 'region_code',
  state: 'state',
  nextStep: 'next_step',
  dueAt: 'due_at',
  workflowVersionId: 'workflow_version_id',
  needsApproval: 'needs_approval',
  needsFinance: 'needs_finance',
  paymentMethod: 'payment_method',
  totalFen: 'total_fen',
  kinds: 'kinds',
  titles: 'titles',
  address: 'address',
  wish: 'wish',
  sourceKind: 'source_kind',
  sourceId: 'source_id',
  placedAt: 'placed_at',
  stateAt: 'state_at',
  expiresAt: 'expires_at',
} as const;
const LINE_COLUMNS = {
  orderId: 'order_id',
  line: 'line',
  skuId: 'sku_id',
  productId: 'product_id',
  categoryId: 'category_id',
  name: 'name',
  spec: 'spec',
  code: 'code',
  unit: 'unit',
  factor: 'factor',
  quantity: 'quantity',
  unitFen: 'unit_fen',
  totalFen: 'total_fen',
  listFen: 'list_fen',
  costFen: 'cost_fen',
  priceRule: 'price_rule',
  note: 'note',
  backOrdered: 'back_ordered',
} as const;
const STEP_COLUMNS = {
  orderId: 'order_id',
  seq: 'seq',
  step: 'step',
  fromState: 'from_state',
  toState: 'to_state',
  accountId: 'account_id',
  staffId: 'staff_id',
  note: 'note',
  detail: 'detail',
  at: 'at',
} as const;
const [ORDER_FIELDS, LINE_FIELDS, STEP_FIELDS] = [fieldsOf(ORDER_COLUMNS), fieldsOf(LINE_COLUMNS), fieldsOf(STEP_COLUMNS)];

/** Writes orders that were decided together: one statement for each table, and all but the first together. */
@Injectable()
export class OrderWriter {
  constructor(
    private readonly stock: StockMoves,
    private readonly lastPrices: LastPrices,
  ) {}

  /** As they stand after having been placed, in the order given. `write` is still to follow. */
  async begin(tx: Tx, orders: readonly ToWrite[], facts: BatchFacts, last: LastNumber): Promise<OrderParts[]> {
    const { numbers, keep } = await takeNumbers(tx, last, orders.length);
    const heads = orders.map((one, i) => headOf(one, facts, numbers[i] as string));
    // A statement of many rows doesn't tell all their ids on every engine; the numbers are unique.
    const given = inList(numbers);
    const [, , rows] = await Promise.all([
      keep(),
      insertMany(
        tx,
        'shop_order',
        [...Object.values(ORDER_COLUMNS), 'day'],
        heads.map((head) => [...ORDER_FIELDS.map((field) => head[field]), last.day]),
      ),
      tx.query<{ id: number; number: string }>(`SELECT id, number FROM shop_order WHERE number IN ${given.sql}`, given.params),
    ]);
    const ids = new Map(rows.map(({ id, number }) => [number, id]));
    return heads.map((head, i) => {
      head.id = ids.get(head.number) as number;
      return placedParts(head, orders[i] as ToWrite);
    });
  }

  /** What hangs on orders that were begun. `stock` is what they were decided by. */
  async write(tx: Tx, orders: readonly ToWrite[], parts: readonly OrderParts[], stock: LockedStock): Promise<void> {
    await Promise.all([this.writeSteps(tx, parts), this.writeGoods(tx, orders, parts, stock), this.writePrices(tx, orders, parts)]);
  }

  /** By far the most of it: the database is busy with them while the rest is made ready. */
  async writeLines(tx: Tx, parts: readonly OrderParts[], day: number): Promise<void> {
    await insertMany(
      tx,
      'order_line',
      [...Object.values(LINE_COLUMNS), 'shop_id', 'staff_id', 'region_code', 'day'],
      parts.flatMap(({ order, lines }) =>
        lines.map((line): SqlValue[] => [...LINE_FIELDS.map((field) => line[field]), order.shopId, order.staffId, order.regionCode, day]),
      ),
    );
  }

  private async writeSteps(tx: Tx, parts: readonly OrderParts[]): Promise<void> {
    await insertMany(
      tx,
      'order_step',
      Object.values(STEP_COLUMNS),
      parts.flatMap(({ steps }) => steps.map((step) => STEP_FIELDS.map((field) => step[field]))),
    );
  }

  private async writeGoods(tx: Tx, orders: readonly ToWrite[], parts: readonly OrderParts[], stock: LockedStock): Promise<void> {
    const allocations: SqlValue[][] = [];
    const moves: StockMove[] = [];
    for (const [i, { order }] of orders.entries()) {
      const { id: orderId, accountId } = (parts[i] as OrderParts).order;
      for (const { line, skuId, warehouseId, quantity } of order.allocated) {
        allocations.push([orderId, line, warehouseId, quantity]);
        moves.push({ skuId, warehouseId, available: -quantity, reserved: quantity, reason: 'reserved', orderId, accountId });
      }
    }
    await Promise.all([
      insertMany(tx, 'order_allocation', ['order_id', 'line', 'warehouse_id', 'quantity'], allocations),
      this.stock.apply(tx, moves, stock),
    ]);
  }

  private async writePrices(tx: Tx, orders: readonly ToWrite[], parts: readonly OrderParts[]): Promise<void> {
    await this.lastPrices.record(
      tx,
      parts.flatMap(({ order }, i) =>
        (orders[i] as ToWrite).order.lines.map(({ sku, price }) => ({
          shopId: order.shopId,
          skuId: sku.id,
          fen: price?.fen ?? 0,
          listFen: sku.listFen,
          costFen: sku.costFen,
          orderId: order.id,
          at: order.placedAt,
        })),
      ),
    );
  }
}

function fieldsOf<Field extends string>(columns: Record<Field, string>): Field[] {
  return Object.keys(columns) as Field[];
}
