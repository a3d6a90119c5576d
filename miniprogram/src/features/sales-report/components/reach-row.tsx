import { countText, moneyText, percentText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import { Section } from '@/components/section';
import type { Item } from '@/platform/contract';

/** Sent, read, ordered: each bar beside the one before it. */
export function ReachRow({ reach, onTap, onShops }: { reach: Item<'reports.reach'>; onTap: () => void; onShops: () => void }) {
  const { title, publishedAt, shops, readShops, orderedShops, orders, fen, withinDays } = reach;
  const of = (count: number) => (shops > 0 ? count / shops : 0);
  return (
    <Section title={title} more={{ label: '看公告', onTap }}>
      <Bar label="送达" figure={`${countText(shops)} 家`} share={of(shops)} note={dateTimeText(publishedAt)} />
      <Bar label="已读" figure={`${countText(readShops)} 家`} share={of(readShops)} note={percentText(of(readShops))} />
      <View ariaRole="button" onClick={onShops}>
        <Bar
          label={`${withinDays} 天内订了其中的货`}
          figure={`${countText(orderedShops)} 家`}
          share={of(orderedShops)}
          note={`${countText(orders)} 单，${moneyText(fen)}，看是哪些店`}
        />
      </View>
    </Section>
  );
}
