import type { OrderRow } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { deskStanding, isOver } from '../words';
import './desk-row.scss';

/** An order among all: whose, where it stands, what it comes to. */
export function DeskRow({ order, onTap }: { order: OrderRow; onTap: () => void }) {
  return (
    <Row
      title={order.shopName}
      strong
      text={
        <>
          {order.number} · <Time at={order.placedAt} />
        </>
      }
      value={moneyText(order.totalFen)}
      onTap={onTap}
    >
      <View className="desk-row__standing">
        <Tag tone={isOver(order) ? 'plain' : 'pine'}>{deskStanding(order)}</Tag>
        {order.placedByStaff && <Tag>业务员代下</Tag>}
      </View>
    </Row>
  );
}
