import fc from 'fast-check';
import { MAX_BASE_QUANTITY } from './price.js';
import {
  baseQuantity,
  checkQuantity,
  leastQuantity,
  mostQuantity,
  nearestQuantity,
  type QuantityRules,
  type SkuUnit,
  unitText,
} from './units.js';

const bottles: SkuUnit[] = [
  { name: '瓶', factor: 1 },
  { name: '箱', factor: 12 },
  { name: '件', factor: 48 },
];
const rules = (given: Partial<QuantityRules> = {}): QuantityRules => ({ minimum: 1, step: 1, maximum: null, ...given });

describe('a quantity is asked for in one of the units', () => {
  it.each<[string, number, string, Partial<QuantityRules>, number]>([
    ['in the base unit', 5, '瓶', {}, 5],
    ['in boxes', 2, '箱', {}, 24],
    ['a box is a multiple of the step', 1, '箱', { step: 6 }, 12],
    ['just the minimum', 6, '瓶', { minimum: 6 }, 6],
    ['just the maximum', 2, '箱', { maximum: 24 }, 24],
    ['the most that a line may hold', MAX_BASE_QUANTITY, '瓶', {}, MAX_BASE_QUANTITY],
  ])('%s', (_, quantity, unit, given, base) => {
    expect(checkQuantity(quantity, unit, bottles, rules(given))).toMatchObject({ base, fault: null });
  });

  it.each<[string, number, string, Partial<QuantityRules>, string, string]>([
    ['nothing', 0, '瓶', {}, 'not_positive', '数量要大于 0，至少订 1 瓶'],
    ['less than nothing', -3, '箱', { minimum: 12 }, 'not_positive', '数量要大于 0，至少订 1 箱（12 瓶）'],
    ['half a box', 0.5, '箱', {}, 'not_whole', '请填写整数，不能有半箱；可以按瓶订'],
    ['half a bottle', 1.5, '瓶', {}, 'not_whole', '请填写整数，不能有半瓶'],
    ['no number', Number.NaN, '瓶', {}, 'not_whole', '请填写整数，不能有半瓶'],
    ['endless', Number.POSITIVE_INFINITY, '瓶', {}, 'not_whole', '请填写整数，不能有半瓶'],
    ['1e21', 1e21, '瓶', {}, 'not_whole', '请填写整数，不能有半瓶'],
    ['2^53', 2 ** 53, '瓶', {}, 'not_whole', '请填写整数，不能有半瓶'],
    ['a unit that the SKU does not have', 1, '吨', {}, 'unknown_unit', '没有“吨”这个单位，可选：瓶、箱、件'],
    ['below the minimum', 5, '瓶', { minimum: 15 }, 'below_minimum', '至少订 1 箱 3 瓶（15 瓶）'],
    ['above the maximum', 3, '箱', { maximum: 27 }, 'above_maximum', '一次最多订 2 箱 3 瓶（27 瓶）'],
    ['between two steps', 10, '瓶', { step: 6 }, 'off_step', '要按 6 瓶 的倍数订，可改为 6 瓶或 1 箱（12 瓶）'],
    ['off the step next to the minimum', 7, '瓶', { minimum: 6, step: 6, maximum: 11 }, 'above_maximum', '一次最多订 6 瓶'],
    ['more than any line holds', 1_000_000, '箱', {}, 'above_maximum', '一次最多订 208,333 件 1 箱 4 瓶（10,000,000 瓶）'],
  ])('%s is refused', (_, quantity, unit, given, code, zh) => {
    expect(checkQuantity(quantity, unit, bottles, rules(given))).toMatchObject({ base: null, fault: { code, zh } });
  });

  it('tells the limits to machines as well', () => {
    expect(checkQuantity(1, '瓶', bottles, rules({ minimum: 6 })).fault).toMatchObject({ rule: 'too_small', min: 6 });
    expect(checkQuantity(9, '箱', bottles, rules({ maximum: 100, step: 12 })).fault).toMatchObject({ rule: 'too_large', max: 96 });
    expect(checkQuantity(1, '盒', bottles, rules()).fault).toMatchObject({ rule: 'one_of', options: ['瓶', '箱', '件'] });
  });

  it('takes a quantity exactly when minimum, step and maximum allow it', () => {
    const limits = fc.record({
      minimum: fc.integer({ min: 0, max: 50 }),
      step: fc.integer({ min: 1, max: 12 }),
      maximum: fc.option(fc.integer({ min: 0, max: 200 })),
    });
    fc.assert(
      fc.property(limits, fc.integer({ min: -5, max: 60 }), fc.constantFrom(...bottles), (given, quantity, unit) => {
        const base = quantity * unit.factor;
        const isAllowed = base > 0 && base >= given.minimum && base % given.step === 0 && base <= (given.maximum ?? base);
        expect(checkQuantity(quantity, unit.name, bottles, given).base).toBe(isAllowed ? base : null);
      }),
    );
  });

  it('steps to quantities that may be ordered', () => {
    const given = rules({ minimum: 10, step: 6, maximum: 40 });
    expect([leastQuantity(given), mostQuantity(given)]).toEqual([12, 36]);
    expect(nearestQuantity(13, given, 'up')).toBe(18);
    expect(nearestQuantity(17, given, 'down')).toBe(12);
    expect(nearestQuantity(3, given, 'down')).toBe(12);
    expect(nearestQuantity(99, given, 'up')).toBe(36);
  });
});

describe('units', () => {
  it('turn into base units', () => {
    expect(baseQuantity(3, 12)).toBe(36);
    for (const [quantity, factor] of [
      [1.5, 12],
      [1, 0],
      [1, 0.5],
      [2 ** 53, 1],
      [1_000_000, 12],
    ] as const) {
      expect(() => baseQuantity(quantity, factor)).toThrow(RangeError);
    }
  });

  it.each<[number, SkuUnit[], string]>([
    [27, bottles.slice(0, 2), '2 箱 3 瓶（27 瓶）'],
    [24, bottles.slice(0, 2), '2 箱（24 瓶）'],
    [3, bottles, '3 瓶'],
    [0, bottles, '0 瓶'],
    [64, bottles, '1 件 1 箱 4 瓶（64 瓶）'],
    [-27, bottles.slice(0, 2), '-2 箱 3 瓶（-27 瓶）'],
    [12_000, [{ name: '个', factor: 1 }], '12,000 个'],
    [13, [{ name: '箱', factor: 12 }], '13'],
    [4, [], '4'],
  ])('%d is said as a person counts', (base, units, text) => {
    expect(unitText(base, units)).toBe(text);
  });

  it('say as much as there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (base) => {
        const counted = unitText(base, bottles).replace(/（.*/, '').replace(/,/g, '');
        const total = [...counted.matchAll(/(\d+) (.)/g)].reduce(
          (sum, [, count, name]) => sum + Number(count) * bottles.find((unit) => unit.name === name)!.factor,
          0,
        );
        expect(total).toBe(base);
      }),
    );
  });
});
