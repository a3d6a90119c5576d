import type { OrderRow } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { durationText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { Tag } from '@/components/tag';
import { momentText, useNow } from '@/platform/clock';
import './waiting-row.scss';

type Props = {
  order: OrderRow;
  /** Left out where orders are dealt with one by one. */
  tick?: { on: boolean; onTap: () => void };
  refusal?: string;
  /** For who drives there. */
  withAddress?: boolean;
  onTap: () => void;
};

/** An order that waits for a step: the tick at the left, all the rest opens it. */
export function WaitingRow({ order, tick, refusal, withAddress = false, onTap }: Props) {
  const now = useNow();
  const late = order.dueAt === null ? 0 : now - Date.parse(order.dueAt);
  const more = order.kinds > order.titles.length ? ` 等 ${order.kinds} 种` : '';
  return (
    <View className="waiting-row">
      {tick && (
        <View
          className="waiting-row__tick"
          ariaRole="checkbox"
          ariaLabel={`${order.number}${tick.on ? '，已勾选' : ''}`}
          onClick={tick.onTap}
        >
          <View className={classes('waiting-row__box', tick.on && 'waiting-row__box--on')}>
            {tick.on && <Icon name="check" size={32} colour="card" />}
          </View>
        </View>
      )}
      <View className="waiting-row__words" ariaRole="link" onClick={onTap}>
        <View className="waiting-row__line">
          <View className="waiting-row__shop">{order.shopName}</View>
          <View className="waiting-row__sum">{moneyText(order.totalFen)}</View>
        </View>
        <View className="waiting-row__goods">
          {order.titles.join('、')}
          {more}
        </View>
        {withAddress && (
          <View className="waiting-row__address">
            <Icon name="location" size={30} colour="pine" />
            {order.deliverTo ?? '门店登记的地址'}
          </View>
        )}
        <View className="waiting-row__line">
          <View className="waiting-row__when">
            {order.number}
            {order.dueAt !== null && late <= 0 && ` · ${momentText(order.dueAt)} 前`}
          </View>
          {late > 0 && <Tag tone="danger">已超时 {durationText(Math.floor(late / 1000))}</Tag>}
        </View>
        {refusal && <View className="waiting-row__refusal">没有办成：{refusal}</View>}
      </View>
    </View>
  );
}
