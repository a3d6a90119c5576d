import { z } from 'zod';
import { PAYMENT_METHODS } from '../workflow.js';
import { flag, id, idParam, instantInput, type OperationSpec, page, pageOf, picture, text } from './operation.js';
import { fen } from './skus.js';

export const PAYMENT_STATES = ['waiting', 'paid', 'closed', 'refused', 'refunding', 'refunded'] as const;
/** `stuck`: the platform can't get rid of the money, finance has to see to it there. */
export const REFUND_STATES = ['waiting', 'processing', 'done', 'failed', 'stuck'] as const;
export const paymentView = z.object({
  id: z.number(),
  /** What the payment platform knows it by. */
  number: z.string(),
  orderId: z.number().nullable(),
  shopId: z.number(),
  shopName: z.string(),
  method: z.enum(PAYMENT_METHODS),
  /** `deposit` fills the prepaid balance, `order` pays one order, `balance` pays what is owed. */
  purpose: z.enum(['order', 'deposit', 'balance']),
  state: z.enum(PAYMENT_STATES),
  fen: z.number(),
  refundedFen: z.number(),
  /** What could still be given back: neither back nor on its way. */
  refundableFen: z.number(),
  refunds: z.array(
    z.object({
      number: z.string(),
      fen: z.number(),
      reason: z.string(),
      state: z.enum(REFUND_STATES),
      at: z.string(),
      doneAt: z.string().nullable(),
    }),
  ),
  createdAt: z.string(),
  paidAt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  note: z.string(),
  pictures: z.array(picture),
});
export type PaymentView = z.infer<typeof paymentView>;
/** What wx.requestPayment takes. */
const payParams = z.object({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
});
const creditView = z.object({
  shopId: z.number(),
  limitFen: z.number(),
  termDays: z.number(),
  /** Owed, and ordered on account but not charged yet. */
  owedFen: z.number(),
  openFen: z.number(),
  leftFen: z.number(),
  overdueFen: z.number(),
  depositFen: z.number(),
});
export const STATEMENT_KINDS = ['delivery', 'payment', 'return', 'refund', 'adjustment'] as const;
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
export const statementView = z.object({
  shopId: z.number(),
  shopName: z.string(),
  month: z.string(),
  openingFen: z.number(),
  closingFen: z.number(),
  deliveredFen: z.number(),
  paidFen: z.number(),
  returnedFen: z.number(),
  refundedFen: z.number(),
  lines: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      kind: z.enum(STATEMENT_KINDS),
      text: z.string(),
      /** Above zero the shop owes more. */
      fen: z.number(),
      balanceFen: z.number(),
      orderId: z.number().nullable(),
      objection: z.string().nullable(),
      /** What finance says to the objection. */
      reply: z.object({ text: z.string(), at: z.string(), by: z.string() }).nullable(),
    }),
  ),
  answer: z.object({ state: z.enum(['open', 'confirmed', 'objected']), at: z.string().nullable(), by: z.string().nullable() }),
  /** Still running: the month is not over. */
  running: z.boolean(),
});
export type StatementView = z.infer<typeof statementView>;
const reconciliation = z.object({
  day: z.string(),
  /** When it was compared last. */
  at: z.string(),
  matched: z.number(),
  ourFen: z.number(),
  theirFen: z.number(),
  differences: z.array(
    z.object({
      number: z.string(),
      kind: z.enum(['missing_here', 'missing_there', 'amount']),
      ourFen: z.number().nullable(),
      theirFen: z.number().nullable(),
      /** Ours, where it is known here. */
      paymentId: z.number().nullable(),
    }),
  ),
});
const shopMonth = z.object({ shopId: id, month });

