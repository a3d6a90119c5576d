import { HARDWARE } from '../../../test/builders/hardware';
import { documentOf, gramsOfProduct, gramsOfQuery } from './search-grams';
import { normalised } from './search-normal';
import { score } from './search-score';
import { syllablesOf } from './search-sounds';

const ROWS = HARDWARE.map(gramsOfProduct);
const DOCUMENTS = HARDWARE.map(documentOf);

describe('rows and readings', () => {
  it('are small: short grams, each once, weights of one byte', () => {
    for (const rows of ROWS) {
      expect(new Set(rows.map((row) => row.gram)).size).toBe(rows.length);
      expect(rows.length).toBeLessThan(180);
      for (const { gram, weight } of rows) {
        expect(Array.from(gram).length).toBeLessThanOrEqual(16);
        expect(Number.isInteger(weight) && weight > 0 && weight <= 100).toBe(true);
      }
    }
  });

  it('ask one gram for a word of two characters', () => {
    expect(gramsOfQuery('螺丝')?.readings).toEqual([{ grams: ['螺丝'], atLeast: 1 }]);
    expect(gramsOfQuery('螺')?.readings).toEqual([{ grams: ['螺'], atLeast: 1 }]);
    expect(gramsOfQuery(' ，。 ')).toBeNull();
  });

  it('stay bounded for the longest query', () => {
    const query = gramsOfQuery('螺丝zhuang'.repeat(500))!;
    expect(query.tokens.reduce((sum, token) => sum + token.text.length, 0)).toBeLessThanOrEqual(40);
    expect(() => score(query, DOCUMENTS[0]!, true)).not.toThrow();
  });
});

describe('one way of writing', () => {
  it.each([
    ['ＤＮ２０ 球阀（1/2寸）', 'dn20 球阀 1/2"'],
    ['6.5 毫米', '6.5mm'],
    ['M8 × 50', 'm8x50'],
    ['105*1.2*16', '105x1.2x16'],
    ['Φ8×110', 'φ8x110'],
    ['Ø 8', 'φ8'],
    ['1½英寸', '1 1/2"'],
    ['14号', '14#'],
    ['2.5平方毫米', '2.5平方'],
    ['LED-灯泡/球泡.', 'led 灯泡 球泡'],
  ])('%s → %s', (typed, expected) => expect(normalised(typed)).toBe(expected));

  it.each<[string, ReturnType<typeof syllablesOf>]>([
    ['nongfushanquan', { syllables: ['nong', 'fu', 'shan', 'quan'], rest: '' }],
    ['nongfush', { syllables: ['nong', 'fu'], rest: 'sh' }],
    ['nongfusq', { syllables: ['nong', 'fu'], rest: 'sq' }],
    ['lvse', { syllables: ['lv', 'se'], rest: '' }],
    ['ppr', null],
  ])('%s in syllables', (letters, expected) => expect(syllablesOf(letters)).toEqual(expected));
});
