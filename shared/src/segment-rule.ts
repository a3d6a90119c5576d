import { SHOP_STATUS_ZH, type ShopLevel, type ShopStatus } from './roles.js';

/**
 * What a segment's rule can say. `all`, `any` and `not` nest at most four deep. A shop without a value never matches a condition on it,
 * and `not` turns that around: `not(level in A)` holds for a shop without a level.
 */
export type SegmentRule =
  | { all: SegmentRule[] }
  | { any: SegmentRule[] }
  | { not: SegmentRule }
  | { field: 'level'; in: ShopLevel[] }
  | { field: 'status'; in: ShopStatus[] }
  /** A shop's region code starts with one of these. */
  | { field: 'region'; in: string[] }
  | { field: 'trade'; in: string[] }
  /** Has at least one of these tags. */
  | { field: 'tag'; in: string[] }
  | { field: 'ownerStaff'; in: number[] }
  /** The first person of the shop was credited to one of these salespeople. */
  | { field: 'invitedBy'; in: number[] }
  /** Days in Asia/Shanghai, both inclusive: YYYY-MM-DD. */
  | { field: 'joined'; from?: string; to?: string }
  /** Days of the calendar in Shanghai since: an order of today is 0 days old. `never: true` = has never ordered, and stands alone. */
  | { field: 'lastOrder'; withinDays?: number; olderThanDays?: number; never?: boolean }
  | { field: 'orders90d'; min?: number; max?: number }
  /** Fen. */
  | { field: 'spend90d'; min?: number; max?: number }
  /** One value of the field fits all that is given; with nothing given, the shop has any value. */
  | { field: 'custom'; id: number; contains?: string; in?: string[]; min?: number; max?: number; from?: string; to?: string };

export type RuleCondition = Extract<SegmentRule, { field: string }>;
export type RuleField = RuleCondition['field'];
export const RULE_FIELD_ZH: Record<RuleField, string> = {
  level: '等级',
  status: '合作状态',
  region: '区域',
  trade: '行业',
  tag: '标签',
  ownerStaff: '业务员',
  invitedBy: '邀请人',
  joined: '加入时间',
  lastOrder: '最近下单',
  orders90d: '近90天订单数',
  spend90d: '近90天金额',
  custom: '自定义字段',
};
/** How deep `all`/`any`/`not` may nest, and how many conditions one rule may hold: a bound on the SQL it becomes. */
export const RULE_MAX_DEPTH = 4;
export const RULE_MAX_CONDITIONS = 40;

/** What a rule asks about a shop. */
export type ShopFacts = {
  level: string | null;
  status: string;
  regionCode: string | null;
  trade: string | null;
  tags: readonly string[];
  ownerStaffId: number | null;
  invitedByStaffId: number | null;
  joinedAt: number | null;
  lastOrderAt: number | null;
  orders90d: number;
  spend90dFen: number;
  /** By the custom field's id: numbers for a number field, texts for all others. */
  custom: Readonly<Record<number, readonly (string | number)[]>>;
};

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
/** Midnight in Shanghai at the beginning of a day, as epoch milliseconds. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS;
/** Midnight in Shanghai at the beginning of the day that holds `now`, some days earlier if asked. */
export const midnight = (now: number, daysBefore = 0): number =>
  (Math.floor((now + SHANGHAI_MS) / DAY_MS) - daysBefore) * DAY_MS - SHANGHAI_MS;
export const dayEnd = (day: string): number => dayStart(day) + DAY_MS;

const within = (value: number, min?: number, max?: number) => (min === undefined || value >= min) && (max === undefined || value <= max);
const isIn = <T>(value: T | null, list: readonly T[]) => value !== null && list.includes(value);

/** The meaning of a rule. The server's SQL is held to this on random rules and shops. */
export function matchesRule(rule: SegmentRule, shop: ShopFacts, now: number): boolean {
  if ('all' in rule) return rule.all.every((part) => matchesRule(part, shop, now));
  if ('any' in rule) return rule.any.some((part) => matchesRule(part, shop, now));
  if ('not' in rule) return !matchesRule(rule.not, shop, now);
  switch (rule.field) {
    case 'level':
      return isIn<string>(shop.level, rule.in);
    case 'status':
      return isIn<string>(shop.status, rule.in);
    case 'region':
      return rule.in.some((code) => shop.regionCode?.startsWith(code));
    case 'trade':
      return isIn(shop.trade, rule.in);
    case 'tag':
      return rule.in.some((tag) => shop.tags.includes(tag));
    case 'ownerStaff':
      return isIn(shop.ownerStaffId, rule.in);
    case 'invitedBy':
      return isIn(shop.invitedByStaffId, rule.in);
    case 'joined':
      if (shop.joinedAt === null) return false;
      return (
        (rule.from === undefined || shop.joinedAt >= dayStart(rule.from)) && (rule.to === undefined || shop.joinedAt < dayEnd(rule.to))
      );
    case 'lastOrder':
      if (rule.never) return shop.lastOrderAt === null;
      if (shop.lastOrderAt === null) return false;
      if (rule.withinDays !== undefined && shop.lastOrderAt < midnight(now, rule.withinDays)) return false;
      return rule.olderThanDays === undefined || shop.lastOrderAt < midnight(now, rule.olderThanDays);
    case 'orders90d':
      return within(shop.orders90d, rule.min, rule.max);
    case 'spend90d':
      return within(shop.spend90dFen, rule.min, rule.max);
    case 'custom':
      return (shop.custom[rule.id] ?? []).some((value) => fitsCustom(rule, value));
  }
}

