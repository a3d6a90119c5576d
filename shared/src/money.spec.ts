import fc from 'fast-check';
import { countText, fenFromText, moneyText, percentText, shortCountText } from './money.js';

describe('money on screen', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [123450, '¥1,234.50'],
    [100_000_000, '¥1,000,000.00'],
    [-5, '-¥0.05'],
    [-123456, '-¥1,234.56'],
  ])('%i fen reads %s', (fen, text) => {
    expect(moneyText(fen)).toBe(text);
  });

  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['¥1,234.50', 123450],
    [' 0.01 ', 1],
    ['0.1', 10],
  ])('typed %s is %i fen', (typed, fen) => {
    expect(fenFromText(typed)).toBe(fen);
  });

  it.each(['', '-1', '1e21', '1.234', 'abc', '.5', '1.', '999999999999', '１２'])('refuses "%s" as an amount', (typed) => {
    expect(fenFromText(typed)).toBeNull();
  });

  it('reads back every amount it writes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (fen) => fenFromText(moneyText(fen)) === fen));
  });
});

describe('counts on screen', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1234, '1,234'],
    [1_234_567, '1,234,567'],
    [-1234, '-1,234'],
  ])('%i in full is %s', (count, text) => {
    expect(countText(count)).toBe(text);
  });

  it.each([
    [9_999, '9,999'],
    [10_000, '1 万'],
    [12_345, '1.2 万'],
    [19_999, '1.9 万'],
    [12_340_000, '1,234 万'],
    [230_000_000, '2.3 亿'],
  ])('%i in a tight place is %s', (count, text) => {
    expect(shortCountText(count)).toBe(text);
  });

  it.each([
    [0, '0%'],
    [0.004, '<1%'],
    [0.1834, '18%'],
    [0.999, '99%'],
    [1, '100%'],
  ])('a share of %d reads %s', (share, text) => {
    expect(percentText(share)).toBe(text);
  });
});
