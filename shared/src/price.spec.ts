import fc from 'fast-check';
import { oraclePrice } from '../spec/price-oracle.js';
import {
  discountedFen,
  guardReason,
  levelPrice,
  lineTotalFen,
  MAX_BASE_FEN,
  MAX_BASE_QUANTITY,
  type Price,
  type PriceFacts,
  type PriceLevelFacts,
  priceOf,
  sumFen,
  unitPriceFen,
} from './price.js';

const NOW = Date.parse('2026-11-22T10:00:00+08:00');
const DAY = 86_400_000;
const facts = (given: Partial<PriceFacts> = {}): PriceFacts => ({
  now: NOW,
  listFen: 1000,
  costFen: 600,
  floorFen: null,
  ladder: [],
  customer: null,
  last: null,
  levels: [],
  settings: { lastPriceDefault: true, lastPriceMaxDays: 90, guardPermille: 50 },
  ...given,
});
const customer = (given: Partial<NonNullable<PriceFacts['customer']>> = {}) => ({
  fen: 800,
  validFrom: null,
  validUntil: null,
  listFen: 1000,
  costFen: 600,
  ...given,
});
const last = (given: Partial<NonNullable<PriceFacts['last']>> = {}) => ({ fen: 850, at: NOW - DAY, listFen: 1000, costFen: 600, ...given });
const level = (given: Partial<PriceLevelFacts> = {}): PriceLevelFacts => ({ id: 1, name: 'A 级', position: 1, ...given });

describe('a shop pays', () => {
  it.each<[string, Partial<PriceFacts>, number, Partial<Price>]>([
    ['the list price when nothing else holds', {}, 1, { fen: 1000, rule: 'list', levelId: null }],
    ['its own price first', { customer: customer(), last: last(), levels: [level({ skuFen: 700 })] }, 1, { fen: 800, rule: 'customer' }],
    ['its own price also when that is dearer', { customer: customer({ fen: 1200 }) }, 1, { fen: 1200, rule: 'customer' }],
    ['the last price next', { last: last(), levels: [level({ skuFen: 700 })] }, 1, { fen: 850, rule: 'last' }],
    [
      'not the last price where the supplier only shows it',
      { last: last(), settings: { lastPriceDefault: false, lastPriceMaxDays: 90, guardPermille: 50 } },
      1,
      { fen: 1000, rule: 'list' },
    ],
    ['the last price of 90 days ago', { last: last({ at: NOW - 90 * DAY - 9 * 3_600_000 }) }, 1, { rule: 'last' }],
    ['not the last price of 91 days ago', { last: last({ at: NOW - 91 * DAY }) }, 1, { rule: 'list' }],
    ['its own price from the first moment', { customer: customer({ validFrom: NOW }) }, 1, { rule: 'customer' }],
    ['not yet its own price', { customer: customer({ validFrom: NOW + 1 }) }, 1, { rule: 'list' }],
    ['no longer its own price', { customer: customer({ validUntil: NOW }) }, 1, { rule: 'list' }],
    ['the lowest of its levels', { levels: [level({ generalPermille: 900 }), level({ id: 2, skuFen: 880 })] }, 1, { fen: 880, levelId: 2 }],
    [
      'of equal levels the first by position',
      { levels: [level({ id: 1, position: 2, skuFen: 880 }), level({ id: 2, position: 1, skuFen: 880 })] },
      1,
      { fen: 880, levelId: 2 },
    ],
    [
      'of equal levels at one position the older',
      { levels: [level({ id: 5, skuFen: 9 }), level({ id: 4, skuFen: 9 })] },
      1,
      { levelId: 4 },
    ],
    ['a level price above the list price', { levels: [level({ skuFen: 1100 })] }, 1, { fen: 1100, rule: 'level' }],
    ['the list price where its level says nothing', { levels: [level()] }, 1, { fen: 1000, rule: 'list' }],
    ['less from a quantity on', { ladder: [{ from: 12, fen: 900 }] }, 12, { fen: 900, rule: 'list', ladder: true }],
    ['not yet less below that quantity', { ladder: [{ from: 12, fen: 900 }] }, 11, { fen: 1000, ladder: false }],
    ['its own price where the ladder is dearer', { customer: customer(), ladder: [{ from: 1, fen: 900 }] }, 5, { fen: 800, ladder: false }],
    ['the ladder where its own price is dearer', { customer: customer(), ladder: [{ from: 5, fen: 700 }] }, 5, { fen: 700, ladder: true }],
    ['never less than the floor', { customer: customer(), floorFen: 820 }, 1, { fen: 820, floored: true, rule: 'customer' }],
    [
      'the floor, which the ladder did not make',
      { customer: customer(), floorFen: 820, ladder: [{ from: 1, fen: 10 }] },
      1,
      { ladder: false },
    ],
    ['nothing for what is free', { listFen: 0 }, 3, { fen: 0 }],
  ])('%s', (_, given, quantity, expected) => {
    expect(priceOf(facts(given), quantity)).toMatchObject(expected);
  });

  it('takes a level apart from the SKU to the general discount', () => {
    const all = { skuFen: 1, productPermille: 900, categoryPermilles: [null, 800, 700], brandPermille: 600, generalPermille: 500 };
    expect(levelPrice(level(all), 1000)).toEqual({ fen: 1, source: 'sku', permille: null });
    expect(levelPrice(level({ ...all, skuFen: null }), 1000)).toEqual({ fen: 900, source: 'product', permille: 900 });
    expect(levelPrice(level({ ...all, skuFen: null, productPermille: null }), 1000)).toMatchObject({ fen: 800, source: 'category' });
    expect(levelPrice(level({ categoryPermilles: [null], brandPermille: 600, generalPermille: 500 }), 1000)).toMatchObject({ fen: 600 });
    expect(levelPrice(level({ generalPermille: 500 }), 1000)).toEqual({ fen: 500, source: 'general', permille: 500 });
    expect(levelPrice(level(), 1000)).toBeNull();
  });

  it.each([
    [333, 885, 295],
    [1, 500, 1],
    [1, 499, 0],
    [5, 900, 5],
    [1005, 900, 905],
    [1004, 900, 904],
  ])('%d fen at %d permille is %d fen, rounded half up', (fen, permille, expected) => {
    expect(discountedFen(fen, permille)).toBe(expected);
  });
});

