import type { OrderView } from '@dianquan/shared/contract/orders';
import { fenFromText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { type PickedPicture, PicturePicker } from '@/components/picture-picker';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { sendOnce } from '@/platform/intention';
import { invalidate } from '@/platform/query';
import { toast } from '@/platform/toast';

/** Money handed over or transferred: how much, with a picture of the slip; finance looks for it. */
export function ProofSheet({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const dueFen = order.totalFen - order.paidFen;
  const [amount, setAmount] = useState((dueFen / 100).toFixed(2));
  const [pictures, setPictures] = useState<PickedPicture[]>([]);
  const [note, setNote] = useState('');
  const fen = fenFromText(amount);
  const fault = fen === null || fen === 0 ? '请填写金额，例如 1234.50' : fen > dueFen ? `最多 ${moneyText(dueFen)}` : null;
  const send = async () => {
    if (fen === null || fault) return;
    await sendOnce('payments.offline', `order-${order.id}`, {
      body: { orderId: order.id, purpose: 'order', fen, pictureIds: pictures.map(({ id }) => id), note: note.trim() },
    });
    void invalidate('orders.get');
    toast('已提交，财务确认到账后会通知您');
    onClose();
  };
  return (
    <Sheet
      open
      title="上传付款凭证"
      onClose={onClose}
      foot={
        <Button
          label={`已付 ${fen === null ? '' : moneyText(fen)}，请财务确认`}
          busyLabel="正在提交…"
          disabled={fault !== null}
          onTap={send}
        />
      }
    >
      <View className="sheet-form">
        <Field label="金额" error={fault}>
          <TextInput kind="decimal" value={amount} onChange={setAmount} unit="元" maxLength={12} />
        </Field>
        <Field label="转账截图或收据" optional>
          <PicturePicker pictures={pictures} onChange={setPictures} most={3} />
        </Field>
        <Field label="备注" optional>
          <TextInput value={note} onChange={setNote} maxLength={100} placeholder="例如：农行尾号 1234" />
        </Field>
      </View>
    </Sheet>
  );
}
