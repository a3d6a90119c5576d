import type { PaymentView } from '@dianquan/shared/contract/payments';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Detail } from '@/components/detail';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { PictureGrid } from '@/components/picture-grid';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { momentText } from '@/platform/clock';
import { useCommand } from '@/platform/query';
import { toast, toastError } from '@/platform/toast';
import { PAYMENT_STATE_ZH, PURPOSE_ZH } from '../payment-words';
import { REFUND_STATE_ZH } from '../refund-words';
import { RefundForm } from './refund-form';

type Props = { payment: PaymentView; mayDecide: boolean; onOrder?: (orderId: number) => void; onClose: () => void };

/** Money that a shop says it handed over: finance looks whether it came. */
export function PaymentSheet({ payment, mayDecide, onOrder, onClose }: Props) {
  const [note, setNote] = useState('');
  const [refunding, setRefunding] = useState(false);
  const decide = useCommand('payments.confirmOffline', {
    refresh: ['payments.list', 'orders.queues', 'orders.list', 'orders.get', 'credit.get', 'statements.ageing'],
  });
  const answer = async (confirm: boolean) => {
    await decide.mutateAsync({ params: { id: payment.id }, body: { confirm, note: note.trim() } });
    toast(confirm ? '已确认到账' : '已回复没收到');
    onClose();
  };
  const mayRefund = mayDecide && payment.refundableFen > 0;
  const open = payment.state === 'waiting' && payment.method === 'offline' && mayDecide;
  return (
    <Sheet
      open
      title={moneyText(payment.fen)}
      onClose={onClose}
      foot={open && <Button label={`确认到账 ${moneyText(payment.fen)}`} busyLabel="正在确认…" onTap={() => answer(true)} />}
    >
      <View className="sheet-form">
        <Detail label="门店">{payment.shopName}</Detail>
        <Detail label="用途">{PURPOSE_ZH[payment.purpose]}</Detail>
        <Detail label="状态">{PAYMENT_STATE_ZH[payment.state]}</Detail>
        <Detail label="时间">{momentText(payment.paidAt ?? payment.createdAt)}</Detail>
        {payment.confirmedBy && <Detail label="确认人">{payment.confirmedBy}</Detail>}
        {payment.note && <Detail label="备注">{payment.note}</Detail>}
        {payment.refunds.map(({ number, fen, reason, state, at }) => (
          <Detail key={number} label={`退 ${moneyText(fen)}`}>{`${REFUND_STATE_ZH[state]} · ${reason} · ${momentText(at)}`}</Detail>
        ))}
      </View>
      {payment.pictures.length > 0 && <PictureGrid pictures={payment.pictures} />}
      {onOrder && payment.orderId !== null && <LinkText label="看这张订单" onTap={() => onOrder(payment.orderId as number)} />}
      {mayRefund && !refunding && <LinkText label="退款" onTap={() => setRefunding(true)} />}
      {mayRefund && refunding && <RefundForm payment={payment} onDone={onClose} />}
      {open && (
        <>
          <View className="sheet-form">
            <Field label="答复" optional hint="没收到时，写一句门店就知道怎么办">
              <TextInput value={note} onChange={setNote} maxLength={100} placeholder="例如：农行账上没有这一笔" />
            </Field>
          </View>
          <LinkText label="没收到这笔钱" onTap={() => void answer(false).catch(toastError)} />
        </>
      )}
    </Sheet>
  );
}
