import { SHOP_STATUS_ZH } from '@dianquan/shared/roles';
import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Section } from '@/components/section';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import './shop-history.scss';

type Change = Answer<'shops.history'>['items'][number];

/** How it came to stand as it does, and who looked after it when. */
export function ShopHistory({ shopId }: { shopId: number }) {
  const history = useAnswer('shops.history', { params: { id: shopId } });
  if (!history.data?.items.length) return null;
  return (
    <Section title="变更记录">
      {history.data.items.map((change) => (
        <View key={`${change.at}-${change.kind}`} className="shop-history">
          <View className="shop-history__what">{changeText(change)}</View>
          <View className="shop-history__when">
            {dateTimeText(change.at)} · {change.by}
          </View>
        </View>
      ))}
    </Section>
  );
}

function changeText({ kind, from, to }: Change): string {
  if (kind === 'owner') return from === null ? `交给${to ?? '无人'}负责` : `业务员从${from}换成${to ?? '无人'}`;
  return `从“${statusText(from)}”变为“${statusText(to)}”`;
}

function statusText(status: string | null): string {
  return SHOP_STATUS_ZH[status as keyof typeof SHOP_STATUS_ZH] ?? '未填';
}
