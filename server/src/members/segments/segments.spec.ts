import type { SegmentRule } from '@dianquan/shared/segment-rule';
import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { MembersModule } from '../members.module';
import { SegmentMembership } from './segment-membership';
import { SegmentUsers } from './segment-users';

let t: TestApp;
let manager: { token: string; staffId: number };
const DAY_MS = 86_400_000;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  manager = await buildStaff(t, { roles: ['manager'] });
});
afterAll(() => t.close());

const make = (body: object) => t.call('segments.create', { as: manager.token, body: { name: '分群', ...body } });
const get = async (id: number) => (await t.call('segments.get', { as: manager.token, params: { id } })).body;
const change = (id: number, body: object) => t.call('segments.update', { as: manager.token, params: { id }, body });
const shopsIn = async (id: number) =>
  (await t.db.query<{ shop_id: number }>('SELECT shop_id FROM segment_shop WHERE segment_id = ? ORDER BY shop_id', [id])).map(
    (row) => row.shop_id,
  );
const update = (id: number, body: object) => t.call('shops.update', { as: manager.token, params: { id }, body });
const trade = () => `行业${unique()}`;
const ofTrade = (name: string): SegmentRule => ({ field: 'trade', in: [name] });

describe('a segment by rule', () => {
  it('holds the shops that fit, counts their people, and is recorded', async () => {
    const name = trade();
    const fits = [(await buildShop(t, { trade: name })).shopId, (await buildShop(t, { trade: name })).shopId];
    await buildShop(t);
    const { status, body } = await make({ name: '某行业', rule: ofTrade(name) });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'rule', rule: ofTrade(name), shops: 2, people: 0, usedBy: { communities: 0, announcements: 0 } });
    expect(await shopsIn(body.id)).toEqual(fits);
    expect(
      await t.db.query("SELECT seq FROM audit_entry WHERE action = 'segments.create' AND subject = ?", [`segment:${body.id}`]),
    ).toHaveLength(1);
  });

  it('follows its shops: the same request that changes a shop moves it', async () => {
    const name = trade();
    const { body: segment } = await make({ rule: { all: [ofTrade(name), { not: { field: 'tag', in: ['停供'] } }] } });
    const { body: shop } = await t.call('shops.create', { as: manager.token, body: { name: '新开门店', trade: name } });
    expect([await shopsIn(segment.id), (await get(segment.id)).shops]).toEqual([[shop.id], 1]);
    await update(shop.id, { tags: ['停供'] });
    expect([await shopsIn(segment.id), (await get(segment.id)).shops]).toEqual([[], 0]);
    await update(shop.id, { tags: [] });
    expect((await get(segment.id)).shops).toBe(1);
    await update(shop.id, { trade: null });
    expect([await shopsIn(segment.id), (await get(segment.id)).shops]).toEqual([[], 0]);
  });

  it('counts people as they come and go', async () => {
    const name = trade();
    const guest = await buildGuest(t);
    const { shopId } = await buildShop(t, { trade: name, phone: guest.phone });
    const [byRule, byHand] = [await make({ rule: ofTrade(name) }), await make({ shopIds: [shopId] })];
    const people = async () => [(await get(byRule.body.id)).people, (await get(byHand.body.id)).people];
    const joined = await t.call('members.claimShop', { as: guest.token, body: { shopId, role: 'owner', name: '老王' } });
    expect([200, 201]).toContain(joined.status);
    expect(await t.db.query('SELECT status FROM member WHERE shop_id = ?', [shopId])).toEqual([{ status: 'active' }]);
    expect(await people()).toEqual([1, 1]);
    const clerk = await buildGuest(t);
    await t.call('members.claimShop', { as: clerk.token, body: { shopId, role: 'clerk', name: '小李' } });
    expect(await people()).toEqual([1, 1]);
    const [waiting] = await t.db.query<{ id: number }>("SELECT id FROM member WHERE shop_id = ? AND status = 'pending'", [shopId]);
    await t.call('members.confirm', { as: guest.token, params: { id: waiting!.id } });
    expect(await people()).toEqual([2, 2]);
    await update(shopId, { trade: '别的' });
    expect(await people()).toEqual([0, 2]);
    await t.call('members.remove', { as: guest.token, params: { id: waiting!.id } });
    await update(shopId, { trade: name });
    expect(await people()).toEqual([1, 1]);
  });

  it('takes other shops in when its rule is changed', async () => {
    const [first, second] = [trade(), trade()];
    const [, b] = [await buildShop(t, { trade: first }), await buildShop(t, { trade: second })];
    const { body: segment } = await make({ name: '改规则', rule: ofTrade(first) });
    const { status, body } = await change(segment.id, { rule: ofTrade(second) });
    expect([status, body.rule, body.shops, body.name]).toEqual([200, ofTrade(second), 1, '改规则']);
    expect(await shopsIn(segment.id)).toEqual([b.shopId]);
    const renamed = await change(segment.id, { name: '新名' });
    expect([renamed.body.name, renamed.body.rule, renamed.body.shops]).toEqual(['新名', ofTrade(second), 1]);
  });

  it('lets shops in and out as time goes by', async () => {
    const name = trade();
    const { shopId } = await buildShop(t, { trade: name });
    await t.db.execute('UPDATE shop SET last_order_at = ? WHERE id = ?', [t.clock.now(), shopId]);
    const { body: recent } = await make({ rule: { all: [ofTrade(name), { field: 'lastOrder', withinDays: 2 }] } });
    const { body: quiet } = await make({ rule: { all: [ofTrade(name), { field: 'lastOrder', olderThanDays: 2 }] } });
    expect([await shopsIn(recent.id), await shopsIn(quiet.id)]).toEqual([[shopId], []]);
    t.clock.advance(4 * DAY_MS);
    await t.app.get(SegmentMembership).refreshAll();
    expect([await shopsIn(recent.id), await shopsIn(quiet.id)]).toEqual([[], [shopId]]);
    expect([(await get(recent.id)).shops, (await get(quiet.id)).shops]).toEqual([0, 1]);
    t.clock.advance(-4 * DAY_MS);
  });

  it('is made right by the hourly look, whatever went by unseen', async () => {
    const name = trade();
    const { body: segment } = await make({ rule: ofTrade(name) });
    const { shopId } = await buildMember(t, { shopId: (await buildShop(t, { trade: name })).shopId });
    await t.db.execute('INSERT INTO segment_shop (segment_id, shop_id) VALUES (?, ?)', [segment.id, (await buildShop(t)).shopId]);
    await t.db.execute('UPDATE segment SET shops = 77, people = 77 WHERE id = ?', [segment.id]);
    await t.app.get(SegmentMembership).refreshAll();
    expect(await shopsIn(segment.id)).toEqual([shopId]);
    expect(await get(segment.id)).toMatchObject({ shops: 1, people: 1 });
  });

  it('forgets a custom field that is removed', async () => {
    const admin = await buildStaff(t, { roles: ['admin'] });
    const { body: field } = await t.call('customFields.create', { as: admin.token, body: { label: `结算${unique()}`, type: 'text' } });
    const { body: segment } = await make({ rule: { field: 'custom', id: field.id, contains: '月' } });
    const { shopId } = await buildShop(t);
    await update(shopId, { customFields: { [field.id]: '月结' } });
    expect(await shopsIn(segment.id)).toEqual([shopId]);
    await t.call('customFields.remove', { as: admin.token, params: { id: field.id } });
    expect([await shopsIn(segment.id), (await get(segment.id)).shops]).toEqual([[], 0]);
  });
});

