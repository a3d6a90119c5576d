import fc from 'fast-check';
import { FIELD_SOURCES, fieldFault, fieldKindOf, fitField, SOURCES_OF_USE, sourceFault } from './push-fields.js';

describe('a value of a template field', () => {
  it.each([
    ['thing1', '新品到货：不锈钢水槽 9 折🔧'],
    ['thing20', '二十个字二十个字二十个字二十个字二十个字'],
    ['number3', '-12.50'],
    ['letter1', 'ABC'],
    ['symbol1', '（！）'],
    ['character_string2', 'DQ20261122-0007'],
    ['time1', '14:05'],
    ['time1', '2026年11月22日 14:05'],
    ['time1', '2026-11-22 14:05:06 ~ 2026-11-23 8:00'],
    ['date4', '2026/11/22'],
    ['date4', '2026年1月2日 09:00'],
    ['amount1', '¥1234.50'],
    ['amount1', '1234元'],
    ['phone_number1', '+86-0766-66888866'],
    ['car_number1', '粤A8Z888挂'],
    ['name1', '王建国'],
    ['name1', 'Elizabeth Alexandra'],
    ['phrase1', '已发货'],
    ['enum1', '是'],
  ])('%s takes “%s”', (key, value) => {
    expect(fieldFault(key, value)).toBeNull();
  });

  it.each([
    ['thing1', ''],
    ['thing1', '   '],
    ['thing1', '二十一个字二十一个字二十一个字二十一个字多'],
    ['thing1', '两\n行'],
    ['number1', '12 箱'],
    ['number1', '1'.repeat(33)],
    ['letter1', 'A1'],
    ['symbol1', 'a'],
    ['character_string1', '订单7'],
    ['time1', '25:00'],
    ['time1', '昨天'],
    ['date1', '14:05'],
    ['amount1', '一百元'],
    ['amount1', '12345678901'],
    ['phone_number1', '电话 13800000001'],
    ['phone_number1', '1'.repeat(18)],
    ['name1', '十一个字的名字太长了一点'],
    ['name1', 'a'.repeat(21)],
    ['phrase1', '已经发货了吗'],
    ['phrase1', 'OK'],
    ['nothing1', 'x'],
    ['thing', 'x'],
  ])('%s does not take “%s”', (key, value) => {
    expect(fieldFault(key, value)).toMatch(/\p{Script=Han}/u);
  });

  it('is fitted where half of it still says something, and only there', () => {
    expect(fitField('thing1', '关于国庆节期间仓库发货安排与物流停运时间的通知')).toBe('关于国庆节期间仓库发货安排与物流停运时…');
    expect(fitField('thing1', ' 两\n行\t字 ')).toBe('两 行 字');
    expect(fitField('name1', '广东省佛山市南海区王建国')).toBe('广东省佛山市南海区王');
    expect(fitField('name1', 'Elizabeth Alexandra')).toBe('Elizabeth Alexandra');
    expect(fitField('phrase1', '已经发货了吗')).toBe('已经发货了吗');
    expect(fitField('character_string1', 'x'.repeat(40))).toHaveLength(40);
  });

  it('fits a thing whatever was written, without halving a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const fitted = fitField('thing1', text);
        expect(fitted).not.toMatch(/\p{Surrogate}/u);
        if (/[^\p{Cc}\p{Z}\s]/u.test(text)) expect(fieldFault('thing1', fitted)).toBeNull();
      }),
    );
  });
});

describe('a field of a template', () => {
  it('is told by its key', () => {
    expect(['thing1', 'character_string12', 'phone_number3', 'things1', 'thing1x', 'thing'].map(fieldKindOf)).toEqual([
      'thing',
      'character_string',
      'phone_number',
      null,
      null,
      null,
    ]);
  });

  it('takes only what fits it, whatever that says', () => {
    expect(sourceFault('announcement', { key: 'thing1', source: 'title' })).toBeNull();
    expect(sourceFault('announcement', { key: 'phrase1', source: 'title' })).toContain('thing');
    expect(sourceFault('announcement', { key: 'amount1', source: 'amount' })).toContain('没有“金额”');
    expect(sourceFault('order', { key: 'amount1', source: 'amount' })).toBeNull();
    expect(sourceFault('order', { key: 'time2', source: 'time' })).toBeNull();
  });

  it('has sources that exist', () => {
    for (const sources of Object.values(SOURCES_OF_USE)) for (const source of sources) expect(FIELD_SOURCES).toContain(source);
  });
});
