import { shanghaiDay } from './shanghai-day.js';

/** Prices are fen for one base unit (瓶, 个, 米), quantities are base units, moments are epoch milliseconds: all of them integers. */

/** The dearest base unit and the most of it on one line: together they keep every line's total a safe integer. */
export const MAX_BASE_FEN = 100_000_000;
export const MAX_BASE_QUANTITY = 10_000_000;
/** A discount is what is paid of the list price: 900 is 9 折, 1000 the list price itself. */
export const MAX_DISCOUNT_PERMILLE = 1000;

/** In order of precedence: the first that says something makes the price. */
export const PRICE_RULES = ['customer', 'last', 'level', 'list'] as const;
export type PriceRule = (typeof PRICE_RULES)[number];
/** What a level's price comes from, in order of precedence. */
export const LEVEL_SOURCES = ['sku', 'product', 'category', 'brand', 'general'] as const;
export type LevelSource = (typeof LEVEL_SOURCES)[number];

/** One price level that applies to the shop, with what it says about this SKU and what stands above it. */
export type PriceLevelFacts = {
  id: number;
  name: string;
  position: number;
  /** Fen, from the level's table. */
  skuFen?: number | null;
  productPermille?: number | null;
  /** From the product's own category up to the root; null where the level says nothing. */
  categoryPermilles?: readonly (number | null)[];
  brandPermille?: number | null;
  generalPermille?: number | null;
};
/** List and cost on the day an old price was fixed; null when they weren't known. */
type References = { listFen: number | null; costFen: number | null };
/** Holds from `validFrom` on and before `validUntil`; null = without an end. */
export type CustomerPriceFacts = { fen: number; validFrom: number | null; validUntil: number | null } & References;
export type LastPriceFacts = { fen: number; at: number } & References;
/** From so many base units on, a base unit costs this. */
export type LadderStep = { from: number; fen: number };
export type PriceSettings = {
  /** Whether the last price paid is a rule at all; otherwise it is only shown. */
  lastPriceDefault: boolean;
  /** In days of the calendar in Shanghai. */
  lastPriceMaxDays: number;
  /** How far list or cost may have moved since an old price was fixed. */
  guardPermille: number;
};
export type PriceFacts = {
  now: number;
  listFen: number;
  costFen: number | null;
  floorFen: number | null;
  ladder: readonly LadderStep[];
  customer: CustomerPriceFacts | null;
  last: LastPriceFacts | null;
  levels: readonly PriceLevelFacts[];
  settings: PriceSettings;
};

export type LevelPrice = { fen: number; source: LevelSource; permille: number | null };
/** `used` made the price; `outranked` says something that an earlier rule, or a lower level, overrode. The others say why not. */
export type RuleOutcome = 'used' | 'outranked' | 'none' | 'not_yet' | 'expired' | 'off' | 'too_old' | 'guarded';
export type ConsideredRule = {
  rule: PriceRule;
  outcome: RuleOutcome;
  /** What the rule says, also when it doesn't count; null when it says nothing. */
  fen: number | null;
  level: { id: number; name: string; source: LevelSource | null; permille: number | null } | null;
};
export type GuardReason = 'list' | 'cost';
export type Price = {
  /** What one base unit costs at this quantity. */
  fen: number;
  rule: PriceRule;
  /** The quantity made it cheaper than the rule alone. */
  ladder: boolean;
  /** The floor made it dearer than rule and ladder. */
  floored: boolean;
  levelId: number | null;
  considered: ConsideredRule[];
  /** An old price that would have come first, but waits for a manager's confirmation. For staff only: it tells of the cost. */
  guarded: { rule: 'customer' | 'last'; oldFen: number; reason: GuardReason } | null;
  /** What would lower the price, nearest first, each cheaper than the one before. */
  lower: { kind: 'quantity'; from: number; fen: number }[];
};

