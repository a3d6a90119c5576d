import type { OrderView } from '@dianquan/shared/contract/orders';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { ReturnForm } from '@/features/returns/components/return-form';
import { withRule } from '@/features/returns/refusal';
import { whyNothing } from '@/features/returns/rule-words';
import { returnable, useReturnRequest } from '@/features/returns/use-return-request';
import { useNow } from '@/platform/clock';
import { back, replaceWith, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { toast } from '@/platform/toast';

/** Unsold or damaged goods of one order. */
export default function ReturnRequestPage() {
  const answer = useAnswer('orders.get', { params: { id: usePageId() } });
  return answer.data ? (
    <Request order={answer.data} />
  ) : (
    <PageFrame>
      <AnswerView answer={answer} skeleton="document">
        {() => null}
      </AnswerView>
    </PageFrame>
  );
}

function Request({ order }: { order: OrderView }) {
  const request = useReturnRequest(order);
  const now = useNow();
  if ((['return', 'damage'] as const).every((kind) => returnable(order, kind).length === 0)) {
    return (
      <PageFrame>
        <EmptyState
          icon="swap"
          title="没有可退换的货"
          text={whyNothing('damage', order.returnRule, now)}
          action={{ label: '回到订单', onTap: back }}
        />
      </PageFrame>
    );
  }
  const send = async () => {
    const made = await request.send().catch((error) => {
      throw withRule(error, request.kind);
    });
    toast('已申请，结果会通知您');
    replaceWith('return', { id: made.id });
  };
  return (
    <PageFrame
      bar={
        <ActionBar note={request.silent ? '上次申请没有收到结果，点下面确认，不会变成两张' : request.lacks}>
          <Button
            label={request.silent ? '确认上次的申请' : request.kinds === 0 ? '申请退换' : `申请退换 ${request.kinds} 种`}
            busyLabel="正在提交…"
            disabled={!request.silent && request.lacks !== null}
            onTap={send}
          />
        </ActionBar>
      }
    >
      <NoticeStrip>订单 {order.number}：同意后请把货交给配送员带回，退款按原来的付款方式退</NoticeStrip>
      <ReturnForm request={request} rule={order.returnRule} />
    </PageFrame>
  );
}
