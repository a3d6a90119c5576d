import type { ShopRow } from '@dianquan/shared/contract/shops';
import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Fragment, type ReactNode } from 'react';
import { FailedState } from '@/components/failed-state';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import type { Preview } from '../api';
import './preview-list.scss';

/** How many, and up to twenty of them, while the rule is being edited. */
export function PreviewList({ preview, row }: { preview: Preview; row: (shop: ShopRow) => ReactNode }) {
  const { answer, pending, error, again } = preview;
  return (
    <View className="preview-list">
      <View className="preview-list__count" ariaLabel="命中门店">
        {answer ? `现在有 ${reach(answer)}` : pending ? '正在计算…' : '暂时算不出来'}
      </View>
      <Section title={answer && answer.shops > answer.sample.length ? `其中 ${answer.sample.length} 家` : '门店'} flush>
        {answer ? (
          answer.sample.map((shop) => <Fragment key={shop.id}>{row(shop)}</Fragment>)
        ) : pending ? (
          <Skeleton shape="row" count={4} />
        ) : (
          <FailedState error={error} onRetry={again} />
        )}
        {answer?.shops === 0 && <View className="preview-list__none">没有门店符合，放宽一个条件试试。</View>}
      </Section>
    </View>
  );
}

export function reach({ shops, people }: { shops: number; people: number }): string {
  return `${countText(shops)} 家 · ${countText(people)} 人`;
}
