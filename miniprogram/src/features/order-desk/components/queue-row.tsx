import { countText } from '@dianquan/shared/money';
import { Figure } from '@/components/figure';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import { useTimeText } from '@/platform/clock';
import { QUEUES, type Queue } from '../queues';

/** What waits, for how long the oldest, and how many are late. */
export function QueueRow({ queue, onTap }: { queue: Queue; onTap: () => void }) {
  const known = QUEUES[queue.step];
  const oldest = useTimeText(queue.oldestAt ?? 0);
  if (!known) return null;
  return (
    <Row
      icon={known.icon}
      title={known.title}
      strong={queue.waiting > 0}
      text={queue.oldestAt === null ? '没有要办的' : `等得最久的：${oldest}`}
      value={
        <Figure below={queue.overdue > 0 && <Tag tone="danger">超时 {countText(queue.overdue)}</Tag>}>{countText(queue.waiting)}</Figure>
      }
      onTap={onTap}
    />
  );
}
