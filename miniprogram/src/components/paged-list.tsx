import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { Fragment, type ReactNode } from 'react';
import type { Pages } from '@/platform/query';
import { type EmptyProps, EmptyState } from './empty-state';
import { FailedState } from './failed-state';
import { Skeleton, type SkeletonShape } from './skeleton';
import './paged-list.scss';

type Props<T> = {
  pages: Pages<T>;
  row: (item: T, at: number, items: T[]) => ReactNode;
  keyOf: (item: T) => string | number;
  empty: EmptyProps | ReactNode;
  skeleton?: SkeletonShape | ReactNode;
  /** What stands above the rows also when there are none. */
  head?: ReactNode;
  /** Said at the end of a list longer than one page. */
  end?: string;
};

/**
 * A list with its four faces. The page's own scrolling pulls and loads more, so it is used once in a page, whose index.config.ts
 * says `enablePullDownRefresh: true`.
 */
export function PagedList<T>({ pages, row, keyOf, empty, skeleton = 'row', head, end = '没有更多了' }: Props<T>) {
  usePullDownRefresh(() => {
    void pages.refresh().finally(() => Taro.stopPullDownRefresh());
  });
  useReachBottom(pages.loadMore);
  return (
    <View className="paged-list">
      {head}
      {face()}
    </View>
  );

  function face(): ReactNode {
    if (pages.state === 'loading') return isShape(skeleton) ? <Skeleton shape={skeleton} /> : skeleton;
    if (pages.state === 'failed') return <FailedState error={pages.error} onRetry={pages.refresh} />;
    if (pages.items.length === 0) return isEmptyProps(empty) ? <EmptyState {...empty} /> : empty;
    return (
      <>
        {pages.items.map((item, at) => (
          <Fragment key={keyOf(item)}>{row(item, at, pages.items)}</Fragment>
        ))}
        <Foot pages={pages} end={pages.items.length >= 20 ? end : ''} />
      </>
    );
  }
}

function Foot<T>({ pages, end }: { pages: Pages<T>; end: string }) {
  if (!pages.more) return end === '' ? null : <View className="paged-list__foot">{end}</View>;
  return (
    <View className="paged-list__foot paged-list__foot--more" onClick={pages.loadMore}>
      {pages.loadingMore ? '正在加载…' : pages.moreFailed ? '没有加载出来，点这里重试' : '加载更多'}
    </View>
  );
}

function isShape(skeleton: ReactNode): skeleton is SkeletonShape {
  return typeof skeleton === 'string';
}

function isEmptyProps(empty: EmptyProps | ReactNode): empty is EmptyProps {
  return typeof empty === 'object' && empty !== null && 'title' in empty;
}
