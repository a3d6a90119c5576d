import { useState } from 'react';
import { Button } from '@/components/button';
import { Sheet } from '@/components/sheet';
import { TextArea } from '@/components/text-area';

export function ObjectionSheet({
  title,
  text,
  onClose,
  onTake,
}: {
  title: string;
  text: string;
  onClose: () => void;
  onTake: (text: string) => void;
}) {
  const [typed, setTyped] = useState(text);
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={<Button label={typed.trim() === '' && text ? '去掉异议' : '记下异议'} onTap={() => onTake(typed)} />}
    >
      <TextArea value={typed} onChange={setTyped} maxLength={200} placeholder="哪里不对，例如：少送 2 箱" />
    </Sheet>
  );
}