describe('a segment by hand', () => {
  it('holds the shops given, once each, and takes more in and out', async () => {
    const [a, b, c] = [await buildShop(t), await buildShop(t), await buildShop(t)].map(({ shopId }) => shopId);
    const { body: segment } = await make({ shopIds: [a, b, a] });
    expect([segment.kind, segment.rule, segment.shops]).toEqual(['manual', null, 2]);
    const { body } = await change(segment.id, { addShopIds: [b, c], removeShopIds: [a] });
    expect([body.shops, await shopsIn(segment.id)]).toEqual([2, [b, c]]);
    await update(b!, { trade: '五金' });
    expect(await shopsIn(segment.id)).toEqual([b, c]);
  });

  it('takes no shop that its maker may not see, and then nothing at all', async () => {
    const local = await buildStaff(t, { roles: ['manager'], regions: ['510104'] });
    const [near, far] = [await buildShop(t, { regionCode: '510104' }), await buildShop(t, { regionCode: '510107' })];
    const before = await t.db.query('SELECT id FROM segment');
    const refused = await t.call('segments.create', { as: local.token, body: { name: '越界', shopIds: [near.shopId, far.shopId] } });
    expect([refused.status, refused.body.details[0]?.field]).toEqual([400, 'shopIds.1']);
    expect(await t.db.query('SELECT id FROM segment')).toEqual(before);
    const { body: all } = await make({ shopIds: [near.shopId, far.shopId] });
    await t.call('segments.update', { as: local.token, params: { id: all.id }, body: { removeShopIds: [near.shopId, far.shopId] } });
    expect(await shopsIn(all.id)).toEqual([far.shopId]);
  });

  it('has no rule, and one by rule no list', async () => {
    const [byHand, byRule] = [await make({ shopIds: [] }), await make({ rule: { all: [] } })];
    expect((await change(byHand.body.id, { rule: { all: [] } })).body.details[0]?.field).toBe('rule');
    expect((await change(byRule.body.id, { addShopIds: [1] })).body.details[0]?.field).toBe('addShopIds');
    expect((await change(byRule.body.id, { removeShopIds: [1] })).body.details[0]?.field).toBe('removeShopIds');
    expect((await make({})).status).toBe(400);
    expect((await make({ rule: { all: [] }, shopIds: [] })).status).toBe(400);
  });
});

