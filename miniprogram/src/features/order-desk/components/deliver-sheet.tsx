import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { type PickedPicture, PicturePicker } from '@/components/picture-picker';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';

export type Proof = { receiptCode?: string; pictureIds?: number[]; note: string };

/** Handed over: with the code that the shop reads out, or a photo of the goods at the door. */
export function DeliverSheet({
  needed,
  onClose,
  onDeliver,
}: {
  needed: boolean;
  onClose: () => void;
  onDeliver: (proof: Proof) => Promise<unknown>;
}) {
  const [code, setCode] = useState('');
  const [pictures, setPictures] = useState<PickedPicture[]>([]);
  const [note, setNote] = useState('');
  const hasCode = /^\d{4}$/.test(code);
  const halfCode = code !== '' && !hasCode;
  const send = async () => {
    await onDeliver({
      receiptCode: hasCode ? code : undefined,
      pictureIds: pictures.length > 0 ? pictures.map(({ id }) => id) : undefined,
      note: note.trim(),
    });
    onClose();
  };
  return (
    <Sheet
      open
      title="确认送达"
      onClose={onClose}
      foot={
        <Button
          label="货已交给门店"
          busyLabel="正在确认…"
          disabled={halfCode || (needed && !hasCode && pictures.length === 0)}
          onTap={send}
        />
      }
    >
      <View className="sheet-form">
        <Field
          label="收货码"
          optional={!needed}
          error={halfCode ? '收货码是 4 位数字' : null}
          hint={needed ? '请店里的人在订单里找到收货码念给您；没有码就拍照' : undefined}
        >
          <TextInput kind="number" value={code} onChange={setCode} maxLength={4} placeholder="4 位数字" />
        </Field>
        <Field label="照片" optional={!needed || hasCode}>
          <PicturePicker pictures={pictures} onChange={setPictures} most={3} />
        </Field>
        <Field label="备注" optional>
          <TextInput value={note} onChange={setNote} maxLength={200} placeholder="例如：放在隔壁代收" />
        </Field>
      </View>
    </Sheet>
  );
}
