import { bareRules, forWhom, type Level, levelText, type NamedRule, percentOf, permilleOf, ruleText, withRule } from './level-draft';
import { figureFault, settingsOf } from './settings-draft';

describe('a discount', () => {
  it.each([
    ['92.5', 925],
    ['100', 1000],
    ['0.1', 1],
    ['8', 80],
  ])('of %s percent is %i permille, and back', (typed, permille) => {
    expect(permilleOf(typed)).toBe(permille);
    expect(percentOf(permille)).toBe(typed);
  });

  it.each(['0', '100.1', '92.55', '-5', '', '九折'])('is not %s', (typed) => expect(permilleOf(typed)).toBeNull());
});

describe('the rules of a level', () => {
  const brand: NamedRule = { kind: 'brand', brand: '得力', permille: 900, label: '得力' };
  const sku: NamedRule = { kind: 'sku', skuId: 3, fen: 1250, label: '卷尺 5m' };

  it('hold one about each thing, the last that was said', () => {
    const again: NamedRule = { ...brand, permille: 850 };
    expect(withRule([brand, sku], again)).toEqual([again, sku]);
    expect(withRule([brand], sku)).toEqual([brand, sku]);
  });

  it('are read aloud, and sent without their names', () => {
    expect([ruleText(brand), ruleText(sku)]).toEqual(['按标价的 90%', '定价 ¥12.50']);
    expect(bareRules([sku])).toEqual([{ kind: 'sku', skuId: 3, fen: 1250 }]);
  });

  it('say for whom they are', () => {
    const level: Level = {
      id: 1,
      name: 'x',
      position: 0,
      permille: null,
      shopLevels: ['A', 'B'],
      segments: [{ id: 1, name: '工地' }],
      shops: 2,
      rules: [],
    };
    expect(levelText({ ...level, permille: 925, rules: [] })).toBe('92.5%');
    expect(levelText({ ...level, rules: [brand, sku] })).toBe('只按规则 · 2 条规则');
    expect(forWhom(level)).toBe('A、B 级门店；工地；单独指定 2 家');
    expect(forWhom({ ...level, shopLevels: [], segments: [], shops: 0 })).toContain('还没有');
  });
});

describe('the figures of the trade settings', () => {
  const figures = {
    lastPriceMaxDays: '180',
    guard: '7.5',
    reservationMinutes: '30',
    returnDays: '30',
    returnShare: '50',
    orderedWithinDays: '7',
  };
  it('are saved as days, minutes and permille', () => {
    expect(settingsOf(figures)).toEqual({
      lastPriceMaxDays: 180,
      guardPermille: 75,
      reservationMinutes: 30,
      returns: { days: 30, sharePermille: 500 },
      orderedWithinDays: 7,
    });
  });
  it.each<[keyof typeof figures, string]>([
    ['reservationMinutes', '4'],
    ['guard', '100.1'],
    ['guard', '7.55'],
    ['returnDays', '-1'],
    ['lastPriceMaxDays', '1.5'],
    ['orderedWithinDays', ''],
  ])('are not saved with %s of "%s"', (field, typed) => {
    expect(figureFault(field, typed)).not.toBeNull();
    expect(settingsOf({ ...figures, [field]: typed })).toBeNull();
  });
});
