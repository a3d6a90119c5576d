import type { WorkflowSwitches } from '@dianquan/shared/contract/order-moves';
import { countText } from '@dianquan/shared/money';
import { ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';
import type { Answer } from '@/platform/contract';

export type Step = keyof WorkflowSwitches;
export type Rule = WorkflowSwitches[Step];
/** Hours as they are typed; empty is no limit. */
export type RuleDraft = Omit<Rule, 'hours'> & { hours: string };
export type Draft = Record<Step, RuleDraft>;
export type Preview = Answer<'orders.previewWorkflow'>;
/** In the order that an order goes through them. */
export const STEPS: Step[] = ['approval', 'financeApproval', 'outbound', 'shipment', 'receipt'];

export const draftOf = (steps: WorkflowSwitches): Draft =>
  Object.fromEntries(
    STEPS.map((step) => [step, { ...steps[step], hours: steps[step].hours === null ? '' : String(steps[step].hours) }]),
  ) as Draft;

/** Why a rule cannot stand as it is. */
export function ruleFault({ on, roles, hours }: RuleDraft): string | null {
  if (!on) return null;
  if (roles.length === 0) return '至少选一个角色，不然没人能办';
  return hours === '' || (/^\d{1,3}$/.test(hours) && Number(hours) >= 1 && Number(hours) <= 720)
    ? null
    : '时限是 1 到 720 小时，不限就留空';
}

/** What would be set; null while a rule is faulty. What is switched off keeps its roles and limit for another day. */
export function switchesOf(draft: Draft, before: WorkflowSwitches): WorkflowSwitches | null {
  if (STEPS.some((step) => ruleFault(draft[step]) !== null)) return null;
  const entries = STEPS.map((step): [Step, Rule] => {
    const { on, roles, hours, remind } = draft[step];
    return [step, on ? { on, roles, remind, hours: hours === '' ? null : Number(hours) } : { ...before[step], on }];
  });
  return Object.fromEntries(entries) as WorkflowSwitches;
}

export const isSame = (one: WorkflowSwitches, other: WorkflowSwitches): boolean =>
  STEPS.every((step) => {
    const [a, b] = [one[step], other[step]];
    return a.on === b.on && a.hours === b.hours && a.remind === b.remind && [...a.roles].sort().join() === [...b.roles].sort().join();
  });

type Move = Preview['moves'][number];

/** 3 单不再等审核，直接进入出库; where a step was switched on before them: 12 单先回到财务审核，再等出库 */
export function movesText(moves: Preview['moves']): string[] {
  return moves.filter(({ orders }) => orders > 0).map(moveText);
}

function moveText({ from, to, orders }: Move): string {
  if (to === 'completed') return `${orders} 单不再等${ORDER_STEP_ZH[from]}，直接完成`;
  const line: readonly string[] = STEPS;
  const isBack = line.includes(to) && line.indexOf(to) < line.indexOf(from);
  if (isBack) return `${orders} 单先回到${ORDER_STEP_ZH[to]}，再等${ORDER_STEP_ZH[from]}`;
  return `${orders} 单不再等${ORDER_STEP_ZH[from]}，直接进入${ORDER_STEP_ZH[to]}`;
}

/** What a step has cost lately. */
export function hoursText(hours: Preview['hours'], step: Step): string {
  const found = hours.find((one) => one.step === step);
  if (!found || found.orders === 0 || found.median === null) return '近 30 天没有经过这一步的订单';
  const slowest = found.slowest === null ? '' : `，最慢 ${shortHours(found.slowest)}`;
  return `近 30 天 ${countText(found.orders)} 单，一般 ${shortHours(found.median)}${slowest}`;
}

export function shortHours(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} 分钟`;
  return hours < 48 ? `${Math.round(hours * 10) / 10} 小时` : `${Math.round(hours / 2.4) / 10} 天`;
}