function fitsCustom(rule: Extract<RuleCondition, { field: 'custom' }>, value: string | number): boolean {
  const asksText = rule.contains !== undefined || rule.in !== undefined || rule.from !== undefined || rule.to !== undefined;
  if (typeof value === 'number') return !asksText && within(value, rule.min, rule.max);
  if (rule.min !== undefined || rule.max !== undefined) return false;
  return (
    (rule.contains === undefined || value.includes(rule.contains)) &&
    (rule.in === undefined || rule.in.includes(value)) &&
    (rule.from === undefined || value >= rule.from) &&
    (rule.to === undefined || value <= rule.to)
  );
}

/** How deep `all`, `any` and `not` stand in each other; a bare condition is 0. */
export function ruleDepth(rule: SegmentRule): number {
  if ('field' in rule) return 0;
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : [rule.not];
  return 1 + parts.reduce((deepest, part) => Math.max(deepest, ruleDepth(part)), 0);
}

export function ruleConditions(rule: SegmentRule): RuleCondition[] {
  if ('field' in rule) return [rule];
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : [rule.not];
  return parts.flatMap(ruleConditions);
}

/** What the ids and codes in a rule are called; what is missing is shown as it stands. */
export type RuleNames = {
  regions?: Readonly<Record<string, string>>;
  staff?: Readonly<Record<number, string>>;
  fields?: Readonly<Record<number, string>>;
};

/** A rule as a person says it: `等级 是 A、B；区域 在 武侯区`. */
export function ruleSentence(rule: SegmentRule, names: RuleNames = {}): string {
  if ('field' in rule) return conditionSentence(rule, names);
  if ('not' in rule) return `不满足（${ruleSentence(rule.not, names)}）`;
  const isAll = 'all' in rule;
  const parts = isAll ? rule.all : rule.any;
  if (parts.length === 0) return isAll ? '全部门店' : '没有门店';
  const inner = parts.map((part) => {
    const sentence = ruleSentence(part, names);
    const joinsSeveral = !('field' in part) && !('not' in part) && parts.length > 1 && sentence.includes(isAll ? ' 或 ' : '；');
    return joinsSeveral ? `（${sentence}）` : sentence;
  });
  return inner.join(isAll ? '；' : ' 或 ');
}

function conditionSentence(rule: RuleCondition, names: RuleNames): string {
  const label = rule.field === 'custom' ? (names.fields?.[rule.id] ?? RULE_FIELD_ZH.custom) : RULE_FIELD_ZH[rule.field];
  const say = (clause: string) => `${label} ${clause}`;
  switch (rule.field) {
    case 'level':
    case 'trade':
      return say(`是 ${rule.in.join('、')}`);
    case 'tag':
      return say(`有 ${rule.in.join('、')}`);
    case 'status':
      return say(`是 ${rule.in.map((status) => SHOP_STATUS_ZH[status]).join('、')}`);
    case 'region':
      return say(`在 ${rule.in.map((code) => names.regions?.[code] ?? code).join('、')}`);
    case 'ownerStaff':
    case 'invitedBy':
      return say(`是 ${rule.in.map((id) => names.staff?.[id] ?? `${id}号`).join('、')}`);
    case 'joined':
      return say(span(rule.from, rule.to) ?? '已加入');
    case 'lastOrder':
      return say(lastOrderSentence(rule));
    case 'orders90d':
      return say(range(rule.min, rule.max, '单') ?? '不限');
    case 'spend90d':
      return say(range(rule.min, rule.max, '元', (fen) => String(fen / 100)) ?? '不限');
    case 'custom':
      return say(customSentence(rule));
  }
}

function lastOrderSentence(rule: Extract<RuleCondition, { field: 'lastOrder' }>): string {
  if (rule.never) return '从未下单';
  const clauses: string[] = [];
  if (rule.withinDays !== undefined) clauses.push(`在 ${rule.withinDays} 天以内`);
  if (rule.olderThanDays !== undefined) clauses.push(`在 ${rule.olderThanDays} 天以前`);
  return clauses.join('，') || '有过';
}

function customSentence(rule: Extract<RuleCondition, { field: 'custom' }>): string {
  const clauses: string[] = [];
  if (rule.contains !== undefined) clauses.push(`包含 ${rule.contains}`);
  if (rule.in !== undefined) clauses.push(`是 ${rule.in.join('、')}`);
  const numbers = range(rule.min, rule.max, '');
  if (numbers !== null) clauses.push(numbers);
  const days = span(rule.from, rule.to);
  if (days !== null) clauses.push(days);
  return clauses.join('，') || '已填写';
}

function range(min: number | undefined, max: number | undefined, unit: string, show: (value: number) => string = String): string | null {
  const suffix = unit === '' ? '' : ` ${unit}`;
  if (min !== undefined && max !== undefined) return `在 ${show(min)} 到 ${show(max)}${suffix} 之间`;
  if (min !== undefined) return `至少 ${show(min)}${suffix}`;
  return max === undefined ? null : `至多 ${show(max)}${suffix}`;
}

function span(from: string | undefined, to: string | undefined): string | null {
  if (from !== undefined && to !== undefined) return from === to ? `在 ${from}` : `在 ${from} 至 ${to}`;
  if (from !== undefined) return `在 ${from} 及以后`;
  return to === undefined ? null : `在 ${to} 及以前`;
}
