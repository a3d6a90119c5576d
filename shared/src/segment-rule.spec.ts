import fc from 'fast-check';
import {
  dayEnd,
  dayStart,
  matchesRule,
  midnight,
  ruleConditions,
  ruleDepth,
  ruleSentence,
  type SegmentRule,
  type ShopFacts,
} from './segment-rule.js';

const NOW = Date.parse('2026-11-22T10:00:00+08:00');
const shop = (facts: Partial<ShopFacts> = {}): ShopFacts => ({
  level: 'A',
  status: 'partner',
  regionCode: '510107001',
  trade: '五金',
  tags: ['老客户', '现款'],
  ownerStaffId: 3,
  invitedByStaffId: null,
  joinedAt: Date.parse('2026-10-01T00:30:00+08:00'),
  lastOrderAt: null,
  orders90d: 0,
  spend90dFen: 0,
  custom: {},
  ...facts,
});
const empty = shop({ level: null, regionCode: null, trade: null, tags: [], ownerStaffId: null, joinedAt: null });

describe('a rule decides about a shop', () => {
  it.each<[string, SegmentRule, Partial<ShopFacts>, boolean]>([
    ['level among those named', { field: 'level', in: ['A', 'B'] }, {}, true],
    ['another level', { field: 'level', in: ['B'] }, {}, false],
    ['status', { field: 'status', in: ['partner'] }, {}, true],
    ['a street lies in its city', { field: 'region', in: ['5101'] }, {}, true],
    ['a street lies in its district', { field: 'region', in: ['11', '510107'] }, {}, true],
    ['a city does not lie in one of its districts', { field: 'region', in: ['510107'] }, { regionCode: '5101' }, false],
    ['one of the tags is enough', { field: 'tag', in: ['现款', '欠款'] }, {}, true],
    ['none of the tags', { field: 'tag', in: ['欠款'] }, {}, false],
    ['salesperson', { field: 'ownerStaff', in: [3] }, {}, true],
    ['brought in by nobody', { field: 'invitedBy', in: [3] }, {}, false],
    ['joined on the first day of the span, by Chinese time', { field: 'joined', from: '2026-10-01', to: '2026-10-01' }, {}, true],
    ['joined a day later', { field: 'joined', from: '2026-10-02' }, {}, false],
    ['joined at all', { field: 'joined' }, {}, true],
    ['never ordered', { field: 'lastOrder', never: true }, {}, true],
    ['ordered today', { field: 'lastOrder', withinDays: 0 }, { lastOrderAt: Date.parse('2026-11-22T00:00:00+08:00') }, true],
    ['ordered last night', { field: 'lastOrder', withinDays: 0 }, { lastOrderAt: Date.parse('2026-11-21T23:59:59+08:00') }, false],
    [
      'ordered longer ago than a day',
      { field: 'lastOrder', olderThanDays: 1 },
      { lastOrderAt: Date.parse('2026-11-20T23:59:59+08:00') },
      true,
    ],
    ['ordered yesterday is not longer ago', { field: 'lastOrder', olderThanDays: 1 }, { lastOrderAt: NOW - 20 * 3_600_000 }, false],
    ['number of orders', { field: 'orders90d', min: 2, max: 3 }, { orders90d: 3 }, true],
    ['money spent', { field: 'spend90d', min: 100 }, { spend90dFen: 99 }, false],
    ['a text holds a word', { field: 'custom', id: 7, contains: '冷库' }, { custom: { 7: ['自有冷库'] } }, true],
    ['a number in its range', { field: 'custom', id: 7, min: 0.5, max: 2 }, { custom: { 7: [1.5] } }, true],
    ['one of several choices', { field: 'custom', id: 7, in: ['月结'] }, { custom: { 7: ['现款', '月结'] } }, true],
    ['a date in its span', { field: 'custom', id: 7, from: '2026-01-01', to: '2026-12-31' }, { custom: { 7: ['2027-01-01'] } }, false],
    ['a field that is filled in', { field: 'custom', id: 7 }, { custom: { 7: [0] } }, true],
    ['another field', { field: 'custom', id: 8 }, { custom: { 7: [0] } }, false],
  ])('%s', (_, rule, facts, expected) => {
    expect(matchesRule(rule, shop(facts), NOW)).toBe(expected);
    expect(matchesRule({ not: rule }, shop(facts), NOW)).toBe(!expected);
  });

  it('never matches a condition on a value that is missing, and `not` turns that around', () => {
    const conditions: SegmentRule[] = [
      { field: 'level', in: ['A', 'B', 'C', 'D'] },
      { field: 'region', in: ['5', '51'] },
      { field: 'joined' },
      { field: 'lastOrder', olderThanDays: 0 },
      { field: 'custom', id: 1 },
    ];
    for (const rule of conditions) {
      expect(matchesRule(rule, empty, NOW)).toBe(false);
      expect(matchesRule({ not: rule }, empty, NOW)).toBe(true);
    }
  });

  it('takes everyone for an empty `all` and nobody for an empty `any`', () => {
    expect(matchesRule({ all: [] }, empty, NOW)).toBe(true);
    expect(matchesRule({ any: [] }, empty, NOW)).toBe(false);
  });

  it('counts orders within and older than the same number of days once each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 * 86_400_000 }), (days, ago) => {
        const facts = shop({ lastOrderAt: NOW - ago });
        const recent = matchesRule({ field: 'lastOrder', withinDays: days }, facts, NOW);
        expect(matchesRule({ field: 'lastOrder', olderThanDays: days }, facts, NOW)).toBe(!recent);
      }),
    );
  });
});

