import { SHOP_LEVELS, SHOP_STATUSES } from '@dianquan/shared/roles';
import type { SegmentRule, ShopFacts } from '@dianquan/shared/segment-rule';
import fc from 'fast-check';

/** Small worlds, so that rules and shops meet often: every value that a rule may name occurs in shops, beside some that don't. */
export const FIELDS = { text: 1, number: 2, date: 3, choice: 4, choices: 5 } as const;
const REGIONS = ['51', '5101', '510107', '510107001', '510108', '11'];
const TRADES = ['五金', '便利店', 'a', 'A', '五金%', "o'clock", '𠮷野'];
const TAGS = ['老客户', '现款', 'VIP', 'vip', '_'];
const DAYS = ['2026-08-31', '2026-10-01', '2026-11-21', '2026-11-22'];
const TEXTS = ['有冷库', '冷库', '无', '100%', 'Ab', 'ab', '👨‍👩‍👧'];
const CHOICES = ['月结', '现结', '货到付款'];
const NUMBERS = [-1.5, 0, 0.1, 3, 1_000_000.25];
const DAY_MS = 86_400_000;

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const day = fc.constantFrom(...DAYS);
const count = fc.integer({ min: 0, max: 4 });
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
const span = fc.record({ from: maybe(day), to: maybe(day) });
const range = fc.record({ min: maybe(count), max: maybe(count) });

const condition: fc.Arbitrary<SegmentRule> = fc.oneof(
  some(SHOP_LEVELS).map((list): SegmentRule => ({ field: 'level', in: list })),
  some(SHOP_STATUSES).map((list): SegmentRule => ({ field: 'status', in: list })),
  some(REGIONS).map((list): SegmentRule => ({ field: 'region', in: list })),
  some(TRADES).map((list): SegmentRule => ({ field: 'trade', in: list })),
  some(TAGS).map((list): SegmentRule => ({ field: 'tag', in: list })),
  some([1, 2, 3]).map((list): SegmentRule => ({ field: 'ownerStaff', in: list })),
  some([1, 2, 3]).map((list): SegmentRule => ({ field: 'invitedBy', in: list })),
  span.map((spanned): SegmentRule => defined({ field: 'joined', ...spanned })),
  fc.record({ withinDays: maybe(count), olderThanDays: maybe(count) }).map((days): SegmentRule => defined({ field: 'lastOrder', ...days })),
  fc.constant<SegmentRule>({ field: 'lastOrder', never: true }),
  range.map((between): SegmentRule => defined({ field: 'orders90d', ...between })),
  range.map((between): SegmentRule => defined({ field: 'spend90d', ...between })),
  fc
    .record({ contains: maybe(fc.constantFrom(...TEXTS)), in: maybe(some(TEXTS)) })
    .map((asked) => defined({ field: 'custom' as const, id: FIELDS.text, ...asked })),
  fc
    .record({ min: maybe(fc.constantFrom(...NUMBERS)), max: maybe(fc.constantFrom(...NUMBERS)) })
    .map((asked) => defined({ field: 'custom' as const, id: FIELDS.number, ...asked })),
  span.map((asked) => defined({ field: 'custom' as const, id: FIELDS.date, ...asked })),
  fc
    .record({ id: fc.constantFrom(FIELDS.choice, FIELDS.choices, 99), in: maybe(some(CHOICES)) })
    .map((asked) => defined({ field: 'custom' as const, ...asked })),
);

/** Nested at most four deep, as the server takes them. */
export const anyRule: fc.Arbitrary<SegmentRule> = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    condition,
    fc.array(tie('rule'), { maxLength: 3 }).map((all): SegmentRule => ({ all })),
    fc.array(tie('rule'), { maxLength: 3 }).map((any): SegmentRule => ({ any })),
    tie('rule').map((not): SegmentRule => ({ not })),
  ),
})).rule;

/** A shop as it may be, with whatever is missing that can be missing; `now` is the clock's. */
export const anyShop = (now: number): fc.Arbitrary<ShopFacts> => {
  const instant = fc.integer({ min: 0, max: 90 * DAY_MS }).map((ago) => now - ago);
  const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  return fc.record({
    level: orNull(fc.constantFrom(...SHOP_LEVELS)),
    status: fc.constantFrom(...SHOP_STATUSES),
    regionCode: orNull(fc.constantFrom(...REGIONS)),
    trade: orNull(fc.constantFrom(...TRADES)),
    tags: fc.subarray(TAGS),
    ownerStaffId: orNull(fc.constantFrom(1, 2, 3)),
    invitedByStaffId: orNull(fc.constantFrom(1, 2, 3)),
    joinedAt: orNull(instant),
    lastOrderAt: orNull(
      fc.oneof(
        instant,
        fc.integer({ min: 0, max: 5 * DAY_MS }).map((ago) => now - ago),
      ),
    ),
    orders90d: count,
    spend90dFen: count,
    custom: fc
      .record({
        [FIELDS.text]: maybe(fc.constantFrom(...TEXTS).map((one) => [one])),
        [FIELDS.number]: maybe(fc.constantFrom(...NUMBERS).map((one) => [one])),
        [FIELDS.date]: maybe(day.map((one) => [one])),
        [FIELDS.choice]: maybe(fc.constantFrom(...CHOICES).map((one) => [one])),
        [FIELDS.choices]: maybe(some(CHOICES)),
      })
      .map((values) => defined(values) as Record<number, (string | number)[]>),
  });
};
