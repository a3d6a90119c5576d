import type { OrderWait } from '@dianquan/shared/workflow';
import { DEFAULT_WORKFLOW, dueAt } from '@dianquan/shared/workflow-switch';
import type { Calendar } from '../calendar';
import type { Books } from '../orders/books';
import type { Life } from '../orders/life';
import type { Return } from '../orders/returns';
import type { Bulk, Row } from '../rows';
import type { Shop } from '../story/types';

type Written = { books: Books; returns: Return[]; calendar: Calendar; received: Map<Life, Return> };
/** Numbered as they left. */
export type Shipment = { id: number; life: Life; lines: { line: number; quantity: number }[]; fen: number };

/** What left of an order: all of it, the first lines, or nothing. */
export const sentOf = ({ sent, draft }: Life): number => (sent === 'all' ? draft.lines.length : sent === 'none' ? 0 : sent);

export function shipmentsOf({ lives }: Books): Shipment[] {
  const gone = lives.filter(({ sent }) => sent !== 'none').sort((a, b) => a.shippedAt! - b.shippedAt!);
  return gone.map((life, index) => {
    const lines = life.draft.lines.slice(0, sentOf(life));
    return {
      id: index + 1,
      life,
      lines: lines.map(({ quantity, factor }, line) => ({ line: line + 1, quantity: quantity * factor })),
      fen: lines.reduce((sum, { fen, factor, quantity }) => sum + fen * factor * quantity, 0),
    };
  });
}

export function orderBulks(written: Written, shipments: () => Shipment[]): Bulk[] {
  const { lives } = written.books;
  return [
    { table: 'shop_order', rows: () => orders(written) },
    { table: 'order_line', rows: () => lines(written) },
    { table: 'order_allocation', rows: () => allocations(lives) },
    { table: 'order_step', rows: () => steps(lives) },
    { table: 'shipment', rows: () => shipments().map(shipmentRow) },
    { table: 'return_request', rows: () => written.returns.map(returnRow) },
    { table: 'last_price', rows: () => lastPrices(lives) },
    { table: 'order_counter', rows: () => counters(lives) },
  ];
}

const dayOf = ({ draft }: Life): number => Number(draft.number.slice(2, 10));

function* orders({ books, received, calendar }: Written): Generator<Row> {
  const charged = new Map(shipmentsOf(books).map(({ life, fen }) => [life, fen]));
  for (const life of books.lives) {
    const { draft, state, nextStep, stateAt } = life;
    const back = received.get(life);
    const due = nextStep === null ? null : dueAt(stateAt, nextStep as OrderWait, DEFAULT_WORKFLOW);
    yield {
      id: draft.id,
      number: draft.number,
      shop_id: draft.shop.id,
      account_id: life.steps[0]!.accountId,
      placed_by_staff_id: life.steps[0]!.staffId,
      staff_id: draft.shop.salesperson.id,
      region_code: draft.shop.regionCode,
      state,
      next_step: nextStep,
      due_at: due,
      reminded_at: due !== null && due < calendar.now ? due : null,
      workflow_version_id: 1,
      awaiting_agreement: Number(life.awaitsAgreement),
      needs_approval: 0,
      needs_finance: Number(life.needsFinance),
      payment_method: draft.method,
      total_fen: draft.totalFen,
      paid_fen: draft.method === 'account' || life.paidAt === null ? 0 : draft.totalFen,
      refunded_fen: back?.refund?.fen ?? 0,
      returned_fen: back?.fen ?? 0,
      charged_fen: charged.get(life) ?? 0,
      kinds: draft.lines.length,
      titles: JSON.stringify(draft.lines.slice(0, 3).map(({ sku }) => sku.product.name)),
      address: addressOf(draft.shop),
      wish: draft.id % 17 === 0 ? '下午四点以后送' : '',
      source_kind: draft.source.kind,
      source_id: draft.source.id,
      day: dayOf(life),
      placed_at: draft.at,
      state_at: stateAt,
      expires_at: null,
      closed_at: nextStep === null ? stateAt : null,
      version: life.steps.length,
    };
  }
}

export const addressOf = (shop: Shop): string =>
  JSON.stringify({
    contact: shop.members[0]?.account.name ?? shop.contacts[0]?.name ?? shop.name,
    phone: shop.phone ?? '',
    regionCode: shop.regionCode,
    address: shop.address,
  });