describe('the guard', () => {
  it.each<[string, number | null, number | null, 'list' | 'cost' | null]>([
    ['nothing moved', 1000, 600, null],
    ['list moved by just the percentage', 953, 600, null],
    ['list moved by more', 952, 600, 'list'],
    ['list fell by more', 1053, 600, 'list'],
    ['cost moved by more', 1000, 571, 'cost'],
    ['both unknown then', null, null, null],
    ['from nothing to something', 0, 600, 'list'],
  ])('%s', (_, listFen, costFen, expected) => {
    expect(guardReason({ listFen, costFen }, { listFen: 1000, costFen: 600 }, 50)).toBe(expected);
  });

  it('lets the next rule make the price and names the old one', () => {
    const moved = facts({ customer: customer({ listFen: 900 }), last: last({ costFen: 500 }), levels: [level({ generalPermille: 900 })] });
    expect(priceOf(moved, 1)).toMatchObject({ fen: 900, rule: 'level', guarded: { rule: 'customer', oldFen: 800, reason: 'list' } });
    expect(priceOf({ ...moved, customer: null }, 1).guarded).toEqual({ rule: 'last', oldFen: 850, reason: 'cost' });
  });

  it('is silent about an old price that would not have counted', () => {
    expect(priceOf(facts({ customer: customer(), last: last({ listFen: 1 }) }), 1).guarded).toBeNull();
    expect(priceOf(facts({ customer: customer({ listFen: 1, validUntil: NOW }) }), 1).guarded).toBeNull();
  });
});

describe('what would lower the price', () => {
  it('is the next steps of the ladder, as far as the floor lets them', () => {
    const ladder = [
      { from: 100, fen: 700 },
      { from: 12, fen: 900 },
      { from: 50, fen: 950 },
      { from: 500, fen: 600 },
    ];
    expect(priceOf(facts({ ladder, floorFen: 680 }), 1).lower).toEqual([
      { kind: 'quantity', from: 12, fen: 900 },
      { kind: 'quantity', from: 100, fen: 700 },
      { kind: 'quantity', from: 500, fen: 680 },
    ]);
    expect(priceOf(facts({ ladder, customer: customer({ fen: 650 }) }), 12).lower).toEqual([{ kind: 'quantity', from: 500, fen: 600 }]);
  });
});

describe('amounts', () => {
  it('stay whole from the base unit to the sum', () => {
    expect(unitPriceFen(333, 12)).toBe(3996);
    expect(lineTotalFen(333, 27)).toBe(8991);
    expect(lineTotalFen(MAX_BASE_FEN, MAX_BASE_QUANTITY)).toBe(1e15);
    expect(sumFen([8991, 9, 0])).toBe(9000);
  });

  it.each<[string, () => unknown]>([
    ['a part of a fen', () => lineTotalFen(0.1, 1)],
    ['less than nothing', () => lineTotalFen(-1, 1)],
    ['part of a base unit', () => priceOf(facts(), 1.5)],
    ['none of it', () => priceOf(facts(), 0)],
    ['1e21 of it', () => lineTotalFen(1, 1e21)],
    ['2^53 fen', () => unitPriceFen(2 ** 53, 1)],
    ['a text', () => lineTotalFen('100' as unknown as number, 1)],
    ['a discount beyond the price', () => discountedFen(100, 1001)],
    ['a discount to nothing', () => discountedFen(100, 0)],
    ['a sum beyond what numbers hold', () => sumFen([Number.MAX_SAFE_INTEGER, 1])],
    ['a broken ladder', () => priceOf(facts({ ladder: [{ from: 1, fen: Number.NaN }] }), 1)],
  ])('%s is refused', (_, attempt) => {
    expect(attempt).toThrow(RangeError);
  });
});

