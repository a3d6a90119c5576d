import type { CustomField } from '@dianquan/shared/contract/shops';
import type { RuleCondition, RuleNames } from '@dianquan/shared/segment-rule';
import { ruleSentence } from '@dianquan/shared/segment-rule';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { LinkText } from '@/components/link-text';
import { choose, toast } from '@/platform/toast';
import {
  addCondition,
  addGroup,
  type DraftGroup,
  GROUP_MODE_ZH,
  type GroupMode,
  isGroup,
  isWithinBounds,
  removePart,
  replaceCondition,
  setMode,
} from '../rule-draft';
import { ConditionSheet } from './condition-sheet';
import './rule-editor.scss';

type Editing = { key: number; condition: RuleCondition } | { into: number; asGroup: boolean };

/** A rule as sentences that can be tapped. `faults` are by the key of their part. */
export function RuleEditor({
  draft,
  onChange,
  names,
  fields,
  faults,
}: {
  draft: DraftGroup;
  onChange: (draft: DraftGroup) => void;
  names: RuleNames;
  fields: readonly CustomField[];
  faults: Record<number, string>;
}) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const take = (changed: DraftGroup) => {
    setEditing(null);
    if (isWithinBounds(changed)) onChange(changed);
    else toast('条件太多或套得太深，先减一些');
  };
  const finish = (condition: RuleCondition) => {
    if (!editing) return;
    if ('key' in editing) take(replaceCondition(draft, editing.key, condition));
    else take((editing.asGroup ? addGroup : addCondition)(draft, editing.into, condition));
  };
  const pickMode = async (group: DraftGroup) => {
    const modes = Object.keys(GROUP_MODE_ZH) as GroupMode[];
    const chosen = await choose(modes.map((mode) => GROUP_MODE_ZH[mode]));
    const mode = modes.find((one) => GROUP_MODE_ZH[one] === chosen);
    if (mode) take(setMode(draft, group.key, mode));
  };

  return (
    <View className="rule-editor">
      {drawGroup(draft, true)}
      {editing && (
        <ConditionSheet
          given={'key' in editing ? editing.condition : null}
          fields={fields}
          onDone={finish}
          onRemove={'key' in editing ? () => take(removePart(draft, editing.key)) : undefined}
          onClose={() => setEditing(null)}
        />
      )}
    </View>
  );

  function drawGroup(group: DraftGroup, isRoot: boolean) {
    return (
      <View key={group.key} className={classes('rule-editor__group', !isRoot && 'rule-editor__group--inner')}>
        <View className="rule-editor__mode" ariaRole="button" onClick={() => void pickMode(group)}>
          <View className="rule-editor__mode-word">{GROUP_MODE_ZH[group.mode]}</View>
          {group.mode === 'none' ? '下面任何一条的门店' : '下面的条件'}
          <Icon name="down" size={28} colour="secondary" />
        </View>
        {group.parts.map((part) => (isGroup(part) ? drawGroup(part, false) : drawCondition(part.key, part.condition)))}
        <View className="rule-editor__adds">
          <LinkText label="＋ 添加条件" onTap={() => setEditing({ into: group.key, asGroup: false })} />
          {isRoot && group.parts.length > 0 && (
            <LinkText label="＋ 添加一组条件" onTap={() => setEditing({ into: group.key, asGroup: true })} />
          )}
        </View>
      </View>
    );
  }

  function drawCondition(key: number, condition: RuleCondition) {
    const fault = faults[key];
    return (
      <View
        key={key}
        className={classes('rule-editor__condition', fault && 'rule-editor__condition--faulty')}
        ariaRole="button"
        onClick={() => setEditing({ key, condition })}
      >
        <View className="rule-editor__words">
          <View className="rule-editor__sentence">{ruleSentence(condition, names)}</View>
          {fault && <View className="rule-editor__fault">{fault}</View>}
        </View>
        <View
          className="rule-editor__remove"
          ariaRole="button"
          ariaLabel="删除这个条件"
          onClick={(event) => {
            event.stopPropagation();
            take(removePart(draft, key));
          }}
        >
          <Icon name="close" size={32} colour="secondary" />
        </View>
      </View>
    );
  }
}
