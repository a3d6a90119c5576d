import type { CustomField } from '@dianquan/shared/contract/shops';
import type { RuleCondition } from '@dianquan/shared/segment-rule';
import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { TextInput } from '@/components/text-input';
import { DaySpan, NumberSpan } from './spans';

type Custom = Extract<RuleCondition, { field: 'custom' }>;

/** A condition on one of the company's own fields; with nothing given it asks whether the field is filled in. */
export function CustomEditor({
  condition,
  onChange,
  field,
}: {
  condition: Custom;
  onChange: (condition: Custom) => void;
  field: CustomField | undefined;
}) {
  if (!field) return <View className="condition-editor__hint">这个字段已被删除，请删掉这个条件。</View>;
  return (
    <View>
      {control()}
      <View className="condition-editor__hint">什么都不填，就是“已填写{field.label}”的门店。</View>
    </View>
  );

  function control() {
    switch (field?.type) {
      case 'number':
        return <NumberSpan min={condition.min} max={condition.max} unit="" onChange={(span) => onChange({ ...condition, ...span })} />;
      case 'date':
        return <DaySpan from={condition.from} to={condition.to} onChange={(span) => onChange({ ...condition, ...span })} />;
      case 'choice':
      case 'choices':
        return (
          <Chips
            several
            options={field.options.map((option) => ({ key: option, label: option }))}
            chosen={condition.in ?? []}
            onChange={(chosen) => onChange({ ...condition, in: chosen.length > 0 ? chosen : undefined })}
          />
        );
      default:
        return (
          <TextInput
            value={condition.contains ?? ''}
            placeholder="包含哪些字"
            maxLength={60}
            onChange={(contains) => onChange({ ...condition, contains: contains === '' ? undefined : contains })}
          />
        );
    }
  }
}
