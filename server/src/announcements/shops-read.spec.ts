import { FillShopsThatRead20261122043100 } from '../../migrations/20261122043100-fill-shops-that-read';
import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { AudienceFollowers } from './audience-followers';

type Kept = { dimension: string; key_value: string; shops_read: number };

describe('shops in which anybody has read', () => {
  let t: TestApp;
  let manager: string;
  let sales: number;
  let segmentId: number;
  let id: number;
  let shopIds: number[];
  let clerks: { token: string; memberId: number }[];

  beforeEach(async () => {
    t = await bootApp();
    manager = (await buildStaff(t, { roles: ['manager'] })).token;
    sales = (await buildStaff(t, { roles: ['salesperson'] })).staffId;
    shopIds = [];
    for (const place of [{ ownerStaffId: sales }, { ownerStaffId: sales, regionCode: '510104' }, { regionCode: null }])
      shopIds.push((await buildShop(t, place)).shopId);
    clerks = [];
    for (const shopId of shopIds) clerks.push(await buildMember(t, { shopId, role: 'clerk' }));
    await buildMember(t, { shopId: shopIds[0] });
    segmentId = (await t.call('segments.create', { as: manager, body: { name: '三家', shopIds } })).body.id;
    await t.call('segments.create', { as: manager, body: { name: '无关', shopIds } });
    const openUntil = new Date(t.clock.now() + 86_400_000).toISOString();
    const body = { title: '到货', blocks: [{ type: 'text', text: '到货了' }], audience: { segmentIds: [segmentId] }, openUntil };
    id = (await t.call('announcements.create', { as: manager, body })).body.id;
    await t.call('announcements.publish', { as: manager, params: { id } });
    await t.runJobs();
  });
  afterEach(() => t.close());

  const read = async (n: number): Promise<void> => {
    expect((await t.call('announcements.markRead', { as: clerks[n]?.token, params: { id } })).status).toBe(204);
  };
  const kept = (): Promise<Kept[]> =>
    t.db.query<Kept>('SELECT dimension, key_value, shops_read FROM announcement_tally ORDER BY dimension, key_value');
  const reportShops = async () => (await t.call('announcements.report', { as: manager, params: { id } })).body.shops;

  it('are counted once each, whoever there reads, comes or leaves', async () => {
    await read(0);
    await read(0);
    await read(2);
    expect(await reportShops()).toMatchObject({ addressed: 3, read: 2, ownerRead: 0 });
    const late = await buildMember(t, { shopId: shopIds[0], role: 'clerk' });
    await t.app.get(AudienceFollowers, { strict: false }).followAll();
    expect((await t.call('announcements.markRead', { as: late.token, params: { id } })).status).toBe(204);
    for (const n of [1, 2]) await t.call('members.remove', { as: manager, params: { id: clerks[n]?.memberId ?? 0 } });
    // One shop has nobody left who was told; what was read in the other stays.
    expect(await reportShops()).toMatchObject({ addressed: 2, read: 2 });
    await checkConservation(t);
  });

  it('are counted for notices that were out before they were kept', async () => {
    await read(0);
    await read(2);
    const before = await kept();
    expect(before.filter(({ shops_read }) => shops_read > 0)).toEqual([
      { dimension: 'all', key_value: '', shops_read: 2 },
      { dimension: 'region', key_value: '', shops_read: 1 },
      { dimension: 'region', key_value: '510107', shops_read: 1 },
      { dimension: 'salesperson', key_value: '0', shops_read: 1 },
      { dimension: 'salesperson', key_value: String(sales), shops_read: 1 },
      { dimension: 'segment', key_value: String(segmentId), shops_read: 2 },
    ]);
    await t.db.execute('UPDATE announcement_tally SET shops_read = 0');
    const runner = t.db.dataSource.createQueryRunner();
    await new FillShopsThatRead20261122043100().up(runner);
    await runner.release();
    expect(await kept()).toEqual(before);
  });
});
