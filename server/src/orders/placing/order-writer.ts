import { nextStep, type OrderFacts } from '@dianquan/shared/workflow';
import { dueAt } from '@dianquan/shared/workflow-switch';
import { Injectable } from '@nestjs/common';
import { LastPrices } from '../../catalogue/prices/last-prices';
import { StockMoves } from '../../catalogue/stock/stock-moves';
import { Clock } from '../../platform/clock';
import { inList, insertMany, type Tx } from '../../platform/database/sql';
import type { OrderLineRow, OrderParts, OrderRow, OrderStepRow } from '../order-rows';
import type { BatchFacts } from './batch-facts';
import type { Decided } from './decide';
import { dayNumber, takeNumbers } from './order-numbers';

export type ToWrite = { order: Decided; facts: OrderFacts };

const MINUTE_MS = 60_000;
const ORDER_COLUMNS = [
  'number',
  'shop_id',
  'account_id',
  'placed_by_staff_id',
  'staff_id',
  'region_code',
  'state',
  'next_step',
  'due_at',
  'workflow_version_id',
  'needs_approval',
  'needs_finance',
  'payment_method',
  'total_fen',
  'kinds',
  'titles',
  'address',
  'wish',
  'source_kind',
  'source_id',
  'day',
  'placed_at',
  'state_at',
  'expires_at',
];
const LINE_COLUMNS = [
  'order_id',
  'line',
  'shop_id',
  'sku_id',
  'product_id',
  'category_id',
  'staff_id',
  'region_code',
  'day',
  'name',
  'spec',
  'code',
  'unit',
  'factor',
  'quantity',
  'unit_fen',
  'total_fen',
  'list_fen',
  'cost_fen',
  'price_rule',
  'note',
  'back_ordered',
];

/** Writes orders that were decided together: one statement for each table. */
@Injectable()
export class OrderWriter {
  constructor(
    private readonly clock: Clock,
    private readonly stock: StockMoves,
    private readonly lastPrices: LastPrices,
  ) {}

  /** As they stand after having been placed, in the order given. */
  async write(tx: Tx, orders: readonly ToWrite[], facts: BatchFacts): Promise<OrderParts[]> {
    const day = dayNumber(this.clock.shanghaiDay(facts.now));
    const numbers = await takeNumbers(tx, day, orders.length);
    const heads = orders.map((one, i) => headOf(one, facts, numbers[i] as string));
    await insertMany(
      tx,
      'shop_order',
      ORDER_COLUMNS,
      heads.map((row) => [
        row.number,
        row.shopId,
        row.accountId,
        row.placedByStaffId,
        row.staffId,
        row.regionCode,
        row.state,
        row.nextStep,
        row.dueAt,
        row.workflowVersionId,
        row.needsApproval,
        row.needsFinance,
        row.paymentMethod,
        row.totalFen,
        row.kinds,
        row.titles,
        row.address,
        row.wish,
        row.sourceKind,
        row.sourceId,
        day,
        row.placedAt,
        row.stateAt,
        row.expiresAt,
      ]),
    );
    // A statement of many rows doesn't tell all their ids on every engine; the numbers are unique.
    const given = inList(numbers);
    const ids = new Map(
      (await tx.query<{ id: number; number: string }>(`SELECT id, number FROM shop_order WHERE number IN ${given.sql}`, given.params)).map(
        ({ id, number }) => [number, id],
      ),
    );
    const parts = heads.map((head, i) => partsOf({ ...head, id: ids.get(head.number) as number }, orders[i] as ToWrite));
    await this.writeLines(tx, parts, day);
    await this.writeGoods(tx, orders, parts);
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
    return parts;
  }

  private async writeLines(tx: Tx, parts: readonly OrderParts[], day: number): Promise<void> {
    await insertMany(
      tx,
      'order_line',
      LINE_COLUMNS,
      parts.flatMap(({ order, lines }) =>
        lines.map((row) => [
          order.id,
          row.line,
          order.shopId,
          row.skuId,
          row.productId,
          row.categoryId,
          order.staffId,
          order.regionCode,
          day,
          row.name,
          row.spec,
          row.code,
          row.unit,
          row.factor,
          row.quantity,
          row.unitFen,
          row.totalFen,
          row.listFen,
          row.costFen,
          row.priceRule,
          row.note,
          row.backOrdered,
        ]),
      ),
    );
    await insertMany(
      tx,
      'order_step',
      ['order_id', 'seq', 'step', 'from_state', 'to_state', 'account_id', 'staff_id', 'note', 'detail', 'at'],
      parts.flatMap(({ steps }) =>
        steps.map((row) => [
          row.orderId,
          row.seq,
          row.step,
          row.fromState,
          row.toState,
          row.accountId,
          row.staffId,
          row.note,
          row.detail,
          row.at,
        ]),
      ),
    );
  }

