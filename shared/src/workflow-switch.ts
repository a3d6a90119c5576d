import {
  enabledSteps,
  isClosed,
  type Moved,
  nextStep,
  ORDER_STEPS,
  type OrderFacts,
  type OrderState,
  type OrderStep,
  type RecordedStep,
  type StepSwitch,
  settle,
  type Workflow,
} from './workflow.js';

const HOUR_MS = 3_600_000;
const step = (roles: StepSwitch['roles'], hours: number | null, remind: number | null = null, on = true): StepSwitch => ({
  on,
  roles,
  hours,
  remind,
});

/** What a supplier starts with. */
export const DEFAULT_WORKFLOW: Workflow = {
  version: 1,
  steps: {
    approval: step(['office', 'manager', 'admin'], 4, 4),
    financeApproval: step(['finance', 'admin'], 8, 8, false),
    outbound: step(['warehouse', 'admin'], 24, 12),
    shipment: step(['warehouse', 'courier', 'admin'], 24, 12),
    receipt: step(['shop', 'courier', 'office'], 72, 24),
    completion: step(['office', 'admin'], 72),
  },
  cancel: { shopUntil: 'approved', staffUntil: 'shipped', staffRoles: ['salesperson', 'manager', 'office', 'admin'] },
};

export const ORDER_STEP_ZH: Record<OrderStep, string> = {
  approval: '审核',
  financeApproval: '财务审核',
  outbound: '出库',
  shipment: '发货',
  receipt: '收货',
  completion: '完成',
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
  if (order.awaitingAgreement) return '待门店确认修改';
  if (order.payment === 'wechat' && !order.paid) return '待付款';
  if (order.shipped === 'some') return '部分发货';
  return `待${ORDER_STEP_ZH[nextStep(order, workflow)!]}`;
}

/** How an open order fares when the switches change; `from` and `to` are the steps that it waits for. */
export type SwitchMove = Moved & { from: OrderStep; to: OrderStep | 'completed' };

/** What the new switches do to an order; null when it stays where it is. An order awaiting agreement moves once the shop has answered. */
export function onSwitch(order: OrderFacts, before: Workflow, after: Workflow): SwitchMove | null {
  const from = nextStep(order, before);
  if (from === null) return null;
  const passed = skippedBetween(order, from, before, after);
  const settled = settle(order, after);
  const to = nextStep(settled.order, after) ?? 'completed';
  const steps = [...passed, ...settled.steps.filter((made) => !passed.some((skip) => skip.step === made.step))];
  if (from === to && steps.length === 0 && settled.leaves === 'nothing') return null;
  return { order: settled.order, steps, leaves: settled.leaves, from, to };
}

/** The step that the order waited for and those behind it that are off now, up to where it waits next. */
function skippedBetween(order: OrderFacts, from: OrderStep, before: Workflow, after: Workflow): RecordedStep[] {
  const end = ORDER_STEPS.indexOf(nextStep(order, after)!);
  const stillOn = enabledSteps(order, after);
  return enabledSteps(order, before)
    .filter((candidate) => {
      const index = ORDER_STEPS.indexOf(candidate);
      return index >= ORDER_STEPS.indexOf(from) && index < end && !stillOn.includes(candidate);
    })
    .map((skipped) => ({ step: skipped, how: 'skipped' }));
}

/** How many of the open orders that wait for one step would wait for another: the preview of a switch. */
export function switchCounts(
  orders: Iterable<{ order: OrderFacts; count: number }>,
  before: Workflow,
  after: Workflow,
): { from: OrderStep; to: OrderStep | 'completed'; count: number }[] {
  const counts = new Map<string, { from: OrderStep; to: OrderStep | 'completed'; count: number }>();
  for (const { order, count } of orders) {
    const move = onSwitch(order, before, after);
    if (move === null || move.from === move.to) continue;
    const key = `${move.from} ${move.to}`;
    const known = counts.get(key) ?? { from: move.from, to: move.to, count: 0 };
    counts.set(key, { ...known, count: known.count + count });
  }
  return [...counts.values()];
}

/** When a step that an order has waited for since `since` is late; null without a limit. */
export const dueAt = (since: number, { hours }: StepSwitch): number | null => (hours === null ? null : since + hours * HOUR_MS);

/** How many reminders should have gone out by `now`: the first when it is late, then one every `remind` hours. */
export function remindersDue(since: number, step: StepSwitch, now: number): number {
  const due = dueAt(since, step);
  if (due === null || step.remind === null || now < due) return 0;
  return 1 + Math.floor((now - due) / (step.remind * HOUR_MS));
}
