import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';

type Props = {
  title: string;
  label: string;
  reasons: string[];
  /** Whether it can be done without saying why. */
  optional?: boolean;
  danger?: boolean;
  onClose: () => void;
  onSend: (reason: string) => Promise<unknown>;
};

/** A word on why, tapped where it is one of the usual. */
export function ReasonSheet({ title, label, reasons, optional = false, danger = false, onClose, onSend }: Props) {
  const [reason, setReason] = useState('');
  const send = async () => {
    await onSend(reason.trim());
    onClose();
  };
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={<Button kind={danger ? 'danger' : 'primary'} label={label} disabled={!optional && reason.trim() === ''} onTap={send} />}
    >
      <Chips
        options={reasons.map((one) => ({ key: one, label: one }))}
        chosen={reasons.includes(reason) ? [reason] : []}
        onChange={([one]) => setReason(one ?? '')}
      />
      <View className="sheet-gap" />
      <TextInput value={reason} onChange={setReason} maxLength={200} placeholder="或写下来" />
    </Sheet>
  );
}
