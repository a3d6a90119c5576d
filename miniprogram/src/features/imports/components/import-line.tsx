import type { ImportView } from '@dianquan/shared/contract/shops';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { isGoing, outcomeWords } from '../words';

/** One of the imports so far. */
export function ImportLine({ view, onTap }: { view: ImportView; onTap: () => void }) {
  const state = isGoing(view) ? (
    <Tag tone="amber">进行中</Tag>
  ) : view.job.status === 'dead' ? (
    <Tag tone="danger">没完成</Tag>
  ) : (
    <Time at={view.startedAt} />
  );
  return <Row icon="file" title={view.fileName} text={`${view.startedBy} · ${outcomeWords(view)}`} value={state} onTap={onTap} />;
}
