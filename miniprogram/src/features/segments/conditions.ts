import type { CustomField } from '@dianquan/shared/contract/shops';
import { RULE_FIELD_ZH, type RuleCondition, type RuleField } from '@dianquan/shared/segment-rule';

/** What a condition may be about: the built-in fields, then the admin's own. */
export type Subject = { key: string; label: string; hint: string; start: RuleCondition };

const STARTS: Record<Exclude<RuleField, 'custom'>, { start: RuleCondition; hint: string }> = {
  level: { start: { field: 'level', in: [] }, hint: 'A、B、C、D' },
  status: { start: { field: 'status', in: [] }, hint: '未合作、已合作、已流失' },
  region: { start: { field: 'region', in: [] }, hint: '市、区县、街道' },
  trade: { start: { field: 'trade', in: [] }, hint: '五金、水暖……' },
  tag: { start: { field: 'tag', in: [] }, hint: '有其中一个就算' },
  ownerStaff: { start: { field: 'ownerStaff', in: [] }, hint: '现在由谁负责' },
  invitedBy: { start: { field: 'invitedBy', in: [] }, hint: '当初是谁请进来的' },
  joined: { start: { field: 'joined' }, hint: '哪天到哪天' },
  lastOrder: { start: { field: 'lastOrder', withinDays: 30 }, hint: '多久没下单' },
  orders90d: { start: { field: 'orders90d', min: 1 }, hint: '至少、至多几单' },
  spend90d: { start: { field: 'spend90d' }, hint: '至少、至多多少元' },
};
const FIELD_TYPE_ZH: Record<CustomField['type'], string> = { text: '文字', number: '数字', date: '日期', choice: '单选', choices: '多选' };

export function subjectsOf(fields: readonly CustomField[]): Subject[] {
  const own = Object.entries(STARTS).map(([field, given]) => ({ key: field, label: RULE_FIELD_ZH[field as RuleField], ...given }));
  const custom = fields.map((field): Subject => {
    return { key: `custom:${field.id}`, label: field.label, hint: FIELD_TYPE_ZH[field.type], start: { field: 'custom', id: field.id } };
  });
  return [...own, ...custom];
}

export function labelOfCondition(condition: RuleCondition, fields: readonly CustomField[]): string {
  if (condition.field !== 'custom') return RULE_FIELD_ZH[condition.field];
  return fields.find(({ id }) => id === condition.id)?.label ?? RULE_FIELD_ZH.custom;
}

/** What keeps a condition from being used yet, as one types; null when nothing does. */
export function conditionFault(condition: RuleCondition): string | null {
  if ('in' in condition && condition.in?.length === 0) return '至少选一项';
  if ('min' in condition || 'max' in condition) {
    const { min, max } = condition as { min?: number; max?: number };
    if (min !== undefined && max !== undefined && min > max) return '最大值不能小于最小值';
  }
  if ('from' in condition || 'to' in condition) {
    const { from, to } = condition as { from?: string; to?: string };
    if (from !== undefined && to !== undefined && from > to) return '结束日期不能早于开始日期';
  }
  if ((condition.field === 'orders90d' || condition.field === 'spend90d') && condition.min === undefined && condition.max === undefined)
    return '至少填一个数';
  if (condition.field === 'lastOrder' && condition.withinDays !== undefined && condition.olderThanDays !== undefined)
    return condition.olderThanDays >= condition.withinDays ? '“以前”的天数要小于“以内”的天数' : null;
  return null;
}

/** Leaves out what was cleared: the API takes a missing value, not an empty one. */
export function tidy<C extends RuleCondition>(condition: C): C {
  return Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== undefined && value !== '')) as C;
}
