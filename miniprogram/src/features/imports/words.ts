import type { ImportView } from '@dianquan/shared/contract/shops';
import { countText } from '@dianquan/shared/money';

export function isGoing({ job }: Pick<ImportView, 'job'>): boolean {
  return job.status === 'waiting' || job.status === 'running';
}

/** 正在导入，已处理 1,200/4,048 行 */
export function progressWords({ job, rows }: Pick<ImportView, 'job' | 'rows'>): string {
  if (job.status === 'waiting') return '排队中，马上开始…';
  return `正在导入，已处理 ${countText(job.done)}/${countText(job.total ?? rows)} 行`;
}

/** What came of it, in one sentence. */
export function outcomeWords(view: Pick<ImportView, 'job' | 'rows' | 'created' | 'updated' | 'merged' | 'unchanged' | 'faulty'>): string {
  if (view.job.status === 'dead') return '导入没有完成，没有留下任何改动';
  if (isGoing(view)) return progressWords(view);
  const changed = view.created + view.updated + view.merged;
  if (changed === 0 && view.faulty === 0) return `${countText(view.rows)} 行都和现在一样，什么也没有改`;
  const good = `${countText(view.rows - view.faulty)} 行已导入`;
  return view.faulty > 0 ? `${good}，${countText(view.faulty)} 行要改` : `${good}，没有错误`;
}
