import type { CustomField } from '@dianquan/shared/contract/shops';
import type { FieldFault } from '@dianquan/shared/errors';
import { RULE_MAX_CONDITIONS, RULE_MAX_DEPTH, type RuleCondition, ruleConditions, type SegmentRule } from '@dianquan/shared/segment-rule';
import { MAX_NUMBER } from '../custom-fields/field-values';
import { isRegion } from '../regions/regions';

/** What a rule may speak of. */
export type RuleGrounds = { fields: ReadonlyMap<number, CustomField['type']>; staffIds: ReadonlySet<number> };
type Criterion = 'contains' | 'in' | 'min' | 'max' | 'from' | 'to';

const CRITERIA: Record<CustomField['type'], readonly Criterion[]> = {
  text: ['contains', 'in'],
  number: ['min', 'max'],
  date: ['from', 'to'],
  choice: ['in', 'contains'],
  choices: ['in', 'contains'],
};
const CRITERION_ZH: Record<Criterion, string> = {
  contains: '包含',
  in: '选项',
  min: '最小值',
  max: '最大值',
  from: '开始日期',
  to: '结束日期',
};

/** What the contract's schema cannot say about a rule, each fault at its place: `rule.all.0.any.2`. */
export function ruleFaults(rule: SegmentRule, grounds: RuleGrounds): FieldFault[] {
  const faults: FieldFault[] = [];
  const conditions = ruleConditions(rule).length;
  if (conditions > RULE_MAX_CONDITIONS) {
    const zh = `一个分群最多 ${RULE_MAX_CONDITIONS} 个条件，现在有 ${conditions} 个`;
    faults.push({ field: 'rule', rule: 'too_large', max: RULE_MAX_CONDITIONS, zh });
  }
  inspect(rule, 'rule', 0, grounds, faults);
  return faults;
}

function inspect(rule: SegmentRule, path: string, depth: number, grounds: RuleGrounds, faults: FieldFault[]): void {
  if ('field' in rule) {
    faults.push(...conditionFaults(rule, path, grounds));
    return;
  }
  if (depth === RULE_MAX_DEPTH) {
    faults.push({ field: path, rule: 'too_large', max: RULE_MAX_DEPTH, zh: `条件最多嵌套 ${RULE_MAX_DEPTH} 层` });
    return;
  }
  if ('not' in rule) {
    inspect(rule.not, `${path}.not`, depth + 1, grounds, faults);
    return;
  }
  const [key, parts] = 'all' in rule ? (['all', rule.all] as const) : (['any', rule.any] as const);
  parts.forEach((part, i) => {
    inspect(part, `${path}.${key}.${i}`, depth + 1, grounds, faults);
  });
}

function conditionFaults(rule: RuleCondition, path: string, grounds: RuleGrounds): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (key: string, kind: FieldFault['rule'], zh: string) => faults.push({ field: `${path}.${key}`, rule: kind, zh });
  if ('min' in rule && rule.min !== undefined && rule.max !== undefined && rule.min > rule.max)
    fault('max', 'too_small', '最大值不能小于最小值');
  if ('from' in rule && rule.from !== undefined && rule.to !== undefined && rule.from > rule.to)
    fault('to', 'too_small', '结束日期不能早于开始日期');
  switch (rule.field) {
    case 'region':
      for (const [i, code] of rule.in.entries()) if (!isRegion(code)) fault(`in.${i}`, 'not_found', `没有编码为 ${code} 的区域`);
      break;
    case 'ownerStaff':
    case 'invitedBy':
      for (const [i, id] of rule.in.entries()) if (!grounds.staffIds.has(id)) fault(`in.${i}`, 'not_found', '没有这位员工');
      break;
    case 'lastOrder':
      if (rule.never && (rule.withinDays !== undefined || rule.olderThanDays !== undefined))
        fault('never', 'other', '“从未下单”不能再限定天数');
      else if (rule.withinDays !== undefined && rule.olderThanDays !== undefined && rule.olderThanDays >= rule.withinDays)
        fault('olderThanDays', 'too_large', '“早于”的天数要小于“以内”的天数');
      break;
    case 'custom':
      faults.push(...customFaults(rule, path, grounds));
      break;
    default:
  }
  return faults;
}

function customFaults(rule: Extract<RuleCondition, { field: 'custom' }>, path: string, grounds: RuleGrounds): FieldFault[] {
  const type = grounds.fields.get(rule.id);
  if (type === undefined) return [{ field: `${path}.id`, rule: 'not_found', zh: '没有这个自定义字段' }];
  const given = (Object.keys(CRITERION_ZH) as Criterion[]).filter((key) => rule[key] !== undefined);
  const huge = (['min', 'max'] as const).filter((key) => Math.abs(rule[key] ?? 0) > MAX_NUMBER);
  if (huge.length > 0) return huge.map((key) => ({ field: `${path}.${key}`, rule: 'too_large', max: MAX_NUMBER, zh: '数字太大' }));
  return given
    .filter((key) => !CRITERIA[type].includes(key))
    .map((key) => ({ field: `${path}.${key}`, rule: 'other', zh: `这个字段不能按“${CRITERION_ZH[key]}”筛选` }));
}
