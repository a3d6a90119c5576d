import { dayEnd, dayStart, midnight, type RuleCondition, type SegmentRule } from '@dianquan/shared/segment-rule';
import type { Fragment } from '../../platform/database/sql';

/**
 * A rule as one condition over a row `shop`, the same on SQLite and on MySQL / MariaDB. No part of it is ever NULL, so that NOT means
 * what it means in the rule: a shop without a value does not match, and matches the opposite.
 */
export function ruleSql(rule: SegmentRule, now: number): Fragment {
  if ('all' in rule) return group(rule.all, ' AND ', '1=1', now);
  if ('any' in rule) return group(rule.any, ' OR ', '1=0', now);
  if ('not' in rule) {
    const inner = ruleSql(rule.not, now);
    return { sql: `NOT (${inner.sql})`, params: inner.params };
  }
  return conditionSql(rule, now);
}

function group(parts: readonly SegmentRule[], word: string, whenEmpty: string, now: number): Fragment {
  if (parts.length === 0) return { sql: whenEmpty, params: [] };
  const inner = parts.map((part) => ruleSql(part, now));
  return { sql: `(${inner.map((part) => part.sql).join(word)})`, params: inner.flatMap((part) => part.params) };
}

function conditionSql(rule: RuleCondition, now: number): Fragment {
  switch (rule.field) {
    case 'level':
      return known('shop.level', among('shop.level', rule.in));
    case 'status':
      return among('shop.status', rule.in);
    case 'region':
      return known('shop.region_code', join(rule.in.map(below), ' OR '));
    case 'trade':
      return known('shop.trade', among('shop.trade', rule.in));
    case 'tag': {
      const tags = among('shop_tag.tag', rule.in);
      return { sql: `EXISTS (SELECT 1 FROM shop_tag WHERE shop_tag.shop_id = shop.id AND ${tags.sql})`, params: tags.params };
    }
    case 'ownerStaff':
      return known('shop.owner_staff_id', among('shop.owner_staff_id', rule.in));
    case 'invitedBy':
      return known('shop.invited_by_staff_id', among('shop.invited_by_staff_id', rule.in));
    case 'joined':
      return known('shop.joined_at', span('shop.joined_at', rule.from && dayStart(rule.from), rule.to && dayEnd(rule.to)));
    case 'lastOrder':
      return lastOrder(rule, now);
    case 'orders90d':
      return range('shop.orders_90d', rule.min, rule.max);
    case 'spend90d':
      return range('shop.spend_90d_fen', rule.min, rule.max);
    case 'custom':
      return custom(rule);
  }
}

function lastOrder(rule: Extract<RuleCondition, { field: 'lastOrder' }>, now: number): Fragment {
  if (rule.never) return { sql: 'shop.last_order_at IS NULL', params: [] };
  const from = rule.withinDays === undefined ? undefined : midnight(now, rule.withinDays);
  const before = rule.olderThanDays === undefined ? undefined : midnight(now, rule.olderThanDays);
  return known('shop.last_order_at', span('shop.last_order_at', from, before));
}

/** Compared as text, code by code; dates are stored as YYYY-MM-DD and sort as they stand. */
function custom(rule: Extract<RuleCondition, { field: 'custom' }>): Fragment {
  const value = 'shop_field_value.text_value';
  const parts: Fragment[] = [{ sql: 'shop_field_value.shop_id = shop.id AND shop_field_value.field_id = ?', params: [rule.id] }];
  if (rule.contains !== undefined) parts.push({ sql: `INSTR(${value}, ?) > 0`, params: [rule.contains] });
  if (rule.in !== undefined) parts.push(among(value, rule.in));
  if (rule.from !== undefined) parts.push({ sql: `${value} >= ?`, params: [rule.from] });
  if (rule.to !== undefined) parts.push({ sql: `${value} <= ?`, params: [rule.to] });
  if (rule.min !== undefined || rule.max !== undefined) parts.push(range('shop_field_value.number_value', rule.min, rule.max));
  const inner = join(parts, ' AND ');
  return { sql: `EXISTS (SELECT 1 FROM shop_field_value WHERE ${inner.sql})`, params: inner.params };
}

const known = (column: string, inner: Fragment): Fragment => ({ sql: `(${column} IS NOT NULL AND ${inner.sql})`, params: inner.params });

function among(column: string, values: readonly (string | number)[]): Fragment {
  if (values.length === 0) return { sql: '1=0', params: [] };
  return { sql: `${column} IN (${values.map(() => '?').join(',')})`, params: [...values] };
}

/** Codes are digits and ':' follows 9: every code that begins with this one, found through the index on both engines. */
const below = (code: string): Fragment => ({ sql: '(shop.region_code >= ? AND shop.region_code < ?)', params: [code, `${code}:`] });

function span(column: string, from?: number | '', before?: number | ''): Fragment {
  const parts: Fragment[] = [];
  if (typeof from === 'number') parts.push({ sql: `${column} >= ?`, params: [from] });
  if (typeof before === 'number') parts.push({ sql: `${column} < ?`, params: [before] });
  return join(parts, ' AND ');
}

function range(column: string, min?: number, max?: number): Fragment {
  const parts: Fragment[] = [];
  if (min !== undefined) parts.push({ sql: `${column} >= ?`, params: [min] });
  if (max !== undefined) parts.push({ sql: `${column} <= ?`, params: [max] });
  return join(parts, ' AND ');
}

function join(parts: readonly Fragment[], word: string): Fragment {
  if (parts.length === 0) return { sql: '1=1', params: [] };
  return { sql: `(${parts.map((part) => part.sql).join(word)})`, params: parts.flatMap((part) => part.params) };
}
