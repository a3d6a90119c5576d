import { forgetSearches, recentSearches, rememberSearch } from './recent-searches';
import { type Category, childrenOf, wayTo } from './use-tree';
import { isShort, rulesText, stockText, unitPriceText } from './words';

const units = [
  { name: '瓶', factor: 1 },
  { name: '箱', factor: 12 },
];

describe('words of the catalogue', () => {
  it('say the stock as much as the supplier lets them', () => {
    expect(stockText({ word: null, figure: 30 }, units)).toBe('库存 2 箱 6 瓶（30 瓶）');
    expect(stockText({ word: null, figure: 0 }, units)).toBe('无货');
    expect(stockText({ word: 'low', figure: null }, units)).toBe('仅剩少量');
    expect(stockText({ word: null, figure: null }, units)).toBe('');
    expect([
      isShort({ word: 'none', figure: null }),
      isShort({ word: 'in_stock', figure: null }),
      isShort({ word: null, figure: 0 }),
    ]).toEqual([true, false, true]);
  });

  it('say how it can be ordered, and nothing where there is nothing to say', () => {
    expect(rulesText({ units, minimum: 6, step: 6, maximum: 120 })).toEqual([
      '1 箱 = 12 瓶',
      '按 6 瓶的倍数订',
      '一次最多 10 箱（120 瓶）',
    ]);
    expect(rulesText({ units: units.slice(0, 1), minimum: 1, step: 1, maximum: null })).toEqual([]);
  });

  it('tell the price of the unit that is counted in', () => {
    expect(unitPriceText(250, units, '瓶')).toBe('¥2.50');
    expect(unitPriceText(250, units, '箱')).toBe('¥30.00');
  });
});

describe('recent searches', () => {
  it('are kept newest first, each once, ten at most', () => {
    forgetSearches();
    for (const word of ['电线', '水管', ' 电线 ', '']) rememberSearch(word);
    expect(recentSearches()).toEqual(['电线', '水管']);
    for (let at = 0; at < 12; at += 1) rememberSearch(`词${at}`);
    expect(recentSearches()).toHaveLength(10);
    expect(recentSearches()[0]).toBe('词11');
  });
});

describe('the tree of categories', () => {
  const category = (id: number, parentId: number | null, position: number): Category => ({
    id,
    parentId,
    name: `类${id}`,
    position,
    products: 0,
  });
  const all = [category(1, null, 2), category(2, null, 1), category(3, 1, 1), category(4, 3, 1)];

  it('stands in the order of its positions', () => {
    expect(childrenOf(all, null).map(({ id }) => id)).toEqual([2, 1]);
  });

  it('leads from the root down, and ends where it is broken', () => {
    expect(wayTo(all, 4).map(({ id }) => id)).toEqual([1, 3, 4]);
    expect(wayTo(all, 99)).toEqual([]);
    expect(wayTo([category(1, 2, 0), category(2, 1, 0)], 1).map(({ id }) => id)).toEqual([2, 1]);
  });
});
