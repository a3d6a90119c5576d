import type { OrderView } from '@dianquan/shared/contract/orders';
import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { CountInput } from '@/components/count-input';
import { Field } from '@/components/field';
import { PicturePicker } from '@/components/picture-picker';
import { Section } from '@/components/section';
import { TextArea } from '@/components/text-area';
import { useNow } from '@/platform/clock';
import { ruleWords, whyNothing } from '../rule-words';
import type { Returnable, useReturnRequest } from '../use-return-request';
import { KIND_ZH } from '../words';
import './return-form.scss';

type Request = ReturnType<typeof useReturnRequest>;
const KINDS = (['return', 'exchange', 'damage'] as const).map((key) => ({ key, label: KIND_ZH[key] }));

export function ReturnForm({ request, rule }: { request: Request; rule: OrderView['returnRule'] }) {
  return (
    <>
      <Section title="要怎样">
        <Chips options={KINDS} chosen={[request.kind]} onChange={([kind]) => kind && request.setKind(kind)} />
        <View className="return-rule">{ruleWords(request.kind, rule)}</View>
      </Section>
      <Section title="哪些货，各多少">
        <Lines request={request} rule={rule} />
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

function Lines({ request, rule }: { request: Request; rule: OrderView['returnRule'] }) {
  const now = useNow();
  if (request.offered.length === 0) return <View className="return-none">{whyNothing(request.kind, rule, now)}</View>;
  return (
    <>
      {request.offered.map((line) => (
        <Line
          key={line.line}
          line={line}
          quantity={request.quantityOf(line)}
          onChange={(quantity) => request.setQuantity(line.line, quantity)}
        />
      ))}
    </>
  );
}

/** Returned goods are counted one by one: half a box may come back. */
function Line({ line, quantity, onChange }: { line: Returnable; quantity: number; onChange: (quantity: number) => void }) {
  const { name, spec, unit, factor, shipped, most } = line;
  const piece = factor === 1 ? unit : '件';
  return (
    <View className="return-line">
      <View className="return-line__words">
        <View className="return-line__name">{name}</View>
        <View className="return-line__spec">{spec}</View>
        <View className="return-line__spec">
          还可退 {most} {piece}，共发 {shipped} {piece}
        </View>
        {factor > 1 && (
          <View className="return-line__spec">
            1 {unit} = {factor} 件
          </View>
        )}
      </View>
      <CountInput count={quantity} most={most} unit={piece} label={name} onChange={onChange} />
    </View>
  );
}
