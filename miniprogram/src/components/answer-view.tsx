import Taro, { usePullDownRefresh } from '@tarojs/taro';
import type { ReactNode } from 'react';
import type { ApiError } from '@/platform/api-error';
import { FailedState } from './failed-state';
import { Skeleton, type SkeletonShape } from './skeleton';

type Asked<T> = { data: T | undefined; error: ApiError | null; isError: boolean; refetch: () => Promise<unknown> };

/** The faces of a page that shows one thing: skeleton, failed with retry, content. */
export function AnswerView<T>({
  answer,
  skeleton = 'document',
  children,
}: {
  answer: Asked<T>;
  skeleton?: SkeletonShape;
  children: (data: T) => ReactNode;
}) {
  usePullDownRefresh(() => {
    void answer.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  if (answer.data !== undefined) return <>{children(answer.data)}</>;
  if (answer.isError) return <FailedState error={answer.error} onRetry={answer.refetch} />;
  return <Skeleton shape={skeleton} />;
}
