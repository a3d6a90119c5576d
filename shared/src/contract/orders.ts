import { z } from 'zod';
import { ORDER_STATES, ORDER_STEPS, PAYMENT_METHODS } from '../workflow.js';
import { cartLine, lineInput } from './cart.js';
import { deliveryAddress } from './delivery-addresses.js';
import { id, idParam, list, type OperationSpec, page, pageOf, picture, text } from './operation.js';
import { fen, forShop } from './skus.js';

/** What an order can wait for: a step of the workflow, or the shop's word on an amendment. */
export const WAITED_STEPS = [...ORDER_STEPS, 'agreement'] as const;
/** What is recorded as a step of an order: besides those, that the rest will not be sent. */
export const TAKEN_STEPS = [...WAITED_STEPS, 'dropRest'] as const;
export const ORDER_SOURCES = ['cart', 'announcement', 'post', 'repeat', 'favourites'] as const;

export const orderLine = z.object({
  line: z.number(),
  skuId: z.number(),
  productId: z.number(),
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  picture: picture.nullable(),
  unit: z.string(),
  factor: z.number(),
  quantity: z.number(),
  unitFen: z.number(),
  totalFen: z.number(),
  note: z.string(),
  /** Base units. */
  shipped: z.number(),
  backOrdered: z.number(),
  returned: z.number(),
  /** Base units that may still be asked back now, as unsold goods and as damaged ones. */
  returnable: z.object({ unsold: z.number(), damaged: z.number() }),
  /** Before the approver changed it. */
  before: z.object({ quantity: z.number(), unitFen: z.number() }).nullable(),
});
export const orderStep = z.object({
  step: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  role: z.string().nullable(),
  note: z.string(),
  pictures: z.array(picture),
});
export const shipmentView = z.object({
  id: z.number(),
  number: z.string(),
  warehouseName: z.string(),
  courierName: z.string().nullable(),
  shippedAt: z.string(),
  deliveredAt: z.string().nullable(),
  lines: z.array(z.object({ line: z.number(), quantity: z.number() })),
  /** The code that the shop tells the courier; only the shop sees it. */
  receiptCode: z.string().nullable(),
});
export const availableAction = z.object({ action: z.enum([...TAKEN_STEPS, 'amend', 'cancel', 'return', 'pay', 'repeat']), zh: z.string() });
/** Until when goods may be asked back, the times null while nothing has left; of unsold goods a share of what was sent of a line. */
const orderReturnRule = z.object({
  days: z.number(),
  sharePermille: z.number(),
  until: z.string().nullable(),
  damageDays: z.number(),
  damageUntil: z.string().nullable(),
});
export const orderView = z.object({
  id: z.number(),
  number: z.string(),
  shopId: z.number(),
  shopName: z.string(),
  state: z.enum(ORDER_STATES),
  /** The step that is waited for; null when the order is closed. */
  next: z.enum(WAITED_STEPS).nullable(),
  dueAt: z.string().nullable(),
  awaitingAgreement: z.boolean(),
  needsFinance: z.boolean(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  paidFen: z.number(),
  refundedFen: z.number(),
  totalFen: z.number(),
  placedAt: z.string(),
  /** Who tapped, and for whom when it was a salesperson. */
  placedBy: z.object({ name: z.string(), onBehalf: z.boolean() }),
  source: z.object({ kind: z.enum(ORDER_SOURCES), id: z.number().nullable() }),
  address: deliveryAddress.omit({ id: true, isDefault: true }).nullable(),
  wish: z.string(),
  expiresAt: z.string().nullable(),
  lines: z.array(orderLine),
  steps: z.array(orderStep),
  shipments: z.array(shipmentView),
  returns: z.array(z.object({ id: z.number(), number: z.string(), state: z.string() })),
  returnRule: orderReturnRule,
  payments: z.array(z.object({ id: z.number(), method: z.enum(PAYMENT_METHODS), state: z.string(), fen: z.number(), at: z.string() })),
  availableActions: z.array(availableAction),
  version: z.number(),
});
export type OrderView = z.infer<typeof orderView>;
export const orderRow = z.object({
  id: z.number(),
  number: z.string(),
  shopId: z.number(),
  shopName: z.string(),
  state: z.enum(ORDER_STATES),
  next: z.enum(WAITED_STEPS).nullable(),
  dueAt: z.string().nullable(),
  awaitingAgreement: z.boolean(),
  totalFen: z.number(),
  paidFen: z.number(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  kinds: z.number(),
  /** The first three, for the eye. */
  titles: z.array(z.string()),
  placedAt: z.string(),
  placedByStaff: z.boolean(),
  /** Street and door, for who drives there; null: the address that is on record for the shop. */
  deliverTo: z.string().nullable(),
});
export type OrderRow = z.infer<typeof orderRow>;

const placeBody = z.object({
  ...forShop.shape,
  lines: z
    .array(lineInput.extend({ /** The price of one `unit` that the person saw. */ seenFen: fen }))
    .min(1)
    .max(200),
  /** The sum that the person saw. */
  totalFen: fen,
  paymentMethod: z.enum(PAYMENT_METHODS),
  /** On account beyond what is left of the limit: let finance decide, or refuse. Without any limit it is always refused. */
  overLimit: z.enum(['finance', 'refuse']).default('finance'),
  addressId: id.optional(),
  wish: text(200, 0).default(''),
  source: z.object({ kind: z.enum(ORDER_SOURCES), id: id.nullable().default(null) }).default({ kind: 'cart', id: null }),
  /** Take what was ordered out of the cart. */
  clearCart: z.boolean().default(true),
});
export const PLACE_ERRORS = [
  'price_changed',
  'total_wrong',
  'sku_unavailable',
  'unit_unknown',
  'quantity_invalid',
  'out_of_stock',
  'address_unknown',
  'credit_exceeded',
  'deposit_short',
  'idempotency_reused',
  'idempotency_key_required',
  'wechat_payer_required',
] as const;
const orderCheck = z.object({
  lines: z.array(cartLine),
  totalFen: z.number(),
  credit: z.object({ limitFen: z.number(), usedFen: z.number(), leftFen: z.number(), termDays: z.number(), over: z.boolean() }).nullable(),
  depositFen: z.number(),
  methods: z.array(z.enum(PAYMENT_METHODS)),
  /** More than one when the order has to leave from several warehouses. */
  warehouses: z.array(z.object({ name: z.string(), kinds: z.number() })),
});

export const orderOperations = {
  'orders.check': {
    summary: 'What an order would cost and how it could be paid, before it is placed',
    body: z.object({ ...forShop.shape, lines: z.array(lineInput).min(1).max(200) }),
    answer: orderCheck,
  },
  'orders.place': { summary: 'Place an order', idempotent: true, body: placeBody, answer: orderView, errors: PLACE_ERRORS },
  'orders.repeat': {
    summary: 'What this order would be today: each line with what has changed since',
    params: idParam,
    answer: z.object({
      lines: z.array(
        cartLine.extend({ thenUnitFen: z.number(), changes: z.array(z.enum(['price', 'unit', 'off_sale', 'stock', 'maximum'])) }),
      ),
      totalFen: z.number(),
      thenTotalFen: z.number(),
    }),
  },
  'orders.list': {
    summary: 'Orders that I may see, newest first',
    query: page.extend({
      ...forShop.shape,
      states: list(z.enum(ORDER_STATES)).optional(),
      /** Orders that wait for this step. */
      next: z.enum(WAITED_STEPS).optional(),
      mine: z.enum(['true', 'false']).optional(),
      q: text(40).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    answer: pageOf(orderRow),
    errors: ['not_found'],
  },
  'orders.get': { summary: 'One order', params: idParam, answer: orderView },
  'orders.print': {
    summary: 'The order or one delivery note as a page to print',
    params: idParam,
    query: z.object({ what: z.enum(['order', 'delivery']).default('order'), shipmentId: id.optional() }),
    answer: 'file',
  },
} as const satisfies Record<string, OperationSpec>;
