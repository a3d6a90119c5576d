import type { OrderView } from '@dianquan/shared/contract/orders';
import { View } from '@tarojs/components';
import { NoticeStrip } from '@/components/notice-strip';
import { momentText, useNow } from '@/platform/clock';
import { deskStanding, isOver } from '../words';
import './desk-head.scss';

/** Whose order, where it stands, and what is out of the ordinary about it. */
export function DeskHead({ order }: { order: OrderView }) {
  const now = useNow();
  const { dueAt, placedBy } = order;
  return (
    <>
      <View className="desk-head">
        <View className="desk-head__standing">{deskStanding(order)}</View>
        <View className="desk-head__shop">{order.shopName}</View>
        <View className="desk-head__by">
          {order.number} · {placedBy.name}
          {placedBy.onBehalf ? '代下单' : '下单'} · {momentText(order.placedAt)}
        </View>
      </View>
      {!isOver(order) && dueAt !== null && (
        <NoticeStrip icon="clock">
          {now > Date.parse(dueAt) ? `已过时限 ${momentText(dueAt)}，请先办这一单` : `请在 ${momentText(dueAt)} 前办`}
        </NoticeStrip>
      )}
      {!isOver(order) && order.needsFinance && <NoticeStrip icon="wallet">超出额度或收款未确认，要财务审核</NoticeStrip>}
      {order.wish && <NoticeStrip icon="comment">门店捎话：{order.wish}</NoticeStrip>}
    </>
  );
}
