import {
  enabledSteps,
  isClosed,
  type Moved,
  nextStep,
  ORDER_STEPS,
  type OrderFacts,
  type OrderState,
  type OrderStep,
  type OrderWait,
  type RecordedStep,
  type StepSwitch,
  settle,
  stepAhead,
  type Workflow,
} from './workflow.js';

const HOUR_MS = 3_600_000;
const indexOf = (step: OrderStep): number => ORDER_STEPS.indexOf(step);
const step = (roles: StepSwitch['roles'], hours: number | null, on = true): StepSwitch => ({ on, roles, hours, remind: true });

/** What a supplier starts with. */
export const DEFAULT_WORKFLOW: Workflow = {
  steps: {
    approval: step(['office', 'manager', 'admin'], 4),
    financeApproval: step(['finance', 'admin'], 8, false),
    outbound: step(['warehouse', 'admin'], 24),
    shipment: step(['warehouse', 'courier', 'admin'], 24),
    receipt: step(['courier', 'office'], 72),
  },
  shopCancelUntil: 'submitted',
};
/** Hours that an order may wait for completion; it has no switch. */
export const COMPLETION_HOURS = 72;

export const ORDER_STEP_ZH: Record<OrderWait, string> = {
  approval: '审核',
  financeApproval: '财务审核',
  outbound: '出库',
  shipment: '发货',
  receipt: '收货',
  completion: '完成',
  agreement: '门店确认修改',
};
export const ORDER_STATE_ZH: Record<OrderState, string> = {
  submitted: '已提交',
  approved: '已审核',
  finance_approved: '财务已审核',
  outbound: '已出库',
  shipped: '已发货',
  received: '已收货',
  completed: '已完成',
  cancelled: '已取消',
};

/** What a shop reads at the head of an order: what it waits for, rather than what was done last. */
export function orderStatusText(order: OrderFacts, workflow: Workflow): string {
  if (isClosed(order)) return ORDER_STATE_ZH[order.state];
  if (!order.awaitingAgreement && order.payment === 'wechat' && !order.paid) return '待付款';
  if (order.shipped === 'some') return '部分发货';
  return `待${ORDER_STEP_ZH[nextStep(order, workflow)!]}`;
}

/** How an open order fares when the switches change; `from` and `to` are the steps that it waits for. */
export type SwitchMove = Moved & { from: OrderWait; to: OrderWait | 'completed' };

/** What the new switches do to an order; null when it stays where it is. An order awaiting agreement moves once the shop has answered. */
export function onSwitch(order: OrderFacts, before: Workflow, after: Workflow): SwitchMove | null {
  const from = nextStep(order, before);
  if (from === null || from === 'agreement') return null;
  const settled = settle(order, after);
  const stillOn = enabledSteps(order, after);
  const ahead = stepAhead(order, after)!;
  // On before, off now, and between where it waited and where it waits next. Of goods that leave by it, `settle` tells.
  const passed = enabledSteps(order, before)
    .filter((old) => !stillOn.includes(old) && indexOf(old) >= indexOf(from) && indexOf(old) < indexOf(ahead))
    .filter((old) => old !== 'shipment' && (old !== 'outbound' || ahead === 'shipment'))
    .map((skipped): RecordedStep => ({ step: skipped, how: 'skipped' }));
  const steps = [...passed, ...settled.steps];
  const to = nextStep(settled.order, after) ?? 'completed';
  return from === to && steps.length === 0 ? null : { order: settled.order, steps, leaves: settled.leaves, from, to };
}

export type SwitchCount = Pick<SwitchMove, 'from' | 'to'> & { count: number };

/** How many of the open orders that wait for one step would wait for another: the preview of a switch. */
export function switchCounts(orders: Iterable<{ order: OrderFacts; count: number }>, before: Workflow, after: Workflow): SwitchCount[] {
  const counts = new Map<string, SwitchCount>();
  for (const { order, count } of orders) {
    const move = onSwitch(order, before, after);
    if (move === null || move.from === move.to) continue;
    const key = `${move.from} ${move.to}`;
    const known = counts.get(key) ?? { from: move.from, to: move.to, count: 0 };
    counts.set(key, { ...known, count: known.count + count });
  }
  return [...counts.values()];
}

/** When what an order has waited for since `since` is late; null without a limit. The shop's agreement is never late. */
export function dueAt(since: number, wait: OrderWait, { steps }: Workflow): number | null {
  if (wait === 'agreement') return null;
  const hours = wait === 'completion' ? COMPLETION_HOURS : steps[wait].hours;
  return hours === null ? null : since + hours * HOUR_MS;
}

/** Whether a reminder goes out now: when it is late, then once a day. */
export function isReminderDue(due: number | null, remindedAt: number | null, now: number): boolean {
  return due !== null && now >= due && (remindedAt === null || now - remindedAt >= 24 * HOUR_MS);
}
