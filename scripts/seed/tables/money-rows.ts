import type { Calendar } from '../calendar';
import { DAY } from '../calendar';
import type { Books, Payment } from '../orders/books';
import type { Return } from '../orders/returns';
import type { Level, Move, Shelves } from '../orders/shelves';
import type { Bulk, Row } from '../rows';
import { type Shop, type Staff, staffByKey } from '../story/types';
import type { Shipment } from './order-rows';

export type Entry = {
  txn: string;
  account: string;
  shop: Shop;
  fen: number;
  kind: string;
  order: number | null;
  payment: number | null;
  memo: string;
  dueAt: number | null;
  at: number;
};

const FROM = { wechat: 'cash_wechat', offline: 'cash_offline', deposit: 'deposit' } as const;
const WORD = { wechat: '微信支付', offline: '线下付款', deposit: '预存款支付' } as const;
const OF_AN_ORDER = ['delivery', 'payment', 'refund'];

/** Every amount twice, as the ledger has it, in the order of time. */
export function entriesOf({ payments, credits }: Books, shipments: Shipment[], returns: Return[]): Entry[] {
  const entries: Entry[] = [];
  // Written out: there are so many that spreading them shows.
  const post = (common: Omit<Entry, 'account' | 'fen'>, debit: string, credit: string, fen: number) => {
    const { txn, shop, kind, order, payment, memo, dueAt, at } = common;
    entries.push(
      { txn, account: debit, shop, fen, kind, order, payment, memo, dueAt, at },
      { txn, account: credit, shop, fen: -fen, kind, order, payment, memo, dueAt: null, at },
    );
  };
  for (const { id, life, fen } of shipments) {
    const { draft, shippedAt } = life;
    const term = draft.method === 'account' ? (credits.get(draft.shop)?.termDays ?? 30) * DAY : 0;
    const memo = `发货 ${draft.number.replace('DD', 'FH')}-1`;
    const at = shippedAt!;
    post(
      { txn: `ship:${id}`, shop: draft.shop, kind: 'delivery', order: draft.id, payment: null, memo, dueAt: at + term, at },
      'receivable',
      'sales',
      fen,
    );
  }
  for (const payment of payments) {
    const { id, shop, life, method, purpose, fen, paidAt } = payment;
    if (paidAt === null) continue;
    const memo = `${purpose === 'deposit' ? '预存' : WORD[method]} ${numberOf(payment)}`;
    const common = {
      txn: `payment:${id}`,
      shop,
      kind: 'payment',
      order: life?.draft.id ?? null,
      payment: id,
      memo,
      dueAt: null,
      at: paidAt,
    };
    post(common, FROM[method], purpose === 'deposit' ? 'deposit' : 'receivable', fen);
  }
  for (const { id, life, fen, receivedAt, refund } of returns) {
    if (receivedAt === null || fen === 0) continue;
    const { shop, id: order, number } = life.draft;
    post(
      {
        txn: `return:${id}`,
        shop,
        kind: 'return',
        order,
        payment: null,
        memo: `退货 ${number.replace('DD', 'TH')}-1`,
        dueAt: null,
        at: receivedAt,
      },
      'returns',
      'receivable',
      fen,
    );
    if (!refund) continue;
    const to = refund.payment.method === 'wechat' ? 'cash_wechat' : 'deposit';
    const memo = `${to === 'deposit' ? '退回预存款' : '退款'} ${numberOf(refund.payment)}-R1`;
    post(
      { txn: `refund:${refund.id}`, shop, kind: 'refund', order, payment: refund.payment.id, memo, dueAt: null, at: refund.at },
      'receivable',
      to,
      refund.fen,
    );
  }
  return entries.sort((a, b) => a.at - b.at);
}

/** Letters that only chance knows, in the application; here they come of the id. */
const lettersOf = (id: number): string => ((id * 48_271) % 2_147_483_647).toString(36).padStart(6, '0').slice(-6);

