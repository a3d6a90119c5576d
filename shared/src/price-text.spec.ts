import { type PriceFacts, priceOf } from './price.js';
import { discountText, explainPrice } from './price-text.js';

const NOW = Date.parse('2026-11-22T10:00:00+08:00');
const facts = (given: Partial<PriceFacts> = {}): PriceFacts => ({
  now: NOW,
  listFen: 1000,
  costFen: null,
  floorFen: null,
  ladder: [],
  customer: null,
  last: null,
  levels: [],
  settings: { lastPriceDefault: true, lastPriceMaxDays: 90, guardPermille: 50 },
  ...given,
});
const explained = (given: Partial<PriceFacts>, quantity = 1) => explainPrice(priceOf(facts(given), quantity), facts(given), '瓶');
const old = { listFen: 1000, costFen: null };

describe('a price explains itself', () => {
  it.each<[string, Partial<PriceFacts>, string, string[]]>([
    ['list price', {}, '标准价', ['专属价：没有设置专属价', '上次成交价：还没有成交记录', '等级价：不在任何价格等级', '标准价 ¥10.00']],
    [
      'a level, next to another and to the list price',
      {
        levels: [
          { id: 1, name: 'A 级', position: 1, generalPermille: 900 },
          { id: 2, name: '工程客户', position: 2, skuFen: 950 },
          { id: 3, name: '老客户', position: 3 },
        ],
      },
      '等级价（A 级 9 折）',
      [
        '专属价：没有设置专属价',
        '上次成交价：还没有成交记录',
        '等级价（A 级 9 折） ¥9.00',
        '等级价（工程客户价目表） ¥9.50：有更优先或更低的价格',
        '等级价（老客户）：没有这件商品的价格',
        '标准价 ¥10.00：有更优先的价格',
      ],
    ],
    [
      'prices that came too late',
      {
        customer: { fen: 800, validFrom: null, validUntil: Date.parse('2026-11-22T00:00:00+08:00'), ...old },
        last: { fen: 850, at: NOW - 200 * 86_400_000, ...old },
      },
      '标准价',
      ['专属价 ¥8.00：2026-11-21 已到期', '上次成交价 ¥8.50：已超过 90 天', '等级价：不在任何价格等级', '标准价 ¥10.00'],
    ],
    [
      'prices that wait',
      {
        customer: { fen: 800, validFrom: Date.parse('2026-12-01T00:00:00+08:00'), validUntil: null, ...old },
        last: { fen: 850, at: NOW, listFen: 700, costFen: null },
      },
      '标准价',
      ['专属价 ¥8.00：2026-12-01 起生效', '上次成交价 ¥8.50：行情变动较大，原价待供应商确认', '等级价：不在任何价格等级', '标准价 ¥10.00'],
    ],
  ])('%s', (_, given, zh, rules) => {
    const explanation = explained(given);
    expect(explanation.zh).toBe(zh);
    expect(explanation.rules.map((rule) => rule.zh)).toEqual(rules);
  });

  it('says what quantity and floor did, and what would lower it', () => {
    const ladder = [
      { from: 12, fen: 900 },
      { from: 120, fen: 700 },
    ];
    const explanation = explained({ ladder }, 12);
    expect(explanation.zh).toBe('标准价，满量优惠');
    expect(explanation.lower.map((step) => step.zh)).toEqual(['买满 120 瓶，每瓶 ¥7.00']);
    expect(explained({ ladder, floorFen: 800 }, 120).zh).toBe('标准价，满量优惠，按最低限价');
  });

  it('tells a shop that a price waits, not that the cost moved', () => {
    const customer = { fen: 800, validFrom: null, validUntil: null, listFen: 1000, costFen: 100 };
    const [rule] = explained({ customer, costFen: 900 }).rules;
    expect(rule).toMatchObject({ outcome: 'guarded' });
    expect(rule!.zh).not.toContain('成本');
  });

  it.each([
    [900, '9 折'],
    [885, '8.85 折'],
    [1000, '不打折'],
  ])('%d permille', (permille, text) => expect(discountText(permille)).toBe(text));
});
