import { useDidShow } from '@tarojs/taro';
import { AnswerView } from '@/components/answer-view';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { QueueRow } from '@/features/order-desk/components/queue-row';
import { QUEUES } from '@/features/order-desk/queues';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { useShown } from '@/platform/shown';

/** What waits for this person, by step; each leads to where it is done. */
export default function QueuesPage() {
  const actor = useActor();
  const shown = useShown();
  const answer = useAnswer('orders.queues', undefined, { staleTime: 0, every: () => (shown ? 30_000 : false) });
  useDidShow(() => void answer.refetch());
  return (
    <PageFrame>
      <AnswerView answer={answer} skeleton="line">
        {({ items }) => (
          <>
            {items.every(({ step }) => !QUEUES[step]) && (
              <EmptyState icon="check" title="没有归您办的步骤" text="哪些角色办哪一步，由管理员在流程开关里定。" />
            )}
            <Section flush>
              {items.map((queue) => {
                const known = QUEUES[queue.step];
                return known && <QueueRow key={queue.step} queue={queue} onTap={() => goTo(known.page, known.query)} />;
              })}
            </Section>
          </>
        )}
      </AnswerView>
      {/* Below a list of unknown length: shown with it, not to jump when it comes. */}
      {!answer.isPending && (
        <Section flush>
          <Row icon="list" title="全部订单" onTap={() => goTo('officeOrders')} />
          {hasRole(actor, 'finance', 'manager', 'office', 'admin') && <Row icon="wallet" title="欠款与额度" onTap={() => goTo('ageing')} />}
        </Section>
      )}
    </PageFrame>
  );
}