describe('for any shop and SKU', () => {
  const fen = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: MAX_BASE_FEN }));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 });
  const permille = fc.integer({ min: 1, max: 1000 });
  const references = { listFen: maybe(fen), costFen: maybe(fen) };
  const moment = fc.integer({ min: NOW - 4 * DAY, max: NOW + 4 * DAY });
  const anyFacts: fc.Arbitrary<PriceFacts> = fc
    .record({
      now: moment,
      listFen: fen,
      costFen: maybe(fen),
      floorFen: maybe(fen),
      ladder: fc.array(fc.record({ from: fc.integer({ min: 1, max: 60 }), fen }), { maxLength: 5 }),
      customer: maybe(fc.record({ fen, validFrom: maybe(moment), validUntil: maybe(moment), ...references })),
      last: maybe(fc.record({ fen, at: moment, ...references })),
      levels: fc.array(
        fc.record({
          id: fc.integer({ min: 1, max: 9 }),
          name: fc.constant('A 级'),
          position: fc.integer({ min: 0, max: 2 }),
          skuFen: maybe(fen),
          productPermille: maybe(permille),
          categoryPermilles: fc.array(maybe(permille), { maxLength: 3 }),
          brandPermille: maybe(permille),
          generalPermille: maybe(permille),
        }),
        { maxLength: 4 },
      ),
      settings: fc.record({
        lastPriceDefault: fc.boolean(),
        lastPriceMaxDays: fc.integer({ min: 0, max: 5 }),
        guardPermille: fc.integer({ min: 0, max: 400 }),
      }),
    })
    // Half of the old prices refer to what holds today, so that the guard lets them through often enough.
    .chain((made) =>
      fc.boolean().map((isCalm) => {
        const today = { listFen: made.listFen, costFen: made.costFen };
        if (!isCalm) return made;
        return { ...made, customer: made.customer && { ...made.customer, ...today }, last: made.last && { ...made.last, ...today } };
      }),
    );
  const quantity = fc.integer({ min: 1, max: 70 });
  const runs = { numRuns: 600 };

  it('agrees with a second calculator', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyFacts, quantity, (given, count) => {
        const price = priceOf(given, count);
        expect({ fen: price.fen, rule: price.rule, levelId: price.levelId }).toEqual(oraclePrice(given, count));
        seen.add(price.rule);
      }),
      runs,
    );
    expect(seen.size).toBe(4);
  });

  it('is a whole number, never below the floor, and never rises with the quantity', () => {
    fc.assert(
      fc.property(anyFacts, quantity, quantity, (given, one, other) => {
        const few = priceOf(given, Math.min(one, other));
        const many = priceOf(given, Math.max(one, other));
        expect(Number.isSafeInteger(few.fen)).toBe(true);
        expect(few.fen).toBeGreaterThanOrEqual(given.floorFen ?? 0);
        expect(many.fen).toBeLessThanOrEqual(few.fen);
      }),
      runs,
    );
  });

  it('is explained by the one rule that made it', () => {
    fc.assert(
      fc.property(anyFacts, quantity, (given, count) => {
        const price = priceOf(given, count);
        const used = price.considered.filter((entry) => entry.outcome === 'used');
        expect(used).toHaveLength(1);
        expect(used[0]!.rule).toBe(price.rule);
        const steps = given.ladder.filter((step) => step.from <= count).map((step) => step.fen);
        expect(price.fen).toBe(Math.max(Math.min(used[0]!.fen!, ...steps), given.floorFen ?? 0));
        expect(new Set(price.considered.map((entry) => entry.rule)).size).toBe(4);
      }),
      runs,
    );
  });

  it('becomes what the next step promises', () => {
    fc.assert(
      fc.property(anyFacts, quantity, (given, count) => {
        const price = priceOf(given, count);
        let before = price.fen;
        for (const step of price.lower) {
          expect(step.fen).toBeLessThan(before);
          expect(priceOf(given, step.from).fen).toBe(step.fen);
          expect(priceOf(given, step.from - 1).fen).toBe(before);
          before = step.fen;
        }
        expect(priceOf(given, 1000).fen).toBe(before);
      }),
      runs,
    );
  });

  it('does not depend on the order in which levels and steps are given', () => {
    fc.assert(
      fc.property(anyFacts, quantity, (given, count) => {
        const turned = { ...given, levels: [...given.levels].reverse(), ladder: [...given.ladder].reverse() };
        const { fen, rule, levelId, lower } = priceOf(turned, count);
        expect(priceOf(given, count)).toMatchObject({ fen, rule, levelId, lower });
      }),
      runs,
    );
  });
});
