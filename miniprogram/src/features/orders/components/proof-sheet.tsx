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

type Props = {
  shopId: number;
  /** What the money is for: one order, what is owed, or the prepaid balance. */
  purpose: { kind: 'order'; orderId: number } | { kind: 'balance' } | { kind: 'deposit' };
  /** What there is to pay; null where any amount will do. */
  dueFen: number | null;
  onClose: () => void;
};
const TITLE = { order: '上传付款凭证', balance: '付货款', deposit: '充预存款' } as const;

/** Money handed over or transferred: how much, with a picture of the slip; finance looks for it. */
export function ProofSheet({ shopId, purpose, dueFen, onClose }: Props) {
  const [amount, setAmount] = useState(dueFen === null ? '' : (dueFen / 100).toFixed(2));
  const [tried, setTried] = useState(false);
  const [pictures, setPictures] = useState<PickedPicture[]>([]);
  const [note, setNote] = useState('');
  const fen = fenFromText(amount);
  const most = purpose.kind === 'order' ? dueFen : null;
  const fault = fen === null || fen === 0 ? '请填写金额，例如 1234.50' : most !== null && fen > most ? `最多 ${moneyText(most)}` : null;
  const send = async () => {
    setTried(true);
    if (fen === null || fault) return;
    const orderId = purpose.kind === 'order' ? purpose.orderId : undefined;
    await sendOnce('payments.offline', `${purpose.kind}-${orderId ?? shopId}`, {
      body: { shopId, orderId, purpose: purpose.kind, fen, pictureIds: pictures.map(({ id }) => id), note: note.trim() },
    });
    for (const stale of ['orders.get', 'payments.list', 'credit.get', 'statements.list'] as const) void invalidate(stale);
    toast('已提交，财务确认到账后会通知您');
    onClose();
  };
  return (
    <Sheet
      open
      title={TITLE[purpose.kind]}
      onClose={onClose}
      foot={<Button label={fen ? `已付 ${moneyText(fen)}，请财务确认` : '已付款，请财务确认'} busyLabel="正在提交…" onTap={send} />}
    >
      <View className="sheet-form">
        <Field label="金额" error={tried || amount !== '' ? fault : null}>
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
