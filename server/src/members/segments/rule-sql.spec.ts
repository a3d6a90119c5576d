import { matchesRule, type SegmentRule, type ShopFacts } from '@dianquan/shared/segment-rule';
import fc from 'fast-check';
import { anyRule, anyShop, FIELDS } from '../../../test/arbitraries/segment-rules';
import { writeFacts } from '../../../test/builders/shop-facts';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { ruleSql } from './rule-sql';
import { knownShops } from './shop-facts';

const NOW = Date.parse('2026-11-22T10:00:00+08:00');
let place: TestDatabase;
const shops = new Map<number, ShopFacts>();

const matching = async (rule: SegmentRule): Promise<number[]> => {
  const where = ruleSql(rule, NOW);
  const rows = await place.database.query<{ id: number }>(`SELECT shop.id FROM shop WHERE ${where.sql} ORDER BY shop.id`, where.params);
  return rows.map(({ id }) => id);
};
const expected = (rule: SegmentRule): number[] => [...shops].filter(([, facts]) => matchesRule(rule, facts, NOW)).map(([id]) => id);

beforeAll(async () => {
  place = await freshDatabase();
  const samples = fc.sample(anyShop(NOW), { numRuns: 120, seed: 20261122 });
  for (const [i, facts] of samples.entries()) {
    shops.set(i + 1, facts);
    await writeFacts(place.database, i + 1, facts);
  }
}, 60_000);
afterAll(() => place.drop());

describe('a rule as SQL', () => {
  it('finds exactly the shops that the rule means, whatever the rule', async () => {
    await fc.assert(
      fc.asyncProperty(anyRule, async (rule) => {
        expect(await matching(rule)).toEqual(expected(rule));
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it.each<SegmentRule>([
    { all: [] },
    { any: [] },
    { not: { any: [] } },
    { field: 'trade', in: ['A'] },
    { field: 'tag', in: ['vip', '_'] },
    { field: 'custom', id: FIELDS.text, contains: '%' },
    { field: 'custom', id: FIELDS.text, contains: 'ab' },
    { field: 'custom', id: FIELDS.number, min: 0.1, max: 0.1 },
    { not: { field: 'region', in: ['5101'] } },
  ])('%j', async (rule) => {
    expect(await matching(rule)).toEqual(expected(rule));
  });

  it('notices a shop that a broken rule would miss', async () => {
    const where = ruleSql({ not: { field: 'level', in: ['A'] } }, NOW);
    const careless = await place.database.query("SELECT id FROM shop WHERE NOT (shop.level IN ('A'))");
    const right = await place.database.query(`SELECT id FROM shop WHERE ${where.sql}`, where.params);
    expect(right.length).toBeGreaterThan(careless.length);
  });

  it('reads back the facts that the evaluator judges by', async () => {
    const known = await place.database.transaction((tx) => knownShops(tx, [...shops.keys()]));
    const sorted = (facts: ShopFacts) => ({
      ...facts,
      tags: [...facts.tags].sort(),
      custom: Object.fromEntries(Object.entries(facts.custom).map(([id, values]) => [id, [...values].sort()])),
    });
    expect(known.map(({ id, facts }) => [id, sorted(facts)])).toEqual([...shops].map(([id, facts]) => [id, sorted(facts)]));
  });
});