/** What a level says about a SKU of this list price (fen); null when it says nothing. Discounts round half up. */
export function levelPrice(level: PriceLevelFacts, listFen: number): LevelPrice | null {
  if (isGiven(level.skuFen)) return { fen: fenOf(level.skuFen), source: 'sku', permille: null };
  const discounts: [LevelSource, number | null | undefined][] = [
    ['product', level.productPermille],
    ['category', level.categoryPermilles?.find(isGiven)],
    ['brand', level.brandPermille],
    ['general', level.generalPermille],
  ];
  for (const [source, permille] of discounts) if (isGiven(permille)) return { fen: discountedFen(listFen, permille), source, permille };
  return null;
}

/** Fen after a discount, rounded half up. */
export function discountedFen(fen: number, permille: number): number {
  whole(permille, 1, MAX_DISCOUNT_PERMILLE, 'permille');
  return Math.floor((fenOf(fen) * permille + 500) / 1000);
}

/** The one answer to what a base unit costs a shop when it takes `baseQuantity` of them. Throws a RangeError for facts that can't be. */
export function priceOf(facts: PriceFacts, baseQuantity: number): Price {
  const quantity = whole(baseQuantity, 1, MAX_BASE_QUANTITY, 'quantity');
  const floorFen = facts.floorFen === null ? 0 : fenOf(facts.floorFen);
  const customer = customerRule(facts);
  const last = lastRule(facts);
  const considered = [customer, last, ...levelRules(facts), listRule(facts)];
  const winner = considered.find((entry) => entry.outcome === 'used')!;
  for (const entry of considered) if (entry.outcome === 'used' && entry !== winner) entry.outcome = 'outranked';

  const ruleFen = winner.fen!;
  // Of all steps reached the cheapest: a ladder entered upside down still never makes more cost more.
  const steps = [...facts.ladder].sort((a, b) => a.from - b.from);
  const reached = steps.filter((step) => step.from <= quantity).map((step) => fenOf(step.fen));
  const bareFen = Math.min(ruleFen, ...reached);
  const fen = Math.max(bareFen, floorFen);
  return {
    fen,
    rule: winner.rule,
    ladder: fen < Math.max(ruleFen, floorFen),
    floored: bareFen < floorFen,
    levelId: winner.rule === 'level' ? winner.level!.id : null,
    considered,
    guarded: guardBefore(winner, facts, customer, last),
    lower: lowerSteps(steps, quantity, fen, floorFen),
  };
}

/** Fen for one unit of `factor` base units. */
export const unitPriceFen = (baseFen: number, factor: number): number => product(baseFen, whole(factor, 1, MAX_BASE_QUANTITY, 'factor'));

/** Fen for a line; nothing is rounded after the base price is fixed. */
export const lineTotalFen = (baseFen: number, baseQuantity: number): number =>
  product(baseFen, whole(baseQuantity, 0, MAX_BASE_QUANTITY, 'quantity'));

/** Fen for all lines; refuses a sum that numbers can't hold exactly. */
export function sumFen(totals: Iterable<number>): number {
  let sum = 0;
  for (const fen of totals) sum = safe(sum + safe(fen));
  return sum;
}

/** Why an old price isn't used without confirmation: list or cost moved too far; null when it may be. Permille of what it was then. */
export function guardReason(then: References, now: { listFen: number; costFen: number | null }, guardPermille: number): GuardReason | null {
  if (hasMoved(then.listFen, now.listFen, guardPermille)) return 'list';
  return hasMoved(then.costFen, now.costFen, guardPermille) ? 'cost' : null;
}

function hasMoved(then: number | null, now: number | null, guardPermille: number): boolean {
  return then !== null && now !== null && Math.abs(fenOf(now) - fenOf(then)) * 1000 > safe(guardPermille * then);
}

