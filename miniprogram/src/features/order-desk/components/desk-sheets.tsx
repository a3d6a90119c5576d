import type { OrderView } from '@dianquan/shared/contract/orders';
import type { useDesk } from '../use-desk';
import { AmendSheet } from './amend-sheet';
import { DeliverSheet } from './deliver-sheet';
import { ReasonSheet } from './reason-sheet';
import { ShipSheet } from './ship-sheet';

export type OpenSheet = 'shipment' | 'receipt' | 'amend' | 'cancel' | null;
type Props = {
  open: OpenSheet;
  order: OrderView;
  desk: ReturnType<typeof useDesk>;
  couriers: { id: number; name: string }[];
  /** Somebody who receives only as a courier shows a proof. */
  proofNeeded: boolean;
  onClose: () => void;
};
const REASONS = ['门店要求取消', '缺货', '价格有误', '重复下单'];

/** What has to be said with some of the steps. */
export function DeskSheets({ open, order, desk, couriers, proofNeeded, onClose }: Props) {
  if (open === 'shipment') {
    return <ShipSheet order={order} couriers={couriers} onClose={onClose} onShip={(body) => desk.take('shipment', body, '已发货')} />;
  }
  if (open === 'receipt') {
    return <DeliverSheet needed={proofNeeded} onClose={onClose} onDeliver={(proof) => desk.take('receipt', proof, '已送达')} />;
  }
  if (open === 'amend') return <AmendSheet order={order} onClose={onClose} onAmend={desk.amend} />;
  if (open === 'cancel') {
    const label = order.paidFen > 0 ? '取消订单并退款' : '取消订单';
    return <ReasonSheet danger title="取消订单" label={label} reasons={REASONS} onClose={onClose} onSend={desk.cancel} />;
  }
  return null;
}
