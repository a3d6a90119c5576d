import type { OrderView } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { NoticeStrip } from '@/components/notice-strip';
import { METHOD_ZH, standingText, waitsForMoney } from '../words';
import './order-head.scss';
import { momentText } from '@/platform/clock';

/** Where the order stands, in words, and what there is to know at once. */
export function OrderHead({ order }: { order: OrderView }) {
  const by = order.placedBy.onBehalf ? `${order.placedBy.name}代${order.shopName}下单` : `${order.placedBy.name}下单`;
  return (
    <>
      <View className="order-head">
        <View className="order-head__standing">{standingText(order)}</View>
        <View className="order-head__number">{order.number}</View>
        <View className="order-head__by">
          {by} · {momentText(order.placedAt)}
        </View>
      </View>
      {waitsForMoney(order) && order.expiresAt && (
        <NoticeStrip icon="clock">货已留出，请在 {momentText(order.expiresAt)} 前付款，过时订单会取消</NoticeStrip>
      )}
      {order.awaitingAgreement && <NoticeStrip icon="edit">供应商改了订单，改动标在货品下面，请确认</NoticeStrip>}
      {order.needsFinance && order.state === 'submitted' && <NoticeStrip icon="info">这一单要先由财务审核</NoticeStrip>}
    </>
  );
}

/** What it comes to, and how it is paid. */
export function OrderSums({ order }: { order: OrderView }) {
  const rows: Sum[] = [
    ['合计', moneyText(order.totalFen)],
    ['付款方式', METHOD_ZH[order.paymentMethod]],
  ];
  if (order.paidFen > 0) rows.push(['已付', moneyText(order.paidFen)]);
  if (order.refundedFen > 0) rows.push(['已退款', moneyText(order.refundedFen)]);
  return <Sums rows={rows} />;
}

type Sum = [label: string, value: string];

/** Figures below each other, the words at the left. */
export function Sums({ rows }: { rows: Sum[] }) {
  return (
    <View className="order-sums">
      {rows.map(([label, value]) => (
        <View key={label} className="order-sums__row">
          <View className="order-sums__label">{label}</View>
          <View className="order-sums__value">{value}</View>
        </View>
      ))}
    </View>
  );
}
