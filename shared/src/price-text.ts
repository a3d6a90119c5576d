import { moneyText } from './money.js';
import type { ConsideredRule, Price, PriceFacts, PriceRule, RuleOutcome } from './price.js';
import { shanghaiDayText } from './shanghai-day.js';

export const PRICE_RULE_ZH: Record<PriceRule, string> = { customer: '专属价', last: '上次成交价', level: '等级价', list: '标准价' };

type Saying = (entry: ConsideredRule, facts: PriceFacts) => string;
/** Why a rule doesn't make the price. Nothing here tells a shop what cost or margin did. */
const WHY_NOT_ZH: Record<Exclude<RuleOutcome, 'used'>, Saying> = {
  none: ({ rule, level }) => (level ? '没有这件商品的价格' : NOTHING_ZH[rule]),
  not_yet: (_, { customer }) => `${shanghaiDayText(customer!.validFrom!)} 起生效`,
  // The end is the first moment that it no longer holds, so the day before is the last.
  expired: (_, { customer }) => `${shanghaiDayText(customer!.validUntil! - 1)} 已到期`,
  off: () => '仅供参考，不作为下单价',
  too_old: (_, { settings }) => `已超过 ${settings.lastPriceMaxDays} 天`,
  guarded: () => '行情变动较大，原价待供应商确认',
  outranked: ({ rule }) => (rule === 'level' ? '有更优先或更低的价格' : '有更优先的价格'),
};
const NOTHING_ZH: Record<PriceRule, string> = {
  customer: '没有设置专属价',
  last: '还没有成交记录',
  level: '不在任何价格等级',
  list: '没有标准价',
};

export type PriceExplanation = {
  /** One line under the price: `等级价（A 级 9 折），满量优惠`. */
  zh: string;
  rules: (ConsideredRule & { zh: string })[];
  lower: (Price['lower'][number] & { zh: string })[];
};

/** Which rule made the price, why the others didn't, and what would lower it. `baseUnit` is the name of the base unit: 瓶. */
export function explainPrice(price: Price, facts: PriceFacts, baseUnit: string): PriceExplanation {
  const winner = price.considered.find((entry) => entry.outcome === 'used')!;
  const parts = [ruleText(winner)];
  if (price.ladder) parts.push('满量优惠');
  if (price.floored) parts.push('按最低限价');
  return {
    zh: parts.join('，'),
    rules: price.considered.map((entry) => ({ ...entry, zh: consideredText(entry, facts) })),
    lower: price.lower.map((step) => ({ ...step, zh: `买满 ${step.from} ${baseUnit}，每${baseUnit} ${moneyText(step.fen)}` })),
  };
}

/** `专属价`, `等级价（A 级 9 折）`, `等级价（A 级价目表）`. */
export function ruleText({ rule, level }: Pick<ConsideredRule, 'rule' | 'level'>): string {
  if (level === null) return PRICE_RULE_ZH[rule];
  const terms = level.permille !== null ? ` ${discountText(level.permille)}` : level.source === 'sku' ? '价目表' : '';
  return `${PRICE_RULE_ZH[rule]}（${level.name}${terms}）`;
}

/** 900 → `9 折`, 885 → `8.85 折`, 1000 → `不打折`. */
export const discountText = (permille: number): string => (permille === 1000 ? '不打折' : `${permille / 100} 折`);

function consideredText(entry: ConsideredRule, facts: PriceFacts): string {
  const value = entry.fen === null ? '' : ` ${moneyText(entry.fen)}`;
  const why = entry.outcome === 'used' ? '' : `：${WHY_NOT_ZH[entry.outcome](entry, facts)}`;
  return `${ruleText(entry)}${value}${why}`;
}