  private async writeGoods(tx: Tx, orders: readonly ToWrite[], parts: readonly OrderParts[]): Promise<void> {
    const taken = orders.flatMap(({ order }, i) => {
      const placed = (parts[i] as OrderParts).order;
      return order.allocated.map((one) => ({ ...one, orderId: placed.id, accountId: placed.accountId }));
    });
    await insertMany(
      tx,
      'order_allocation',
      ['order_id', 'line', 'warehouse_id', 'quantity'],
      taken.map(({ orderId, line, warehouseId, quantity }) => [orderId, line, warehouseId, quantity]),
    );
    await this.stock.apply(
      tx,
      taken.map(({ skuId, warehouseId, quantity, orderId, accountId }) => ({
        skuId,
        warehouseId,
        available: -quantity,
        reserved: quantity,
        reason: 'reserved' as const,
        orderId,
        accountId,
      })),
    );
  }
}

function headOf({ order, facts }: ToWrite, { now, settings, version }: BatchFacts, number: string): Omit<OrderRow, 'id'> {
  const { command, shop, lines } = order;
  const { input, me } = command;
  const next = nextStep(facts, version.workflow);
  return {
    number,
    shopId: shop.id,
    shopName: shop.name,
    ownerStaffId: shop.ownerStaffId,
    accountId: me.accountId,
    placedByStaffId: command.onBehalf ? (me.staff?.id ?? null) : null,
    placedByName: me.name ?? '',
    staffId: shop.ownerStaffId,
    regionCode: shop.regionCode,
    state: facts.state,
    nextStep: next,
    dueAt: next === null ? null : dueAt(now, next, version.workflow),
    remindedAt: null,
    workflowVersionId: version.id,
    awaitingAgreement: 0,
    needsApproval: facts.needsApproval ? 1 : 0,
    needsFinance: facts.needsFinance ? 1 : 0,
    paymentMethod: input.paymentMethod,
    totalFen: order.totalFen,
    paidFen: 0,
    refundedFen: 0,
    returnedFen: 0,
    chargedFen: 0,
    kinds: lines.length,
    titles: JSON.stringify(lines.slice(0, 3).map(({ sku }) => sku.productName)),
    address: order.address === null ? null : JSON.stringify(order.address),
    wish: input.wish,
    sourceKind: input.source.kind,
    sourceId: input.source.id,
    placedAt: now,
    stateAt: now,
    expiresAt: input.paymentMethod === 'wechat' && order.totalFen > 0 ? now + settings.reservationMinutes * MINUTE_MS : null,
    version: 1,
    shippedUnits: 0,
    backOrderedUnits: lines.reduce((sum, { backOrdered }) => sum + backOrdered, 0),
  };
}

function partsOf(order: OrderRow, { order: decided }: ToWrite): OrderParts {
  const lines = decided.lines.map(
    ({ sku, input, factor, unitFen, totalFen, price, backOrdered }, i): OrderLineRow => ({
      orderId: order.id,
      line: i + 1,
      skuId: sku.id,
      productId: sku.productId,
      categoryId: sku.categoryId,
      name: sku.productName,
      spec: sku.spec,
      code: sku.code,
      pictureId: sku.pictureId,
      unit: input.unit,
      factor,
      quantity: input.quantity,
      unitFen,
      totalFen,
      listFen: sku.listFen,
      costFen: sku.costFen,
      priceRule: `${price?.rule ?? 'list'}${price?.ladder ? '+' : ''}${price?.floored ? '_' : ''}`,
      note: input.note,
      shipped: 0,
      backOrdered,
      returned: 0,
      beforeQuantity: null,
      beforeUnitFen: null,
    }),
  );
  const step: OrderStepRow = {
    orderId: order.id,
    seq: 1,
    step: 'placement',
    fromState: '',
    toState: order.state,
    accountId: order.accountId,
    staffId: order.placedByStaffId,
    by: order.placedByName,
    note: '',
    detail: null,
    at: order.placedAt,
  };
  return { order, lines, steps: [step], shipments: [], payments: [], returns: [] };
}
