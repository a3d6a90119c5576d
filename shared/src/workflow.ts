import type { ErrorCode } from './errors.js';
import type { StaffRole } from './roles.js';

/**
 * How an order goes from placed to completed: data (a supplier's switches) and pure functions over it. Server and client compute the
 * same. Limits and reminders are hours; moments are epoch milliseconds.
 */

/** In the order that they are taken. The first five can be switched; completion always stands. */
export const ORDER_STEPS = ['approval', 'financeApproval', 'outbound', 'shipment', 'receipt', 'completion'] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];
export type SwitchableStep = Exclude<OrderStep, 'completion'>;
export const SWITCHABLE_STEPS = [
  'approval',
  'financeApproval',
  'outbound',
  'shipment',
  'receipt',
] as const satisfies readonly SwitchableStep[];
/** The last step that was done. Goods have left from `shipped` on, with or without a shipment step. */
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
export type OrderState = (typeof ORDER_STATES)[number];
export const STEP_STATE: Record<OrderStep, OrderState> = {
  approval: 'approved',
  financeApproval: 'finance_approved',
  outbound: 'outbound',
  shipment: 'shipped',
  receipt: 'received',
  completion: 'completed',
};
/** What an open order can wait for: besides a step, the shop's word on an amendment. */
export type OrderWait = OrderStep | 'agreement';
/** What can be done to an order. `dropRest`: what hasn't been shipped yet will not be. */
export const ORDER_ACTIONS = [...ORDER_STEPS, 'agreement', 'pay', 'amend', 'dropRest', 'cancel'] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

