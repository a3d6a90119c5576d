import type { TemplateView } from '@dianquan/shared/contract/delivery';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { ReasonSheet } from '@/features/push/components/reason-sheet';
import { TemplateRow } from '@/features/push/components/template-row';
import { goTo } from '@/platform/navigation';
import { useAnswer, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

/** The templates of WeChat's subscription messages: one in force for each use. */
export default function PushTemplatesPage() {
  const answer = useAnswer('delivery.templates', undefined, { staleTime: 0 });
  const [leaving, setLeaving] = useState<TemplateView | null>(null);
  const withdraw = useCommand('delivery.withdrawTemplate', {
    refresh: ['delivery.templates', 'delivery.forecast'],
    onDone: () => toast('模板已停用'),
  });
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button label="登记新模板" onTap={() => goTo('pushTemplateNew')} />
        </ActionBar>
      }
    >
      <AnswerView answer={answer} skeleton="card">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="send" title="还没有消息模板" text="在微信后台选好订阅消息模板，把编号和字段登记在这里，就能通知到微信里。" />
          ) : (
            items.map((one) => <TemplateRow key={one.id} template={one} onWithdraw={() => setLeaving(one)} />)
          )
        }
      </AnswerView>
      {leaving && (
        <ReasonSheet
          key={leaving.id}
          title={`停用“${leaving.title}”`}
          loses="门店给过的同意不能转给别的模板，换新模板要重新问。"
          action="停用模板"
          onDone={(reason) => withdraw.mutateAsync({ params: { id: leaving.id }, body: { reason } })}
          onClose={() => setLeaving(null)}
        />
      )}
    </PageFrame>
  );
}
