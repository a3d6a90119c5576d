import { nextStep, type OrderFacts } from '@dianquan/shared/workflow';
import { dueAt } from '@dianquan/shared/workflow-switch';
import type { OrderLineRow, OrderParts, OrderRow, OrderStepRow } from '../order-rows';
import type { BatchFacts } from './batch-facts';
import type { Decided } from './decide';

export type ToWrite = { order: Decided; facts: OrderFacts };

const MINUTE_MS = 60_000;

/** The row of an order that was decided, as it is written and shown; its id is given to it by the database. */
export function headOf({ order, facts }: ToWrite, { now, settings, version }: BatchFacts, number: string): OrderRow {
  const { command, shop, lines } = order;
  const { input, me } = command;
  const next = nextStep(facts, version.workflow);
  return {
    id: 0,
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

/** As it stands after having been placed. */
export function placedParts(order: OrderRow, { order: decided }: ToWrite): OrderParts {
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
