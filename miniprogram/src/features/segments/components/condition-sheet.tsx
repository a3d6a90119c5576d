import type { CustomField } from '@dianquan/shared/contract/shops';
import type { RuleCondition } from '@dianquan/shared/segment-rule';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Row } from '@/components/row';
import { Sheet } from '@/components/sheet';
import { conditionFault, labelOfCondition, subjectsOf, tidy } from '../conditions';
import { ConditionEditor } from './condition-editor';
import './condition-sheet.scss';

/** One condition at a time: first what it is about, then what it asks. Without a condition given, it makes a new one. */
export function ConditionSheet({
  given,
  fields,
  onDone,
  onRemove,
  onClose,
}: {
  given: RuleCondition | null;
  fields: readonly CustomField[];
  onDone: (condition: RuleCondition) => void;
  onRemove?: () => void;
  onClose: () => void;
}) {
  const [condition, setCondition] = useState(given);
  if (!condition)
    return (
      <Sheet open onClose={onClose} title="按什么来选门店">
        <View className="condition-sheet__subjects">
          {subjectsOf(fields).map(({ key, label, hint, start }) => (
            <Row key={key} title={label} value={hint} onTap={() => setCondition(start)} />
          ))}
        </View>
      </Sheet>
    );
  const fault = conditionFault(condition);
  return (
    <Sheet
      open
      onClose={onClose}
      title={labelOfCondition(condition, fields)}
      foot={
        <View className="condition-sheet__foot">
          {onRemove && <Button kind="danger" label="删除" onTap={onRemove} />}
          <Button label={fault ?? '用这个条件'} disabled={fault !== null} onTap={() => onDone(tidy(condition))} />
        </View>
      }
    >
      <View className="condition-editor">
        <ConditionEditor condition={condition} onChange={setCondition} fields={fields} />
      </View>
    </Sheet>
  );
}