describe('days in Shanghai', () => {
  it('begin at 16:00 UTC of the day before', () => {
    expect(new Date(dayStart('2026-11-22')).toISOString()).toBe('2026-11-21T16:00:00.000Z');
    expect(dayEnd('2026-11-22')).toBe(dayStart('2026-11-23'));
    expect(midnight(dayStart('2026-11-22'))).toBe(dayStart('2026-11-22'));
    expect(midnight(dayEnd('2026-11-22') - 1, 1)).toBe(dayStart('2026-11-21'));
  });
});

describe('the shape of a rule', () => {
  it('counts how deep groups stand in each other', () => {
    expect(ruleDepth({ field: 'level', in: ['A'] })).toBe(0);
    expect(ruleDepth({ all: [] })).toBe(1);
    expect(ruleDepth({ all: [{ field: 'level', in: ['A'] }, { not: { any: [{ field: 'joined' }] } }] })).toBe(3);
  });

  it('lists the conditions in the order written', () => {
    const rule: SegmentRule = { any: [{ field: 'joined' }, { all: [{ not: { field: 'orders90d' } }, { field: 'spend90d' }] }] };
    expect(ruleConditions(rule).map((condition) => condition.field)).toEqual(['joined', 'orders90d', 'spend90d']);
  });
});

describe('a rule in words', () => {
  const names = { regions: { '510107': '武侯区' }, staff: { 3: '王强' }, fields: { 7: '结算方式' } };
  it.each<[SegmentRule, string]>([
    [
      {
        all: [
          { field: 'level', in: ['A', 'B'] },
          { field: 'region', in: ['510107'] },
        ],
      },
      '等级 是 A、B；区域 在 武侯区',
    ],
    [
      {
        any: [
          { field: 'status', in: ['partner'] },
          { field: 'ownerStaff', in: [3, 9] },
        ],
      },
      '合作状态 是 已合作 或 业务员 是 王强、9号',
    ],
    [{ not: { field: 'tag', in: ['欠款'] } }, '不满足（标签 有 欠款）'],
    [
      {
        all: [
          { field: 'trade', in: ['五金'] },
          {
            any: [
              { field: 'level', in: ['A'] },
              { field: 'joined', from: '2026-10-01' },
            ],
          },
        ],
      },
      '行业 是 五金；（等级 是 A 或 加入时间 在 2026-10-01 及以后）',
    ],
    [
      {
        any: [
          {
            all: [
              { field: 'orders90d', min: 1 },
              { field: 'spend90d', max: 12345 },
            ],
          },
          { field: 'joined' },
        ],
      },
      '（近90天订单数 至少 1 单；近90天金额 至多 123.45 元） 或 加入时间 已加入',
    ],
    [{ field: 'lastOrder', never: true }, '最近下单 从未下单'],
    [{ field: 'lastOrder', withinDays: 30, olderThanDays: 7 }, '最近下单 在 30 天以内，在 7 天以前'],
    [{ field: 'custom', id: 7, in: ['月结', '现款'] }, '结算方式 是 月结、现款'],
    [{ field: 'custom', id: 8, min: 1, max: 2 }, '自定义字段 在 1 到 2 之间'],
    [{ field: 'custom', id: 7, from: '2026-01-01', to: '2026-01-31' }, '结算方式 在 2026-01-01 至 2026-01-31'],
    [{ field: 'custom', id: 7 }, '结算方式 已填写'],
    [{ all: [] }, '全部门店'],
    [{ any: [] }, '没有门店'],
  ])('%j', (rule, sentence) => {
    expect(ruleSentence(rule, names)).toBe(sentence);
  });
});
