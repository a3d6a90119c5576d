import type { IconName } from '@/components/icon';
import type { Answer } from '@/platform/contract';
import type { PageName, PageQuery } from '@/platform/navigation';

export type Queue = Answer<'orders.queues'>['items'][number];
export type QueueStep = Queue['step'];
type Known = { title: string; icon: IconName; page: PageName; query?: PageQuery };

const waiting = (step: QueueStep, title: string, icon: IconName): Known => ({ title, icon, page: 'waiting', query: { next: step } });

/** Where each queue is worked off. */
export const QUEUES: Record<QueueStep, Known | null> = {
  approval: waiting('approval', '待审核', 'check'),
  financeApproval: waiting('financeApproval', '待财务审核', 'shield'),
  outbound: waiting('outbound', '待出库', 'box'),
  shipment: waiting('shipment', '待发货', 'truck'),
  receipt: waiting('receipt', '待送达', 'location'),
  completion: waiting('completion', '待完成', 'list'),
  // The shop's word is waited for, nobody here can give it.
  agreement: null,
  offlinePayment: { title: '待确认收款', icon: 'wallet', page: 'incomingPayments' },
  objection: { title: '对账异议', icon: 'book', page: 'statements', query: { unanswered: 1 } },
  return: { title: '退换货', icon: 'swap', page: 'officeReturns' },
  priceReview: { title: '待确认的老价格', icon: 'tag', page: 'priceReviews' },
};

export const BATCH_STEPS = ['approval', 'financeApproval', 'outbound', 'shipment', 'completion'] as const;
/** Steps that need nothing but a yes; a delivery needs its own proof each time. */
export type BatchStep = (typeof BATCH_STEPS)[number];
export const isBatchStep = (step: string): step is BatchStep => (BATCH_STEPS as readonly string[]).includes(step);

export const DO_ZH: Record<BatchStep, string> = {
  approval: '审核通过',
  financeApproval: '财务通过',
  outbound: '出库',
  shipment: '整单发货',
  completion: '完成',
};
