import type { OrderView } from '@dianquan/shared/contract/orders';
import { availableActions, type OrderAction, type OrderFacts, type OrderPerson, type Workflow } from '@dianquan/shared/workflow';
import { ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';

type Action = OrderView['availableActions'][number];

const ZH: Record<OrderAction, string> = {
  ...ORDER_STEP_ZH,
  receipt: '确认收货',
  agreement: '同意修改',
  pay: '去付款',
  amend: '修改订单',
  dropRest: '剩余不发',
  cancel: '取消订单',
};

/** The buttons of an order's page: what its workflow lets this person do, then what can be done to any order that went out. */
export function actionsOf(order: OrderFacts, person: OrderPerson, workflow: Workflow): Action[] {
  const actions: Action[] = availableActions(order, person, workflow).map((action) => ({ action, zh: ZH[action] }));
  const mayAsk = person.ofShop || person.roles.some((role) => RETURN_ASKERS.includes(role));
  if (order.shipped !== 'none' && order.state !== 'cancelled' && mayAsk) actions.push({ action: 'return', zh: '申请退换' });
  if (person.ofShop || person.roles.includes('salesperson')) actions.push({ action: 'repeat', zh: '再来一单' });
  return actions;
}

/** Who asks for a return in a shop's name. */
export const RETURN_ASKERS: readonly string[] = ['salesperson', 'manager', 'office', 'admin'];
