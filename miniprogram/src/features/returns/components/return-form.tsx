import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { CountInput } from '@/components/count-input';
import { Field } from '@/components/field';
import { PicturePicker } from '@/components/picture-picker';
import { Section } from '@/components/section';
import { TextArea } from '@/components/text-area';
import type { Returnable, useReturnRequest } from '../use-return-request';
import { KIND_ZH } from '../words';
import './return-form.scss';

type Request = ReturnType<typeof useReturnRequest>;
const KINDS = (['return', 'exchange', 'damage'] as const).map((key) => ({ key, label: KIND_ZH[key] }));

export function ReturnForm({ request, lines }: { request: Request; lines: Returnable[] }) {
  return (
    <>
      <Section title="要怎样">
        <Chips options={KINDS} chosen={[request.kind]} onChange={([kind]) => kind && request.setKind(kind)} />
      </Section>
      <Section title="哪些货，各多少">
        {lines.map((line) => (
          <Line
            key={line.line}
            line={line}
            quantity={request.quantityOf(line.line)}
            onChange={(quantity) => request.setQuantity(line.line, quantity)}
          />
        ))}
      </Section>
      <Section flush>
        <Field label="原因">
          <TextArea value={request.reason} onChange={request.setReason} maxLength={200} placeholder="例如：型号订错，未拆封" />
        </Field>
        <Field label="照片" optional={request.kind !== 'damage'} hint={request.kind === 'damage' ? '破损要有照片' : undefined}>
          <PicturePicker pictures={request.pictures} onChange={request.setPictures} />
        </Field>
      </Section>
    </>
  );
}

/** Returned goods are counted one by one: half a box may come back. */
function Line({ line, quantity, onChange }: { line: Returnable; quantity: number; onChange: (quantity: number) => void }) {
  const { unit, factor, most } = line;
  return (
    <View className="return-line">
      <View className="return-line__words">
        <View className="return-line__name">{line.name}</View>
        <View className="return-line__spec">
          {line.spec} 最多 {most} {factor === 1 ? unit : `件（1 ${unit} = ${factor} 件）`}
        </View>
      </View>
      <CountInput count={quantity} most={most} unit={factor === 1 ? unit : '件'} label={line.name} onChange={onChange} />
    </View>
  );
}
