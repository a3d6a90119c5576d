import type { RuleCondition } from '@dianquan/shared/segment-rule';
import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { NumberInput } from './spans';

type LastOrder = Extract<RuleCondition, { field: 'lastOrder' }>;
type Kind = 'within' | 'older' | 'between' | 'never';
const KINDS: { key: Kind; label: string }[] = [
  { key: 'within', label: '最近下过单' },
  { key: 'older', label: '很久没下单' },
  { key: 'between', label: '两者之间' },
  { key: 'never', label: '从未下单' },
];
const STARTS: Record<Kind, LastOrder> = {
  within: { field: 'lastOrder', withinDays: 30 },
  older: { field: 'lastOrder', olderThanDays: 30 },
  between: { field: 'lastOrder', withinDays: 90, olderThanDays: 30 },
  never: { field: 'lastOrder', never: true },
};

export function LastOrderEditor({ condition, onChange }: { condition: LastOrder; onChange: (condition: LastOrder) => void }) {
  const kind = kindOf(condition);
  return (
    <View key={kind}>
      <Chips options={KINDS} chosen={[kind]} onChange={([chosen]) => chosen && onChange(STARTS[chosen])} />
      <View className="condition-editor__gap" />
      {(kind === 'within' || kind === 'between') && (
        <NumberInput
          label="在最近"
          unit="天以内"
          value={condition.withinDays}
          onChange={(days) => onChange({ ...condition, withinDays: days })}
        />
      )}
      {(kind === 'older' || kind === 'between') && (
        <NumberInput
          label="早于"
          unit="天以前"
          value={condition.olderThanDays}
          onChange={(days) => onChange({ ...condition, olderThanDays: days })}
        />
      )}
    </View>
  );
}

/** A figure that is being retyped is missing for a moment; its key is still there and keeps the kind. */
function kindOf(condition: LastOrder): Kind {
  if (condition.never) return 'never';
  if ('withinDays' in condition && 'olderThanDays' in condition) return 'between';
  return 'olderThanDays' in condition ? 'older' : 'within';
}
