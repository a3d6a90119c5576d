import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';

type Props = { title: string; loses: string; action: string; onDone: (reason: string) => Promise<unknown>; onClose: () => void };

/** Gives something up for good, once it is said why. */
export function ReasonSheet({ title, loses, action, onDone, onClose }: Props) {
  const [reason, setReason] = useState('');
  const done = async () => {
    await onDone(reason.trim());
    onClose();
  };
  return (
    <Sheet open title={title} onClose={onClose} foot={<Button kind="danger" label={action} disabled={reason.trim() === ''} onTap={done} />}>
      <View className="sheet-form">
        <Field label="原因" hint={loses}>
          <TextInput value={reason} maxLength={60} placeholder="写给以后看记录的人" onChange={setReason} />
        </Field>
      </View>
    </Sheet>
  );
}
