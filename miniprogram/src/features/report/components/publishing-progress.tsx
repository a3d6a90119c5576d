import { View } from '@tarojs/components';
import { NoticeStrip } from '@/components/notice-strip';
import { Progress } from '@/components/progress';
import { usePublishing } from '../use-report';
import './publishing-progress.scss';

/** Publishing to many takes a while and goes on by itself: one may leave. */
export function PublishingProgress({ id }: { id: number }) {
  const answer = usePublishing(id, true);
  const job = answer.data?.as === 'staff' ? answer.data.publishing : null;
  if (job?.status === 'dead') return <NoticeStrip icon="warning">{job.error ?? '发布未能完成，请联系管理员'}</NoticeStrip>;
  return (
    <View className="publishing-progress">
      <Progress saying={progressWords(job)} done={job?.done ?? 0} total={job?.total ?? null} />
      <View className="publishing-progress__hint">可以离开这一页，发布会继续。</View>
    </View>
  );
}

export function progressWords(job: { status: string; done: number; total: number | null } | null | undefined): string {
  if (!job || job.status === 'waiting') return '正在准备发布…';
  return job.total ? `正在发布，已完成 ${Math.min(99, Math.floor((job.done / job.total) * 100))}%` : '正在发布…';
}
