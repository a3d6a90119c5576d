import type { OrderView } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { METHOD_ZH, PAYMENT_STATE_ZH } from '../words';
import './order-papers.scss';
import { momentText } from '@/platform/clock';

const RETURN_STATE_ZH: Record<string, string> = { requested: '等审核', approved: '已同意', refused: '未同意', received: '已办结' };

type Props = { order: OrderView; onReturn: (id: number) => void; onPayment?: (id: number) => void };

/** Deliveries with the code for the courier, payments, returns. */
export function OrderPapers({ order, onReturn, onPayment }: Props) {
  return (
    <>
      {order.shipments.map((shipment) => (
        <Section key={shipment.id} title={`发货单 ${shipment.number}`} flush>
          <Row
            icon="truck"
            title={shipment.deliveredAt ? `已送达 ${momentText(shipment.deliveredAt)}` : `${momentText(shipment.shippedAt)} 发出`}
            text={[shipment.warehouseName, shipment.courierName && `配送 ${shipment.courierName}`].filter(Boolean).join(' · ')}
            value={`${shipment.lines.length} 种`}
          />
          {shipment.receiptCode && !shipment.deliveredAt && (
            <View className="order-papers__code">
              <View className="order-papers__figure">{shipment.receiptCode}</View>
              <View className="order-papers__saying">收货码：货点清后告诉配送员</View>
            </View>
          )}
        </Section>
      ))}
      {order.payments.length > 0 && (
        <Section title="付款记录" flush>
          {order.payments.map(({ id, method, state, fen, at }) => (
            <Row
              key={id}
              icon="wallet"
              title={`${METHOD_ZH[method]} · ${PAYMENT_STATE_ZH[state] ?? state}`}
              text={momentText(at)}
              value={moneyText(fen)}
              onTap={onPayment ? () => onPayment(id) : undefined}
            />
          ))}
        </Section>
      )}
      {order.returns.length > 0 && (
        <Section title="退换货" flush>
          {order.returns.map(({ id, number, state }) => (
            <Row key={id} icon="swap" title={number} value={RETURN_STATE_ZH[state] ?? state} onTap={() => onReturn(id)} />
          ))}
        </Section>
      )}
    </>
  );
}
