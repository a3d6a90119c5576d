import fc from 'fast-check';
import { moneyInCapitals } from './money-capitals';

describe('money in capitals', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [105, '壹元零伍分'],
    [123450, '壹仟贰佰叁拾肆元伍角整'],
    [100_00, '壹佰元整'],
    [1_005_00, '壹仟零伍元整'],
    [10_000_00, '壹万元整'],
    [10_050_00, '壹万零伍拾元整'],
    [10_500_01, '壹万零伍佰元零壹分'],
    [100_000_000_00, '壹亿元整'],
    [100_010_000_00, '壹亿零壹万元整'],
    [1_000_000_000_000_00, '壹万亿元整'],
    [1_000_100_000_000_00, '壹万零壹亿元整'],
    [-250, '负贰元伍角整'],
  ])('%s fen is %s', (fen, text) => expect(moneyInCapitals(fen)).toBe(text));

  it('reads back as the same amount', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_000_000_000_000_00 }), (fen) => readBack(moneyInCapitals(fen)) === fen));
  });

  it('says no gap twice', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_000_000_000_000_00 }), (fen) => !/零零|零元.*[角分]/.test(moneyInCapitals(fen))));
  });
});

/** Another way round: group by group, each a sum of digits and places. */
function readBack(text: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  const below = (part: string): number => {
    let sum = 0;
    let digit = 0;
    for (const sign of part) {
      if (places[sign]) {
        sum += digit * places[sign];
        digit = 0;
      } else digit = digits.indexOf(sign);
    }
    return sum + digit;
  };
  const tenThousands = (part: string): number => {
    const [high, low] = part.includes('万') ? (part.split('万') as [string, string]) : ['', part];
    return below(high) * 10_000 + below(low);
  };
  const [yuan, rest] = text.includes('元') ? (text.split('元') as [string, string]) : ['', text];
  const [high, low] = yuan.includes('亿') ? (yuan.split('亿') as [string, string]) : ['', yuan];
  const whole = tenThousands(high) * 100_000_000 + tenThousands(low);
  const jiao = /(.)角/.exec(rest)?.[1];
  const fen = /(.)分/.exec(rest)?.[1];
  return whole * 100 + (jiao ? digits.indexOf(jiao) * 10 : 0) + (fen ? digits.indexOf(fen) : 0);
}
