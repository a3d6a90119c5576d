import { matchesRule, type SegmentRule, type ShopFacts } from '@dianquan/shared/segment-rule';
import fc from 'fast-check';
import { bootApp, type TestApp } from '../../../test/app';
import { anyRule, anyShop } from '../../../test/arbitraries/segment-rules';
import { buildShop } from '../../../test/builders/shop';
import { writeFacts } from '../../../test/builders/shop-facts';
import { buildStaff } from '../../../test/builders/staff';
import { Events } from '../../platform/jobs/events';
import { ShopChanged } from '../events';
import { MembersModule } from '../members.module';
import { SegmentMembership } from './segment-membership';

let t: TestApp;
let membership: SegmentMembership;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  membership = t.app.get(SegmentMembership);
});
afterAll(() => t.close());

const SHOPS = 8;
const SEGMENTS = 4;
type World = { shops: Map<number, { facts: ShopFacts; people: number }>; rules: Map<number, SegmentRule> };
type Step =
  | { kind: 'shops'; changes: { shop: number; facts: ShopFacts; people: number }[] }
  | { kind: 'rule'; segment: number; rule: SegmentRule }
  | { kind: 'hours'; hours: number };

const NOW = Date.now();
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .uniqueArray(fc.record({ shop: fc.nat(SHOPS - 1), facts: anyShop(NOW), people: fc.nat(3) }), {
        minLength: 1,
        maxLength: 4,
        selector: (one) => one.shop,
      })
      .map((changes): Step => ({ kind: 'shops', changes })),
  },
  { weight: 2, arbitrary: fc.record({ segment: fc.nat(SEGMENTS - 1), rule: anyRule }).map((one): Step => ({ kind: 'rule', ...one })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map((hours): Step => ({ kind: 'hours', hours })) },
);

async function emptyWorld(): Promise<World> {
  for (const table of ['segment_shop', 'segment', 'shop', 'shop_tag', 'shop_field_value']) await t.db.execute(`DELETE FROM ${table}`);
  const world: World = { shops: new Map(), rules: new Map() };
  for (let i = 0; i < SHOPS; i++) {
    const { shopId } = await buildShop(t);
    const facts: ShopFacts = {
      level: null,
      status: 'prospect',
      regionCode: null,
      trade: null,
      tags: [],
      ownerStaffId: null,
      invitedByStaffId: null,
      joinedAt: null,
      lastOrderAt: null,
      orders90d: 0,
      spend90dFen: 0,
      custom: {},
    };
    await writeFacts(t.db, shopId, facts);
    world.shops.set(shopId, { facts, people: 0 });
  }
  for (let i = 0; i < SEGMENTS; i++) {
    const rule: SegmentRule = { any: [] };
    const { insertId } = await t.db.execute(
      "INSERT INTO segment (name, kind, rule, created_at, updated_at) VALUES ('x', 'rule', ?, 0, 0)",
      [JSON.stringify(rule)],
    );
    world.rules.set(insertId, rule);
  }
  return world;
}

async function take(world: World, one: Step): Promise<void> {
  if (one.kind === 'hours') {
    t.clock.advance(one.hours * 3_600_000);
    await membership.refreshAll();
    return;
  }
  await t.db.transaction(async (tx) => {
    if (one.kind === 'rule') {
      const id = [...world.rules.keys()][one.segment]!;
      world.rules.set(id, one.rule);
      await tx.execute('UPDATE segment SET rule = ? WHERE id = ?', [JSON.stringify(one.rule), id]);
      await membership.refreshSegment(tx, id);
      return;
    }
    const ids = [...world.shops.keys()];
    for (const { shop, facts, people } of one.changes) {
      const id = ids[shop]!;
      world.shops.set(id, { facts, people });
      await writeFacts(tx, id, facts);
      await tx.execute('UPDATE shop SET member_count = ? WHERE id = ?', [people, id]);
    }
    await t.app.get(Events).publish(tx, new ShopChanged(one.changes.map(({ shop }) => ids[shop]!)));
  });
}

async function check(world: World): Promise<void> {
  const now = t.clock.now();
  const rows = await t.db.query<{ segment_id: number; shop_id: number }>(
    'SELECT segment_id, shop_id FROM segment_shop ORDER BY segment_id, shop_id',
  );
  const totals = await t.db.query<{ id: number; shops: number; people: number }>('SELECT id, shops, people FROM segment ORDER BY id');
  for (const [id, rule] of world.rules) {
    const expected = [...world.shops].filter(([, { facts }]) => matchesRule(rule, facts, now));
    expect(rows.filter((row) => row.segment_id === id).map((row) => row.shop_id)).toEqual(expected.map(([shopId]) => shopId));
    const people = expected.reduce((sum, [, shop]) => sum + shop.people, 0);
    expect(totals.find((row) => row.id === id)).toEqual({ id, shops: expected.length, people });
  }
}

describe('the members of segments', () => {
  it('are what the rules say after any sequence of changes of shops, people, rules and time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const world = await emptyWorld();
        const start = t.clock.now();
        for (const one of steps) {
          await take(world, one);
          // Between two looks of the hour only what asks for days may lag behind; the clock stands still here.
          await check(world);
        }
        t.clock.advance(start - t.clock.now());
      }),
      { numRuns: 40 },
    );
  }, 180_000);

  it('are right when shops and the rule are changed all at once', async () => {
    const manager = await buildStaff(t, { roles: ['manager'] });
    const shops: number[] = [];
    for (let i = 0; i < 12; i++) shops.push((await buildShop(t, { trade: '甲' })).shopId);
    const rule = (trade: string) => ({ field: 'trade', in: [trade] });
    const { body: segment } = await t.call('segments.create', { as: manager.token, body: { name: '并发', rule: rule('甲') } });
    const inside = async () =>
      (await t.db.query<{ shop_id: number }>('SELECT shop_id FROM segment_shop WHERE segment_id = ? ORDER BY shop_id', [segment.id])).map(
        (row) => row.shop_id,
      );
    for (let round = 0; round < 6; round++) {
      const [wanted, other] = round % 2 === 0 ? ['乙', '甲'] : ['甲', '乙'];
      const tradeOf = (i: number) => (i % 3 === round % 3 ? other : wanted);
      const answers = await Promise.all([
        ...shops.map((id, i) => t.call('shops.update', { as: manager.token, params: { id }, body: { trade: tradeOf(i) } })),
        t.call('segments.update', { as: manager.token, params: { id: segment.id }, body: { rule: rule(wanted!) } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(Array(13).fill(200));
      const total = async () => (await t.call('segments.get', { as: manager.token, params: { id: segment.id } })).body.shops;
      expect(await total()).toBe((await inside()).length);
      t.clock.advance(20_000);
      await t.runJobs();
      expect(await inside()).toEqual(shops.filter((_, i) => tradeOf(i) === wanted));
      expect(await total()).toBe((await inside()).length);
    }
  }, 60_000);
});
