import { z } from 'zod';
import { id, idParam, type OperationSpec, text } from './operation.js';
import { orderView, TAKEN_STEPS, WAITED_STEPS } from './orders.js';
import { fen, quantity } from './skus.js';

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

export const orderMoveOperations = {
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
          step: z.enum([...WAITED_STEPS, 'offlinePayment', 'objection', 'return', 'priceReview']),
          waiting: z.number(),
          overdue: z.number(),
          oldestAt: z.string().nullable(),
        }),
      ),
    }),
  },
  'orders.workflow': { summary: 'The workflow as it is now', answer: workflowView },
  'orders.previewWorkflow': {
    summary: 'What a switch would do to open orders, and how many hours each step has cost lately',
    body: z.object({ steps: workflowSwitches }),
    answer: z.object({
      moves: z.array(z.object({ from: z.enum(WAITED_STEPS), to: z.enum([...WAITED_STEPS, 'completed']), orders: z.number() })),
      hours: z.array(
        z.object({ step: z.enum(WAITED_STEPS), median: z.number().nullable(), slowest: z.number().nullable(), orders: z.number() }),
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
} as const satisfies Record<string, OperationSpec>;
