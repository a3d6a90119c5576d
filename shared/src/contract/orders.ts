import { z } from 'zod';
import { id, idParam, list, type OperationSpec, page, pageOf, phone, picture, regionCode, text } from './operation.js';
import { fen, forShop, quantity, skuView } from './products.js';

export const ORDER_STATES = [
  'submitted',
  'approved',
  'finance_approved',
  'outbound',
  'shipped',
  'received',
  'completed',
  'cancelled',
] as const;
export const ORDER_STEPS = ['approval', 'financeApproval', 'outbound', 'shipment', 'receipt', 'completion', 'agreement'] as const;
/** What is recorded as a step of an order: besides those of the workflow, that the rest will not be sent. */
export const TAKEN_STEPS = [...ORDER_STEPS, 'dropRest'] as const;
export const PAYMENT_METHODS = ['wechat', 'offline', 'account', 'deposit'] as const;
export const ORDER_SOURCES = ['cart', 'announcement', 'post', 'repeat', 'favourites'] as const;

export const deliveryAddress = z.object({
  id: z.number(),
  contact: z.string(),
  phone: z.string(),
  regionCode: z.string().nullable(),
  address: z.string(),
  isDefault: z.boolean(),
});
/** What a person puts on an order: counted in `unit`, never in fractions. */
export const lineInput = z.object({
  skuId: id,
  unit: text(8),
  quantity,
  note: text(60, 0).default(''),
});
const cartLine = z.object({
  sku: skuView,
  productName: z.string(),
  picture: picture.nullable(),
  unit: z.string(),
  factor: z.number(),
  quantity: z.number(),
  note: z.string(),
  /** Fen for one `unit`, and for the line; null where the line cannot be ordered. */
  unitFen: z.number().nullable(),
  totalFen: z.number().nullable(),
  /** Why the line cannot be ordered as it stands. */
  fault: z.object({ code: z.string(), zh: z.string() }).nullable(),
});
export const cartView = z.object({
  shopId: z.number(),
  version: z.number(),
  lines: z.array(cartLine),
  totalFen: z.number(),
  kinds: z.number(),
});
export type CartView = z.infer<typeof cartView>;

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
export const orderView = z.object({
  id: z.number(),
  number: z.string(),
  shopId: z.number(),
  shopName: z.string(),
  state: z.enum(ORDER_STATES),
  /** The step that is waited for; null when the order is closed. */
  next: z.enum(ORDER_STEPS).nullable(),
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
  next: z.enum(ORDER_STEPS).nullable(),
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

const stepRule = z.object({
  on: z.boolean(),
  roles: z
    .array(z.enum(['office', 'manager', 'finance', 'warehouse', 'courier', 'salesperson', 'admin']))
    .min(1)
    .max(7),
  /** How long the step may take; null = no limit. */
  hours: z.number().int().min(1).max(720).nullable(),
  remind: z.boolean(),
});
export const workflowSwitches = z.object({
  approval: stepRule,
  financeApproval: stepRule,
  outbound: stepRule,
  shipment: stepRule,
  receipt: stepRule,
});
export type WorkflowSwitches = z.infer<typeof workflowSwitches>;
const workflowView = z.object({
  version: z.number(),
  steps: workflowSwitches,
  /** The last step after which the shop may still cancel by itself. */
  shopCancelUntil: z.enum(['submitted', 'approved', 'finance_approved']),
  setAt: z.string(),
  setBy: z.string().nullable(),
});

export const RETURN_KINDS = ['return', 'exchange', 'damage'] as const;
export const RETURN_STATES = ['requested', 'approved', 'refused', 'received'] as const;
export const returnView = z.object({
  id: z.number(),
  number: z.string(),
  orderId: z.number(),
  orderNumber: z.string(),
  shopId: z.number(),
  shopName: z.string(),
  kind: z.enum(RETURN_KINDS),
  state: z.enum(RETURN_STATES),
  reason: z.string(),
  pictures: z.array(picture),
  lines: z.array(
    z.object({
      line: z.number(),
      name: z.string(),
      spec: z.string(),
      baseUnit: z.string(),
      quantity: z.number(),
      agreed: z.number().nullable(),
      fen: z.number(),
    }),
  ),
  totalFen: z.number(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decisionNote: z.string(),
  receivedAt: z.string().nullable(),
  refundFen: z.number().nullable(),
});
export type ReturnView = z.infer<typeof returnView>;

export const orderOperations = {
  'cart.get': { summary: 'My cart for a shop, at present prices', query: forShop, answer: cartView, errors: ['not_found'] },
  'cart.put': {
    summary: 'Replace the cart; refused when another device changed it meanwhile',
    body: z.object({ ...forShop.shape, version: z.number().int().min(0).max(4_294_967_295), lines: z.array(lineInput).max(200) }),
    answer: cartView,
    errors: ['conflict', 'sku_unavailable', 'unit_unknown', 'quantity_invalid'],
  },
  'cart.setLine': {
    summary: 'Set one line of the cart; quantity 0 takes it out',
    params: z.object({ skuId: id }),
    body: z.object({ ...forShop.shape, unit: text(8), quantity: z.number().int().min(0).max(10_000_000), note: text(60, 0).optional() }),
    answer: z.object({ version: z.number(), kinds: z.number(), totalFen: z.number(), line: cartLine.nullable() }),
    errors: ['sku_unavailable', 'unit_unknown', 'quantity_invalid'],
  },
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
      next: z.enum(ORDER_STEPS).optional(),
      mine: z.enum(['true', 'false']).optional(),
      q: text(40).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    answer: pageOf(orderRow),
    errors: ['not_found'],
  },
  'orders.get': { summary: 'One order', params: idParam, answer: orderView },
  'orders.amend': {
    summary: 'Change lines of an order that is not out yet; the shop has to agree. Lines that are left out stay, quantity 0 strikes one',
    params: idParam,
    body: z.object({
      version: z.number().int().min(0).max(4_294_967_295),
      lines: z
        .array(
          z.object({ line: z.number().int().min(1).max(200), quantity: z.number().int().min(0).max(10_000_000), unitFen: fen.optional() }),
        )
        .min(1)
        .max(200),
      note: text(200),
    }),
    answer: orderView,
    errors: [
      'conflict',
      'step_not_available',
      'step_not_yours',
      'own_order_approval',
      'order_awaiting_agreement',
      'out_of_stock',
      'price_below_floor',
      'quantity_invalid',
      'order_closed',
    ],
  },
  'orders.cancel': {
    summary: 'Cancel an order; what was paid goes back',
    params: idParam,
    body: z.object({ reason: text(200) }),
    answer: orderView,
    errors: ['cancel_too_late', 'step_not_yours', 'order_partly_shipped', 'order_closed'],
  },
  'orders.takeStep': {
    summary: 'Take a step of the workflow',
    params: z.object({ id, step: z.enum(TAKEN_STEPS) }),
    body: z.object({
      version: z.number().int().min(0).max(4_294_967_295).optional(),
      note: text(200, 0).default(''),
      /** For shipment: base units by line; left out = all that is there. */
      lines: z
        .array(z.object({ line: z.number().int().min(1).max(200), quantity }))
        .max(200)
        .optional(),
      courierStaffId: id.optional(),
      /** For receipt by a courier: one of the two. */
      receiptCode: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      pictureIds: z.array(id).max(9).optional(),
      /** For agreement: false refuses the amendment. */
      agree: z.boolean().optional(),
    }),
    answer: orderView,
    errors: [
      'conflict',
      'step_not_available',
      'step_not_yours',
      'own_order_approval',
      'order_awaiting_agreement',
      'order_not_paid',
      'order_closed',
      'receipt_code_wrong',
      'delivery_proof_required',
      'out_of_stock',
      'quantity_invalid',
    ],
  },
  'orders.queues': {
    summary: 'How many orders wait for each step that I may take, and for how long the oldest',
    answer: z.object({
      items: z.array(
        z.object({
          step: z.enum([...ORDER_STEPS, 'offlinePayment', 'return', 'priceReview']),
          waiting: z.number(),
          overdue: z.number(),
          oldestAt: z.string().nullable(),
        }),
      ),
    }),
  },
  'orders.print': {
    summary: 'The order or one delivery note as a page to print',
    params: idParam,
    query: z.object({ what: z.enum(['order', 'delivery']).default('order'), shipmentId: id.optional() }),
    answer: 'file',
  },
  'orders.workflow': { summary: 'The workflow as it is now', answer: workflowView },
  'orders.previewWorkflow': {
    summary: 'What a switch would do to open orders, and how many hours each step has cost lately',
    body: z.object({ steps: workflowSwitches }),
    answer: z.object({
      moves: z.array(z.object({ from: z.enum(ORDER_STEPS), to: z.enum([...ORDER_STEPS, 'completed']), orders: z.number() })),
      hours: z.array(
        z.object({ step: z.enum(ORDER_STEPS), median: z.number().nullable(), slowest: z.number().nullable(), orders: z.number() }),
      ),
    }),
  },
  'orders.setWorkflow': {
    summary: 'Switch steps of the workflow; open orders that wait for a step that is switched off move on',
    body: z.object({
      version: z.number().int().min(0).max(4_294_967_295),
      steps: workflowSwitches,
      shopCancelUntil: z.enum(['submitted', 'approved', 'finance_approved']).optional(),
    }),
    answer: workflowView,
    errors: ['conflict'],
  },
  'deliveryAddresses.list': {
    summary: 'Where a shop has its goods sent',
    params: z.object({ shopId: id }),
    answer: z.object({ items: z.array(deliveryAddress) }),
  },
  'deliveryAddresses.put': {
    summary: 'Replace the delivery addresses of a shop',
    params: z.object({ shopId: id }),
    body: z.object({
      items: z
        .array(
          z.object({
            id: id.optional(),
            contact: text(30),
            phone,
            regionCode: regionCode.nullable().default(null),
            address: text(120),
            isDefault: z.boolean().default(false),
          }),
        )
        .max(20),
    }),
    answer: z.object({ items: z.array(deliveryAddress) }),
  },
  'returns.request': {
    summary: 'Ask to return or exchange unsold goods, or claim damage',
    idempotent: true,
    params: idParam,
    body: z.object({
      kind: z.enum(RETURN_KINDS),
      lines: z
        .array(z.object({ line: z.number().int().min(1).max(200), quantity }))
        .min(1)
        .max(200),
      reason: text(200),
      pictureIds: z.array(id).max(9).default([]),
    }),
    answer: returnView,
    errors: ['return_too_late', 'return_too_much', 'return_not_shipped', 'return_picture_required', 'idempotency_reused'],
  },
  'returns.list': {
    summary: 'Returns that I may see',
    query: page.extend({ ...forShop.shape, state: z.enum(RETURN_STATES).optional() }),
    answer: pageOf(returnView),
  },
  'returns.get': { summary: 'One return', params: idParam, answer: returnView },
  'returns.decide': {
    summary: 'Agree to a return, in whole or in part, or refuse it',
    params: idParam,
    body: z.object({
      agree: z.boolean(),
      lines: z
        .array(z.object({ line: z.number().int().min(1).max(200), quantity: z.number().int().min(0).max(10_000_000) }))
        .max(200)
        .optional(),
      note: text(200, 0).default(''),
    }),
    answer: returnView,
    errors: ['return_decided', 'own_order_approval', 'return_too_much'],
  },
  'returns.receive': {
    summary: 'The goods are back: stock and money follow',
    params: idParam,
    body: z.object({ warehouseId: id, restock: z.boolean().default(true) }),
    answer: returnView,
    errors: ['return_decided'],
  },
} as const satisfies Record<string, OperationSpec>;