export const paymentOperations = {
  'payments.prepay': {
    summary: 'Begin to pay an order by WeChat Pay; repeated calls give fresh parameters of the same payment',
    idempotent: true,
    params: z.object({ orderId: id }),
    body: z.object({}),
    answer: z.object({ payment: paymentView, params: payParams }),
    errors: ['order_closed', 'already_paid', 'wechat_payer_required', 'platform_unavailable', 'idempotency_reused'],
  },
  'payments.get': { summary: 'One payment, asked of the platform when it is still open', params: idParam, answer: paymentView },
  'payments.list': {
    summary: 'Payments that I may see',
    query: page.extend({
      shopId: id.optional(),
      state: z.enum(PAYMENT_STATES).optional(),
      method: z.enum(PAYMENT_METHODS).optional(),
      mismatched: flag.optional(),
    }),
    answer: pageOf(paymentView),
    errors: ['not_found'],
  },
  'payments.offline': {
    summary: 'Say that money was handed over or transferred, with a picture; finance confirms it',
    idempotent: true,
    body: z.object({
      shopId: id.optional(),
      orderId: id.optional(),
      purpose: z.enum(['order', 'deposit', 'balance']),
      fen: fen.min(1),
      paidAt: instantInput.optional(),
      pictureIds: z.array(id).max(9).default([]),
      note: text(100, 0).default(''),
    }),
    answer: paymentView,
    errors: ['order_closed', 'already_paid', 'amount_wrong', 'idempotency_reused'],
  },
  'payments.confirmOffline': {
    summary: 'Finance has seen the money, or has not',
    params: idParam,
    body: z.object({ confirm: z.boolean(), note: text(100, 0).default('') }),
    answer: paymentView,
    errors: ['payment_decided', 'own_order_approval'],
  },
  'payments.notify': {
    summary: 'WeChat Pay tells of a payment',
    body: z.unknown(),
    answer: null,
    errors: ['forbidden', 'platform_unavailable'],
  },
  'payments.refund': {
    summary: 'Give back a payment, in whole or in part',
    idempotent: true,
    params: idParam,
    body: z.object({ fen: fen.min(1), reason: text(80) }),
    answer: paymentView,
    errors: ['refund_too_much', 'platform_unavailable', 'idempotency_reused'],
  },
  'payments.refundNotify': {
    summary: 'WeChat Pay tells of a refund',
    body: z.unknown(),
    answer: null,
    errors: ['forbidden', 'platform_unavailable'],
  },
  'payments.reconciliations': {
    summary: 'The bills of the platform against our own payments, by day',
    query: page,
    answer: pageOf(reconciliation),
  },
  'payments.reconcile': {
    summary: 'Compare a day again, or for the first time: the last three months, a day from the next morning on',
    params: z.object({ day: z.iso.date() }),
    body: z.object({}).default({}),
    answer: reconciliation,
    errors: ['bill_not_ready', 'platform_unavailable'],
  },
  'credit.get': { summary: 'What a shop may owe and owes', params: z.object({ shopId: id }), answer: creditView },
  'credit.set': {
    summary: 'Set what a shop may owe, and for how long',
    params: z.object({ shopId: id }),
    body: z.object({ limitFen: fen, termDays: z.number().int().min(0).max(365) }),
    answer: creditView,
  },
  'statements.list': {
    summary: 'Statements by month: of my shop, or of the shops that I may see',
    query: page.extend({
      shopId: id.optional(),
      month: month.optional(),
      /** Only those with an objection that nobody has answered; of all months unless one is named. */
      unanswered: flag.optional(),
    }),
    answer: pageOf(
      z.object({
        shopId: z.number(),
        shopName: z.string(),
        month: z.string(),
        openingFen: z.number(),
        closingFen: z.number(),
        state: z.enum(['open', 'confirmed', 'objected']),
        /** The month is not over yet. */
        running: z.boolean(),
      }),
    ),
    errors: ['not_found'],
  },
  'statements.get': { summary: 'One statement: opening, every entry, closing', params: shopMonth, answer: statementView },
  'statements.answer': {
    summary: 'The shop confirms its statement, or objects to lines',
    params: shopMonth,
    body: z.object({
      confirm: z.boolean(),
      objections: z
        .array(z.object({ lineId: id, text: text(200) }))
        .max(200)
        .default([]),
    }),
    answer: statementView,
    errors: ['statement_running', 'statement_confirmed'],
  },
  'statements.reply': {
    summary: 'Finance answers an objection; answering again changes what was said',
    params: shopMonth,
    body: z.object({ lineId: id, text: text(200) }),
    answer: statementView,
    errors: ['statement_confirmed'],
  },
  'statements.export': { summary: 'The statement as xlsx', params: shopMonth, answer: 'file' },
  'statements.ageing': {
    summary: 'Who owes what, by how long it is overdue',
    query: page,
    answer: pageOf(
      z.object({
        shopId: z.number(),
        shopName: z.string(),
        owedFen: z.number(),
        currentFen: z.number(),
        days30Fen: z.number(),
        days60Fen: z.number(),
        days90Fen: z.number(),
        olderFen: z.number(),
      }),
    ),
  },
} as const satisfies Record<string, OperationSpec>;