function numberOf({ id, life, createdAt }: Payment): string {
  if (life) return `${life.draft.number}-${lettersOf(id)}`;
  const day = new Date(createdAt + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  return `SK${day}-${lettersOf(id)}${lettersOf(id + 7)}`;
}

type Told = { books: Books; returns: Return[]; staff: Staff[]; calendar: Calendar };

export function moneyBulks({ books, returns, staff, calendar }: Told, entries: () => Entry[]): Bulk[] {
  const finance = staffByKey(staff, 'finance');
  return [
    { table: 'payment', rows: () => books.payments.map((one) => paymentRow(one, finance)) },
    {
      table: 'refund',
      rows: () =>
        returns
          .flatMap(({ refund, life }) => (refund ? [refundRow(refund, life.draft.number, finance)] : []))
          .sort((a, b) => Number(a.id) - Number(b.id)),
    },
    { table: 'ledger_entry', rows: () => entries().map((entry, i) => entryRow(entry, i + 1)) },
    { table: 'shop_balance', rows: () => balances(books, entries(), calendar.now) },
    { table: 'statement_answer', rows: () => answers(books, entries(), calendar, finance) },
  ];
}

function paymentRow(payment: Payment, finance: Staff): Row {
  const { id, shop, life, accountId, method, purpose, state, fen, refundedFen, createdAt, paidAt } = payment;
  const isDecided = method === 'offline' && paidAt !== null;
  return {
    id,
    number: numberOf(payment),
    order_id: life?.draft.id ?? null,
    open_order_id: null,
    shop_id: shop.id,
    account_id: accountId,
    method,
    purpose,
    state: refundedFen > 0 && refundedFen >= fen ? 'refunded' : state,
    fen,
    refunded_fen: refundedFen,
    prepay_id: null,
    prepaid_at: null,
    transaction_id: method === 'wechat' && paidAt !== null ? `42000027${String(createdAt)}${String(id).padStart(7, '0')}` : null,
    expires_at: null,
    created_at: createdAt,
    paid_at: paidAt,
    decided_by_staff_id: isDecided ? finance.id : null,
    decided_at: isDecided ? paidAt : null,
    description: life ? `订单 ${life.draft.number}` : purpose === 'deposit' ? '预存货款' : '支付往期货款',
    note: method === 'offline' ? (id % 5 === 0 ? '现金' : '对公转账') : '',
    mismatched: 0,
    next_ask_at: null,
    asks: 0,
  };
}

const refundRow = ({ id, payment, fen, at }: NonNullable<Return['refund']>, order: string, finance: Staff): Row => ({
  id,
  number: `${numberOf(payment)}-R1`,
  payment_id: payment.id,
  fen,
  reason: `退货 ${order.replace('DD', 'TH')}-1`,
  state: 'done',
  platform_refund_id: payment.method === 'wechat' ? `50300027${String(at)}${String(id).padStart(7, '0')}` : null,
  created_at: at,
  done_at: at,
  staff_id: finance.id,
  fault: null,
  next_ask_at: null,
  asks: 0,
});

const entryRow = ({ txn, account, shop, fen, kind, order, payment, memo, dueAt, at }: Entry, id: number): Row => ({
  id,
  txn,
  account,
  shop_id: account === 'receivable' || account === 'deposit' ? shop.id : 0,
  fen,
  kind,
  order_id: order,
  payment_id: payment,
  memo,
  due_at: account === 'receivable' && fen > 0 && kind === 'delivery' ? dueAt : null,
  at,
});

function balances({ credits, lives }: Books, entries: Entry[], now: number): Row[] {
  const kept = new Map<Shop, { owed: number; deposit: number; open: number; advance: number }>();
  const of = (shop: Shop) => {
    const known = kept.get(shop) ?? { owed: 0, deposit: 0, open: 0, advance: 0 };
    kept.set(shop, known);
    return known;
  };
  const orders = new Map<number, { shop: Shop; fen: number }>();
  for (const { account, shop, fen, kind, order } of entries) {
    if (account === 'deposit') of(shop).deposit -= fen;
    if (account !== 'receivable') continue;
    of(shop).owed += fen;
    if (order !== null && OF_AN_ORDER.includes(kind)) orders.set(order, { shop, fen: (orders.get(order)?.fen ?? 0) + fen });
  }
  for (const { shop, fen } of orders.values()) of(shop).advance += Math.max(0, -fen);
  for (const { draft, nextStep, sent } of lives)
    if (draft.method === 'account' && nextStep !== null && sent !== 'all')
      of(draft.shop).open += draft.lines
        .slice(sent === 'none' ? 0 : sent)
        .reduce((sum, { fen, factor, quantity }) => sum + fen * factor * quantity, 0);
  for (const shop of credits.keys()) of(shop);
  return [...kept].map(([shop, { owed, deposit, open, advance }]) => ({
    shop_id: shop.id,
    owed_fen: owed,
    deposit_fen: deposit,
    open_fen: open,
    advance_fen: advance,
    limit_fen: credits.get(shop)?.limitFen ?? 0,
    term_days: credits.get(shop)?.termDays ?? 30,
    updated_at: now - 1_000,
  }));
}

/** What shops object to, the first of them answered already. */
const OBJECTIONS = [
  { text: '这一车少签收 1 箱，送货单上有备注', reply: '已查送货单，少的 1 箱下月补送，不另收钱' },
  { text: '这笔我们没有收到，请核对' },
  { text: '单价和报价单不一样，请再看一下' },
];

/** Shops on account that have looked at last month's statement: most agree, a few do not. */
function answers({ credits }: Books, entries: Entry[], calendar: Calendar, finance: Staff): Row[] {
  const month = new Date(calendar.now + 8 * 3_600_000 - Number(calendar.today.slice(8)) * DAY).toISOString().slice(0, 7);
  const [start, end] = [`${month}-01`, `${calendar.today.slice(0, 7)}-01`].map((day) => Date.parse(`${day}T00:00:00+08:00`)) as [
    number,
    number,
  ];
  const closing = new Map<Shop, number>();
  const lastDelivery = new Map<Shop, number>();
  entries.forEach(({ account, shop, fen, at, kind }, i) => {
    if (account !== 'receivable' || at >= end) return;
    closing.set(shop, (closing.get(shop) ?? 0) + fen);
    if (kind === 'delivery' && at >= start) lastDelivery.set(shop, i + 1);
  });
  let objected = 0;
  return [...credits.keys()].flatMap((shop): Row[] => {
    const owner = shop.members.find((one) => one.role === 'owner' && one.confirmedAt !== null && one.confirmedAt < end);
    const at = end + DAY + ((shop.id * 7_919_000) % (9 * DAY));
    const lineId = lastDelivery.get(shop);
    const said = shop.id % 5 === 3 && lineId !== undefined ? OBJECTIONS[objected] : undefined;
    if (!owner || (shop.id % 5 > 2 && !said) || at >= calendar.now) return [];
    if (said) objected += 1;
    const reply =
      said?.reply === undefined ? undefined : { text: said.reply, at: Math.min(at + DAY / 8, calendar.now - 1), by: finance.content.name };
    const common = { shop_id: shop.id, month, closing_fen: closing.get(shop) ?? 0, account_id: owner.account.id, at };
    return [
      said
        ? { ...common, state: 'objected', objections: JSON.stringify([{ lineId, text: said.text, reply }]), unanswered: reply ? 0 : 1 }
        : { ...common, state: 'confirmed', objections: '[]', unanswered: 0 },
    ];
  });
}

export function stockBulks(shelves: () => Shelves): Bulk[] {
  const moveRow = ({ sku, warehouse, available, reserved, reason, order, ret, account, note, at }: Move): Row => ({
    sku_id: sku,
    warehouse_id: warehouse,
    available_change: available,
    reserved_change: reserved,
    reason,
    order_id: order,
    return_id: ret,
    account_id: account,
    note,
    at,
  });
  const levelRow = ({ sku, warehouse, available, reserved, lowBelow }: Level): Row => ({
    sku_id: sku,
    warehouse_id: warehouse,
    available,
    reserved,
    low_below: lowBelow,
  });
  return [
    { table: 'stock_movement', rows: () => shelves().moves.map(moveRow) },
    { table: 'stock', rows: () => [...shelves().levels.values()].map(levelRow) },
  ];
}