function customerRule({ customer, now, listFen, costFen, settings }: PriceFacts): ConsideredRule {
  if (customer === null) return { rule: 'customer', outcome: 'none', fen: null, level: null };
  const outcome =
    customer.validFrom !== null && now < customer.validFrom
      ? 'not_yet'
      : customer.validUntil !== null && now >= customer.validUntil
        ? 'expired'
        : guardReason(customer, { listFen, costFen }, settings.guardPermille) !== null
          ? 'guarded'
          : 'used';
  return { rule: 'customer', outcome, fen: fenOf(customer.fen), level: null };
}

function lastRule({ last, now, listFen, costFen, settings }: PriceFacts): ConsideredRule {
  if (last === null) return { rule: 'last', outcome: 'none', fen: null, level: null };
  const outcome = !settings.lastPriceDefault
    ? 'off'
    : shanghaiDay(now) - shanghaiDay(last.at) > settings.lastPriceMaxDays
      ? 'too_old'
      : guardReason(last, { listFen, costFen }, settings.guardPermille) !== null
        ? 'guarded'
        : 'used';
  return { rule: 'last', outcome, fen: fenOf(last.fen), level: null };
}

/** Every level of the shop, the one that counts first: the cheapest, of equal ones the first by position, then by id. */
function levelRules({ levels, listFen }: PriceFacts): ConsideredRule[] {
  if (levels.length === 0) return [{ rule: 'level', outcome: 'none', fen: null, level: null }];
  const priced = levels.map((level) => ({ level, price: levelPrice(level, listFen) }));
  priced.sort(
    (a, b) =>
      (a.price?.fen ?? Number.POSITIVE_INFINITY) - (b.price?.fen ?? Number.POSITIVE_INFINITY) ||
      a.level.position - b.level.position ||
      a.level.id - b.level.id,
  );
  return priced.map(({ level, price }, index) => ({
    rule: 'level',
    outcome: price === null ? 'none' : index === 0 ? 'used' : 'outranked',
    fen: price?.fen ?? null,
    level: { id: level.id, name: level.name, source: price?.source ?? null, permille: price?.permille ?? null },
  }));
}

function listRule({ listFen }: PriceFacts): ConsideredRule {
  return { rule: 'list', outcome: 'used', fen: fenOf(listFen), level: null };
}

function guardBefore(winner: ConsideredRule, facts: PriceFacts, customer: ConsideredRule, last: ConsideredRule): Price['guarded'] {
  const oldPrices = [customer, last] as const;
  for (const entry of oldPrices) {
    if (entry === winner) return null;
    if (entry.outcome !== 'guarded') continue;
    const rule = entry === customer ? 'customer' : 'last';
    return { rule, oldFen: entry.fen!, reason: guardReason(facts[rule]!, facts, facts.settings.guardPermille)! };
  }
  return null;
}

function lowerSteps(steps: readonly LadderStep[], quantity: number, currentFen: number, floorFen: number): Price['lower'] {
  const lower: Price['lower'] = [];
  let cheapest = currentFen;
  for (const step of steps) {
    const fen = Math.max(fenOf(step.fen), floorFen);
    if (step.from <= quantity || fen >= cheapest) continue;
    // Two steps that begin at the same quantity: only the cheaper is ever paid.
    if (lower[lower.length - 1]?.from === step.from) lower.pop();
    lower.push({ kind: 'quantity', from: step.from, fen });
    cheapest = fen;
  }
  return lower;
}

const isGiven = (value: number | null | undefined): value is number => value !== null && value !== undefined;
const fenOf = (fen: number): number => whole(fen, 0, MAX_BASE_FEN, 'fen');
const product = (baseFen: number, count: number): number => safe(fenOf(baseFen) * count);

function whole(value: number, min: number, max: number, name: string): number {
  if (!Number.isInteger(value) || value < min || value > max) throw new RangeError(`${name} is no whole number from ${min} to ${max}`);
  return value;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('an amount is beyond what a number holds exactly');
  return value;
}