export type StepSwitch = {
  on: boolean;
  /** Who may take it, besides an admin, who always may: a supplier can't switch itself into a step that nobody can take. */
  roles: readonly StaffRole[];
  /** Hours from when an order waits for the step until it is late; null = no limit. */
  hours: number | null;
  /** Whether those who may take it are reminded when it is late. */
  remind: boolean;
};
/** A supplier's switches. The shop may always receive what was shipped to it. */
export type Workflow = {
  steps: Readonly<Record<SwitchableStep, StepSwitch>>;
  /** The last state in which a shop cancels by itself; never once goods were taken from the shelf. */
  shopCancelUntil: 'submitted' | 'approved' | 'finance_approved';
};
export const COMPLETION_ROLES: readonly StaffRole[] = ['office', 'admin'];
export const CANCEL_ROLES: readonly StaffRole[] = ['salesperson', 'manager', 'office', 'admin'];
export const PAYMENT_METHODS = ['wechat', 'offline', 'account', 'deposit'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export type OrderFacts = {
  state: OrderState;
  /** Forces approval on this order, also where it is switched off: a price was amended or waits for confirmation. */
  needsApproval: boolean;
  /** Forces finance approval: over the credit limit, or an offline payment that isn't confirmed yet. */
  needsFinance: boolean;
  /** Staff amended it; until the shop agrees or refuses, nothing else goes. */
  awaitingAgreement: boolean;
  payment: PaymentMethod;
  /** All of it is paid. */
  paid: boolean;
  shipped: 'none' | 'some' | 'all';
  /** Some of it waits for stock, so it leaves in parts: forces the shipment step. */
  backOrdered: boolean;
  /** The account that placed it, for itself or on behalf of the shop. */
  placedBy: number;
};
export type OrderPerson = { accountId: number; roles: readonly StaffRole[]; ofShop: boolean };
/** `system` is the clock and the payment platform: it marks as paid and cancels what nobody paid. */
export type OrderActor = OrderPerson | 'system';

export type ActionInput = {
  /** Shipment: nothing remains afterwards. Taken to be so when left out. */
  all?: boolean;
  /** What a courier shows for a receipt. */
  proof?: 'code' | 'photo' | null;
  /** Agreement: false refuses the amendment. Taken to be true when left out. */
  agree?: boolean;
  /** What amending, or undoing it, changes about the order. */
  flags?: Partial<Pick<OrderFacts, 'needsApproval' | 'needsFinance' | 'backOrdered'>>;
};
/** `skipped`: passed because it was switched off; `auto`: done by itself. */
export type RecordedStep = { step: OrderStep; how: 'taken' | 'partly' | 'skipped' | 'auto' };
export type Moved = {
  order: OrderFacts;
  steps: RecordedStep[];
  /** Which goods leave by this and are to be charged: those listed with the shipment, or all that hadn't left. */
  leaves: 'nothing' | 'listed' | 'rest';
};
export type Taken = ({ code: null } & Moved) | { code: ErrorCode };

const positionOf = (state: OrderState): number => ORDER_STATES.indexOf(state);
const SHIPPED = positionOf('shipped');
const OUTBOUND = positionOf('outbound');
export const isClosed = (order: Pick<OrderFacts, 'state'>): boolean => order.state === 'completed' || order.state === 'cancelled';

/** The steps that this order goes through, those already behind it included. */
export function enabledSteps(order: OrderFacts, workflow: Workflow): OrderStep[] {
  return ORDER_STEPS.filter((step) => {
    if (step === 'completion' || workflow.steps[step].on) return true;
    if (step === 'approval') return order.needsApproval;
    if (step === 'financeApproval') return order.needsFinance;
    // What left in part has to be finished by someone who knows what went.
    return step === 'shipment' && (order.backOrdered || order.shipped === 'some');
  });
}

/** What an open order waits for; null when it is closed. */
export function nextStep(order: OrderFacts, workflow: Workflow): OrderWait | null {
  return order.awaitingAgreement && !isClosed(order) ? 'agreement' : stepAhead(order, workflow);
}

/** The first step that isn't behind an open order, whether or not the shop has yet to agree. */
export function stepAhead(order: OrderFacts, workflow: Workflow): OrderStep | null {
  if (isClosed(order)) return null;
  return enabledSteps(order, workflow).find((step) => positionOf(STEP_STATE[step]) > positionOf(order.state))!;
}

/** Why this can't be done by this person now; null when it can. */
export function refusalOf(
  action: OrderAction,
  order: OrderFacts,
  actor: OrderActor,
  workflow: Workflow,
  input: ActionInput = {},
): ErrorCode | null {
  if (isClosed(order)) return 'order_closed';
  if (isStep(action)) return stepRefusal(action, order, actor, workflow, input);
  if (action === 'cancel') return cancelRefusal(order, actor, workflow);
  if (action === 'pay') return payRefusal(order, actor);
  if (actor === 'system') return 'step_not_yours';
  if (action === 'amend') return amendRefusal(order, actor, workflow);
  if (action === 'agreement') {
    if (!actor.ofShop) return 'step_not_yours';
    return order.awaitingAgreement ? null : 'step_not_available';
  }
  if (!holdsRole(actor, [...workflow.steps.approval.roles, ...workflow.steps.shipment.roles])) return 'step_not_yours';
  return order.shipped === 'some' ? null : 'step_not_available';
}

/** What the person may do now: the buttons of a page. A courier's receipt is among them, though it still takes a proof. */
export function availableActions(order: OrderFacts, actor: OrderActor, workflow: Workflow): OrderAction[] {
  return ORDER_ACTIONS.filter((action) => refusalOf(action, order, actor, workflow, { proof: 'code' }) === null);
}

/** Does it, or says why not. The order that comes back has also made the moves that follow by themselves. */
export function take(action: OrderAction, order: OrderFacts, actor: OrderActor, workflow: Workflow, input: ActionInput = {}): Taken {
  const code = refusalOf(action, order, actor, workflow, input);
  if (code !== null) return { code };
  // Switches may have changed since the order was looked at last: what it passes by itself comes first, so that goods never arrive unsent.
  const isBehind = (action === 'receipt' || action === 'completion') && positionOf(order.state) < SHIPPED;
  if (!isBehind) return { code: null, ...continued(applied(action, order, input), workflow) };
  const ready = settle(order, workflow);
  if (isClosed(ready.order)) return { code: null, ...ready };
  const done = continued(applied(action, ready.order, input), workflow);
  return { code: null, order: done.order, steps: [...ready.steps, ...done.steps], leaves: ready.leaves };
}

/** Of an order just placed, or whose facts another room changed (paid, stock came in): the moves that it makes by itself. */
export function settle(order: OrderFacts, workflow: Workflow): Moved {
  const steps: RecordedStep[] = [];
  let next = { ...order };
  let leaves: Moved['leaves'] = 'nothing';
  if (isClosed(next) || next.awaitingAgreement) return { order: next, steps, leaves };
  const waitsFor = stepAhead(next, workflow)!;
  if (positionOf(STEP_STATE[waitsFor]) > SHIPPED && positionOf(next.state) < SHIPPED) {
    if (!mayLeave(next)) return { order: next, steps, leaves };
    if (positionOf(next.state) < OUTBOUND) steps.push({ step: 'outbound', how: 'skipped' });
    steps.push({ step: 'shipment', how: 'skipped' });
    next = { ...next, state: 'shipped', shipped: 'all' };
    leaves = 'rest';
  }
  if (waitsFor === 'completion' && (next.paid || next.payment === 'account')) {
    steps.push({ step: 'completion', how: 'auto' });
    next = { ...next, state: 'completed' };
  }
  return { order: next, steps, leaves };
}

/** The payment is in, from whichever side. Of a closed order nothing moves: its payment goes back. */
export const markPaid = (order: OrderFacts, workflow: Workflow): Moved => settle({ ...order, paid: true }, workflow);

function applied(action: OrderAction, order: OrderFacts, input: ActionInput): Moved {
  const moved = (change: Partial<OrderFacts>, steps: RecordedStep[] = [], leaves: Moved['leaves'] = 'nothing'): Moved => ({
    order: { ...order, ...change },
    steps,
    leaves,
  });
  switch (action) {
    case 'shipment':
      // Once something has left, the order has been out of the warehouse, whether that is a step or not.
      if (input.all === false) return moved({ state: 'outbound', shipped: 'some' }, [{ step: 'shipment', how: 'partly' }], 'listed');
      return moved({ state: 'shipped', shipped: 'all', backOrdered: false }, [{ step: 'shipment', how: 'taken' }], 'rest');
    case 'dropRest':
      return moved({ state: 'shipped', shipped: 'all', backOrdered: false }, [{ step: 'shipment', how: 'taken' }]);
    case 'pay':
      return moved({ paid: true });
    case 'amend':
      return moved({ ...input.flags, awaitingAgreement: true });
    // Refused, what was ordered stands again, and whoever amended it decides anew.
    case 'agreement':
      return moved({ ...input.flags, awaitingAgreement: false, ...(input.agree === false ? { needsApproval: true } : {}) });
    case 'cancel':
      return moved({ state: 'cancelled', awaitingAgreement: false });
    default:
      return moved({ state: STEP_STATE[action] }, [{ step: action, how: 'taken' }]);
  }
}

function continued(first: Moved, workflow: Workflow): Moved {
  const then = settle(first.order, workflow);
  return { order: then.order, steps: [...first.steps, ...then.steps], leaves: then.leaves === 'nothing' ? first.leaves : then.leaves };
}

function stepRefusal(step: OrderStep, order: OrderFacts, actor: OrderActor, workflow: Workflow, input: ActionInput): ErrorCode | null {
  if (actor === 'system' || !mayTake(step, actor, workflow)) return 'step_not_yours';
  if (stepAhead(order, workflow) !== step) return 'step_not_available';
  if (order.awaitingAgreement) return 'order_awaiting_agreement';
  if (step === 'approval' || step === 'financeApproval') return actor.accountId === order.placedBy ? 'own_order_approval' : null;
  if (!mayLeave(order)) return 'order_not_paid';
  return step === 'receipt' && needsProof(actor, workflow) && !input.proof ? 'delivery_proof_required' : null;
}

/** Who receives for a shop only because of being its courier shows a code or a photo. */
export function needsProof(actor: OrderPerson, { steps }: Workflow): boolean {
  const others = steps.receipt.roles.filter((role) => role !== 'courier');
  return !actor.ofShop && !holdsRole(actor, others);
}

/** Approvers change an order until finance approved it or goods leave the shelf; never one that they placed themselves. */
function amendRefusal(order: OrderFacts, actor: OrderPerson, workflow: Workflow): ErrorCode | null {
  const waitsForFinance = stepAhead(order, workflow) === 'financeApproval';
  const mayAmend = mayTake('approval', actor, workflow) || (waitsForFinance && mayTake('financeApproval', actor, workflow));
  if (!mayAmend) return 'step_not_yours';
  if (actor.accountId === order.placedBy) return 'own_order_approval';
  if (order.awaitingAgreement) return 'order_awaiting_agreement';
  return positionOf(order.state) < positionOf('finance_approved') ? null : 'step_not_available';
}

function cancelRefusal(order: OrderFacts, actor: OrderActor, workflow: Workflow): ErrorCode | null {
  const position = positionOf(order.state);
  if (actor === 'system') return order.payment === 'wechat' && !order.paid && position < OUTBOUND ? null : 'step_not_available';
  const isStaff = holdsRole(actor, CANCEL_ROLES);
  if (!isStaff && !actor.ofShop) return 'step_not_yours';
  if (order.shipped === 'some') return 'order_partly_shipped';
  if (isStaff && position < SHIPPED) return null;
  // Whom the supplier asks for agreement may also walk away.
  return actor.ofShop && (order.awaitingAgreement || position <= positionOf(workflow.shopCancelUntil)) ? null : 'cancel_too_late';
}

function payRefusal(order: OrderFacts, actor: OrderActor): ErrorCode | null {
  if (order.payment !== 'wechat' || order.paid) return 'step_not_available';
  if (actor === 'system') return null;
  if (!actor.ofShop) return 'step_not_yours';
  return order.awaitingAgreement ? 'order_awaiting_agreement' : null;
}

const mayLeave = (order: OrderFacts): boolean => order.payment !== 'wechat' || order.paid;
const isStep = (action: OrderAction): action is OrderStep => (ORDER_STEPS as readonly string[]).includes(action);

function mayTake(step: OrderStep, actor: OrderPerson, { steps }: Workflow): boolean {
  if (step === 'completion') return holdsRole(actor, COMPLETION_ROLES);
  return holdsRole(actor, steps[step].roles) || (step === 'receipt' && actor.ofShop);
}

const holdsRole = (actor: OrderPerson, roles: readonly StaffRole[]): boolean =>
  actor.roles.some((role) => role === 'admin' || roles.includes(role));
