import type { OrderRow as Order } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { isClosed, standingText, waitsForShop } from '../words';
import './order-row.scss';

/** One order in a list: where it stands, what is in it, what it comes to. */
export function OrderRow({ order, withShop = false, onTap }: { order: Order; withShop?: boolean; onTap: () => void }) {
  const tone = waitsForShop(order) ? 'amber' : isClosed(order) ? 'plain' : 'pine';
  const more = order.kinds > order.titles.length ? ` 等 ${order.kinds} 种` : '';
  return (
    <View className="order-row" ariaRole="link" onClick={onTap}>
      <View className="order-row__head">
        <View className="order-row__number">{withShop ? order.shopName : order.number}</View>
        <Tag tone={tone}>{standingText(order)}</Tag>
      </View>
      <View className="order-row__titles">
        {order.titles.join('、')}
        {more}
      </View>
      <View className="order-row__foot">
        <View className="order-row__when">
          {withShop && `${order.number} · `}
          <Time at={order.placedAt} />
          {order.placedByStaff && '\u00a0· 业务员代下'}
        </View>
        <View className="order-row__sum">{moneyText(order.totalFen)}</View>
      </View>
    </View>
  );
}
