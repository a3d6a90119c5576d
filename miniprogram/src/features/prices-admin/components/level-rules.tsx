import { useState } from 'react';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { confirm } from '@/platform/toast';
import { KIND_ZH, keyOfRule, type NamedRule, ruleText, withRule } from '../level-draft';
import { RuleSheet } from './rule-sheet';

type Props = { rules: NamedRule[]; categories: { key: number; label: string }[]; onChange: (rules: NamedRule[]) => void };

/** What a level says about which goods. */
export function LevelRules({ rules, categories, onChange }: Props) {
  const [adding, setAdding] = useState(false);
  const drop = async (rule: NamedRule) => {
    if (!(await confirm({ title: `去掉“${rule.label}”的规则？`, loses: '保存后这些货按统一折扣或标价。', action: '去掉' }))) return;
    onChange(rules.filter((one) => keyOfRule(one) !== keyOfRule(rule)));
  };
  return (
    <>
      <Section title={`规则 ${rules.length} 条`} flush>
        {rules.map((rule) => (
          <Row key={keyOfRule(rule)} title={rule.label} text={KIND_ZH[rule.kind]} value={ruleText(rule)} onTap={() => void drop(rule)} />
        ))}
        <Row icon="plus" title="加一条规则" onTap={() => setAdding(true)} />
      </Section>
      {adding && <RuleSheet categories={categories} onClose={() => setAdding(false)} onAdd={(rule) => onChange(withRule(rules, rule))} />}
    </>
  );
}
