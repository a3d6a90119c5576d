import type { ShopLevel, ShopStatus } from './roles.js';

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
  /** Whole days since; `never: true` = has never ordered. */
  | { field: 'lastOrder'; withinDays?: number; olderThanDays?: number; never?: boolean }
  | { field: 'orders90d'; min?: number; max?: number }
  /** Fen. */
  | { field: 'spend90d'; min?: number; max?: number }
  | { field: 'custom'; id: number; contains?: string; in?: string[]; min?: number; max?: number; from?: string; to?: string };

export type RuleField = Extract<SegmentRule, { field: string }>['field'];
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
