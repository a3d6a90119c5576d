import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';

const REASONS = ['订错了', '不需要了', '等太久', '换一种付款方式'];

/** Cancelling asks why, and says what happens to the money. */
export function CancelSheet({ paid, onClose, onCancel }: { paid: boolean; onClose: () => void; onCancel: (reason: string) => unknown }) {
  const [reason, setReason] = useState('');
  return (
    <Sheet
      open
      title="取消订单"
      onClose={onClose}
      foot={
        <Button
          kind="danger"
          label={paid ? '取消订单并退款' : '取消订单'}
          disabled={reason.trim() === ''}
          onTap={() => onCancel(reason.trim())}
        />
      }
    >
      <Chips
        options={REASONS.map((one) => ({ key: one, label: one }))}
        chosen={REASONS.includes(reason) ? [reason] : []}
        onChange={([one]) => setReason(one ?? '')}
      />
      <View className="sheet-gap" />
      <TextInput value={reason} onChange={setReason} maxLength={200} placeholder="或写下原因" />
    </Sheet>
  );
}