function* lines({ books, received }: Written): Generator<Row> {
  for (const life of books.lives) {
    const { draft } = life;
    const sent = sentOf(life);
    const back = received.get(life);
    for (const [index, { sku, unit, factor, quantity, fen, listFen, costFen, rule }] of draft.lines.entries()) {
      const isAmended = life.awaitsAgreement && index === 0;
      yield {
        order_id: draft.id,
        line: index + 1,
        shop_id: draft.shop.id,
        sku_id: sku.id,
        product_id: sku.product.id,
        category_id: sku.product.category.id,
        staff_id: draft.shop.salesperson.id,
        region_code: draft.shop.regionCode,
        day: dayOf(life),
        name: sku.product.name,
        spec: sku.spec,
        code: sku.code,
        unit,
        factor,
        quantity,
        unit_fen: fen * factor,
        total_fen: fen * factor * quantity,
        list_fen: listFen,
        cost_fen: costFen,
        price_rule: rule,
        note: '',
        shipped: index < sent ? quantity * factor : 0,
        back_ordered: 0,
        returned: back?.line === index + 1 && back.kind !== 'exchange' ? back.units : 0,
        before_quantity: isAmended ? quantity + Math.max(1, Math.round(quantity / 4)) : null,
        before_unit_fen: isAmended ? fen * factor : null,
        cancelled: Number(life.state === 'cancelled'),
      };
    }
  }
}

function* allocations(lives: Life[]): Generator<Row> {
  for (const life of lives) {
    if (life.state === 'cancelled') continue;
    const sent = sentOf(life);
    for (const [index, { quantity, factor }] of life.draft.lines.entries()) {
      const units = quantity * factor;
      yield {
        order_id: life.draft.id,
        line: index + 1,
        warehouse_id: life.warehouseId,
        quantity: units,
        shipped: index < sent ? units : 0,
      };
    }
  }
}

function* steps(lives: Life[]): Generator<Row> {
  for (const { draft, steps: own } of lives)
    for (const [index, { step, from, to, accountId, staffId, note, detail, at }] of own.entries())
      yield {
        order_id: draft.id,
        seq: index + 1,
        step,
        from_state: from,
        to_state: to,
        account_id: accountId,
        staff_id: staffId,
        note,
        detail: detail === null ? null : JSON.stringify(detail),
        at,
      };
}

const shipmentRow = ({ id, life, lines: own }: Shipment): Row => ({
  id,
  number: `${life.draft.number.replace('DD', 'FH')}-1`,
  order_id: life.draft.id,
  warehouse_id: life.warehouseId,
  courier_staff_id: life.courier.id,
  receipt_code: String((id * 7919) % 10_000).padStart(4, '0'),
  wrong_codes: 0,
  lines_json: JSON.stringify(own),
  shipped_at: life.shippedAt,
  delivered_at: life.deliveredAt,
  delivered_by_account_id: life.deliveredBy,
});

const returnRow = (one: Return): Row => ({
  id: one.id,
  number: `${one.life.draft.number.replace('DD', 'TH')}-1`,
  order_id: one.life.draft.id,
  shop_id: one.life.draft.shop.id,
  kind: one.kind,
  state: one.state,
  reason: one.reason,
  lines_json: JSON.stringify([
    {
      line: one.line,
      quantity: one.units,
      agreed: one.state === 'requested' ? null : one.state === 'refused' ? 0 : one.units,
      fen: one.state === 'refused' ? 0 : one.fen,
    },
  ]),
  total_fen: one.state === 'refused' ? 0 : one.fen,
  account_id: one.accountId,
  requested_at: one.at,
  decided_by_staff_id: one.decidedAt === null ? null : one.decidedBy.id,
  decided_at: one.decidedAt,
  decision_note: one.state === 'refused' ? '超过约定的比例，这次先不退' : '',
  received_by_staff_id: one.receivedAt === null ? null : one.receivedBy.id,
  received_at: one.receivedAt,
  refund_fen: one.receivedAt === null ? null : (one.refund?.fen ?? 0),
});

function lastPrices(lives: Life[]): Row[] {
  const last = new Map<number, Row>();
  for (const { draft, state } of lives) {
    if (state === 'cancelled') continue;
    for (const { sku, fen, listFen, costFen } of draft.lines)
      last.set(draft.shop.id * 100_000 + sku.id, {
        shop_id: draft.shop.id,
        sku_id: sku.id,
        fen,
        list_fen_then: listFen,
        cost_fen_then: costFen,
        order_id: draft.id,
        at: draft.at,
      });
  }
  return [...last.values()];
}

function counters(lives: Life[]): Row[] {
  const counts = new Map<string, number>();
  for (const { draft } of lives) counts.set(draft.number.slice(2, 10), Number(draft.number.slice(11)));
  return [...counts].map(([day, next]) => ({ day, next }));
}
