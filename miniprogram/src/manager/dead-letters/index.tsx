import type { DeadLetter } from '@dianquan/shared/contract/delivery';
import { useState } from 'react';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { DeadLetterRow } from '@/features/push/components/dead-letter-row';
import { ReasonSheet } from '@/features/push/components/reason-sheet';
import { invalidate, useCommand, usePages } from '@/platform/query';
import { toast } from '@/platform/toast';

/** What could not be done after all attempts: to be tried again once the cause is mended, or given up. */
export default function DeadLettersPage() {
  const pages = usePages('delivery.deadLetters');
  const [dropping, setDropping] = useState<DeadLetter | null>(null);
  // Refused means that somebody else has decided meanwhile.
  const stale = () => void invalidate('delivery.deadLetters');
  const retry = useCommand('delivery.retry', {
    refresh: ['delivery.deadLetters'],
    onDone: () => toast('已重新开始'),
    onError: stale,
  });
  const drop = useCommand('delivery.drop', { refresh: ['delivery.deadLetters'], onDone: () => toast('已放弃'), onError: stale });
  return (
    <PageFrame>
      <PagedList
        pages={pages}
        skeleton="card"
        keyOf={({ id }) => id}
        row={(letter) => (
          <DeadLetterRow
            letter={letter}
            onRetry={() => retry.mutateAsync({ params: { id: letter.id } })}
            onDrop={() => setDropping(letter)}
          />
        )}
        empty={{ icon: 'check', title: '没有没办成的', text: '试了多次还不成的发送和后台任务会列在这里，等您决定。' }}
      />
      {dropping && (
        <ReasonSheet
          key={dropping.id}
          title="放弃这一项"
          loses={`“${dropping.title}”不会再做，也不能再恢复。`}
          action="放弃"
          onDone={(reason) => drop.mutateAsync({ params: { id: dropping.id }, body: { reason } })}
          onClose={() => setDropping(null)}
        />
      )}
    </PageFrame>
  );
}