describe('a rule that makes no sense', () => {
  const deep = (depth: number): object => (depth === 0 ? { field: 'joined' } : { not: deep(depth - 1) });
  it.each<[string, object, string, string]>([
    ['nested too deep', { all: [deep(4)] }, 'segment_rule_invalid', 'rule.all.0.not.not.not'],
    [
      'with too many conditions',
      { any: [{ all: Array(30).fill({ field: 'joined' }) }, { all: Array(11).fill({ field: 'joined' }) }] },
      'segment_rule_invalid',
      'rule',
    ],
    ['of an unknown field', { field: 'custom', id: 987_654 }, 'segment_rule_invalid', 'rule.id'],
    ['of unknown staff', { not: { field: 'ownerStaff', in: [987_654] } }, 'segment_rule_invalid', 'rule.not.in.0'],
    ['of an unknown kind', { field: 'colour', in: ['red'] }, 'invalid', 'rule.field'],
    ['with more than it should', { field: 'level', in: ['A'], min: 3 }, 'invalid', 'rule.min'],
  ])('%s is refused at its place, without effect', async (_, rule, code, place) => {
    const before = await t.db.query('SELECT id FROM segment');
    for (const answer of [await make({ rule }), await t.call('segments.preview', { as: manager.token, body: { rule } })]) {
      expect([answer.status, answer.body.code]).toEqual([400, code]);
      expect(answer.body.details[0]?.field).toContain(code === 'invalid' ? 'rule' : place);
    }
    expect(await t.db.query('SELECT id FROM segment')).toEqual(before);
  });
});

describe('looking at segments', () => {
  it('previews what a rule would hold, from the data as it is', async () => {
    const name = trade();
    const ids = [];
    for (let i = 0; i < 22; i++) ids.push((await buildShop(t, { trade: name, regionCode: i < 2 ? '510104' : '510107' })).shopId);
    await buildMember(t, { shopId: ids[0] });
    await buildMember(t, { shopId: ids[21], role: 'clerk' });
    const preview = (as: string) => t.call('segments.preview', { as, body: { rule: ofTrade(name) } });
    const { body } = await preview(manager.token);
    expect([body.shops, body.people, body.sample.map(({ id }) => id)]).toEqual([22, 2, ids.slice(0, 20)]);
    const local = await buildStaff(t, { roles: ['manager'], regions: ['510104'] });
    expect((await preview(local.token)).body).toMatchObject({ shops: 2, people: 1 });
  });

  it('shows the totals to all who work with shops, and each the shops that they may see', async () => {
    const name = trade();
    const sales = await buildStaff(t);
    const own = await buildShop(t, { trade: name, ownerStaffId: sales.staffId });
    const others = [await buildShop(t, { trade: name }), await buildShop(t, { trade: name })];
    const { body: segment } = await make({ rule: ofTrade(name) });
    const shops = (as: string, query = {}) => t.call('segments.shops', { as, params: { id: segment.id }, query });
    expect((await t.call('segments.get', { as: sales.token, params: { id: segment.id } })).body.shops).toBe(3);
    expect((await shops(sales.token)).body.items.map(({ id }) => id)).toEqual([own.shopId]);
    const first = await shops(manager.token, { limit: 2 });
    const rest = await shops(manager.token, { limit: 2, cursor: first.body.next });
    expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual([own.shopId, ...others.map(({ shopId }) => shopId)]);
    const { body } = await t.call('segments.list', { as: sales.token, query: { limit: 1 } });
    expect([body.items.length, typeof body.next]).toEqual([1, 'string']);
    expect((await t.call('segments.list', { as: (await buildMember(t)).token })).status).toBe(403);
    expect((await t.call('segments.create', { as: sales.token, body: { name: '甲', rule: { all: [] } } })).status).toBe(403);
  });
});

describe('removing a segment', () => {
  it('is refused while another room uses it', async () => {
    const { body: segment } = await make({ rule: { all: [] } });
    const uses = { communities: 1 };
    t.app.get(SegmentUsers).register({ countUses: async () => new Map([[segment.id, uses]]) });
    expect((await get(segment.id)).usedBy).toEqual({ communities: 1, announcements: 0, catalogue: 0 });
    const refused = await t.call('segments.remove', { as: manager.token, params: { id: segment.id } });
    expect([refused.status, refused.body.code, refused.body.details]).toEqual([
      409,
      'segment_in_use',
      { communities: 1, announcements: 0, catalogue: 0 },
    ]);
    uses.communities = 0;
    expect((await t.call('segments.remove', { as: manager.token, params: { id: segment.id } })).status).toBe(204);
    expect(await shopsIn(segment.id)).toEqual([]);
    for (const id of ['segments.get', 'segments.shops', 'segments.remove'] as const) {
      expect((await t.call(id, { as: manager.token, params: { id: segment.id } })).status).toBe(404);
    }
    const { shopId } = await buildShop(t);
    await update(shopId, { trade: '五金' });
    expect(await shopsIn(segment.id)).toEqual([]);
  });
});
