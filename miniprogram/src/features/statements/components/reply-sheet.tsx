import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Detail } from '@/components/detail';
import { Sheet } from '@/components/sheet';
import { TextArea } from '@/components/text-area';

type Props = { title: string; objection: string; text: string; onClose: () => void; onSend: (text: string) => Promise<unknown> };

/** What finance found out about a line that the shop objects to. */
export function ReplySheet({ title, objection, text, onClose, onSend }: Props) {
  const [typed, setTyped] = useState(text);
  const send = async () => {
    await onSend(typed.trim());
    onClose();
  };
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={<Button label="答复门店" disabled={typed.trim() === ''} busyLabel="正在答复…" onTap={send} />}
    >
      <View className="sheet-form">
        <Detail label="异议">{objection}</Detail>
      </View>
      <TextArea value={typed} onChange={setTyped} maxLength={200} placeholder="查到了什么，例如：12 日已补送 2 箱" />
    </Sheet>
  );
}
