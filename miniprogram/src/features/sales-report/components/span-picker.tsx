import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { DateInput } from '@/components/date-time-input';
import { SPANS, type Span, type SpanName, spanOf } from '../spans';
import './sales-report.scss';

type Props = { name: SpanName; span: Span; today: string; onChange: (name: SpanName, span: Span) => void };

/** Which days: one of the usual spans, or two days of one's own. */
export function SpanPicker({ name, span, today, onChange }: Props) {
  return (
    <View className="sales-report__choices">
      <Chips
        options={[...SPANS]}
        chosen={[name]}
        onChange={([chosen]) => chosen && onChange(chosen, chosen === 'own' ? span : spanOf(chosen, today))}
      />
      {name === 'own' && (
        <View className="sales-report__days">
          <DateInput value={span.from} onChange={(from) => onChange('own', { from, to: from > span.to ? from : span.to })} />
          <DateInput value={span.to} onChange={(to) => onChange('own', { from: to < span.from ? to : span.from, to })} />
        </View>
      )}
    </View>
  );
}
