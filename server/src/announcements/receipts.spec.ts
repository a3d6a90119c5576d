import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { Random } from '../platform/ids';
import { applyReceipts, type Receipt } from './receipts';

describe('receipts that come at once', () => {
  let t: TestApp;
  let ids: number[];
  let memberIds: number[];

  beforeEach(async () => {
    t = await bootApp();
    const manager = await buildStaff(t, { roles: ['manager'] });
    memberIds = [];
    for (let shop = 0; shop < 4; shop++) {
      const { shopId } = await buildShop(t);
      for (const role of ['owner', 'clerk', 'clerk'] as const) memberIds.push((await buildMember(t, { shopId, role })).memberId);
    }
    ids = [];
    for (const title of ['一', '二']) {
      const body = { title, blocks: [{ type: 'text', text: '到货了' }], audience: { everyone: true }, mustAcknowledge: true };
      const { id } = (await t.call('announcements.create', { as: manager.token, body })).body;
      await t.call('announcements.publish', { as: manager.token, params: { id } });
      ids.push(id);
    }
    await t.runJobs();
  });
  afterEach(() => t.close());

  it('are counted once each, however the batches meet', async () => {
    const random = t.app.get(Random, { strict: false });
    const kinds = ['delivered', 'read', 'acknowledged'] as const;
    const any = (): Receipt => ({
      announcementId: ids[random.int(2)] as number,
      memberId: memberIds[random.int(memberIds.length)] as number,
      kind: kinds[random.int(3)] as Receipt['kind'],
      at: 1_000 + random.int(1_000),
      seconds: 1,
    });
    const batches = Array.from({ length: 24 }, () => Array.from({ length: 1 + random.int(12) }, any));
    await Promise.all(batches.map((batch) => t.db.transaction((tx) => applyReceipts(tx, batch))));

    const all = batches.flat();
    const [seen] = await t.db.query<{ seconds: number; people_read: number; acknowledged: number }>(
      'SELECT SUM(read_seconds) AS seconds, COUNT(read_at) AS people_read, COUNT(acknowledged_at) AS acknowledged FROM announcement_recipient',
    );
    const people = (some: Receipt[]): number => new Set(some.map((one) => `${one.announcementId} ${one.memberId}`)).size;
    const reads = all.filter((one) => one.kind !== 'delivered');
    expect(seen).toEqual({
      seconds: reads.length,
      people_read: people(reads),
      acknowledged: people(all.filter((one) => one.kind === 'acknowledged')),
    });
    await checkConservation(t);
  });

  it('leave a first reading the first, and know who is no recipient', async () => {
    const [id, memberId] = [ids[0] as number, memberIds[0] as number];
    const read = (at: number, member = memberId): Receipt => ({ announcementId: id, memberId: member, kind: 'read', at, seconds: 3 });
    expect(await t.db.transaction((tx) => applyReceipts(tx, [read(5_000), read(7_000), read(6_000, 999_999)]))).toEqual([
      true,
      true,
      false,
    ]);
    await t.db.transaction((tx) => applyReceipts(tx, [read(4_000)]));
    const [row] = await t.db.query(
      'SELECT read_at, last_read_at, read_seconds FROM announcement_recipient WHERE announcement_id = ? AND member_id = ?',
      [id, memberId],
    );
    expect(row).toEqual({ read_at: 5_000, last_read_at: 7_000, read_seconds: 9 });
    await checkConservation(t);
  });

  it('are refused for a notice that was taken back', async () => {
    await t.db.execute(`UPDATE announcement SET state = 'withdrawn' WHERE id = ?`, [ids[0] as number]);
    const receipts = ids.map((announcementId): Receipt => ({ announcementId, memberId: memberIds[1] as number, kind: 'read', at: 5_000 }));
    expect(await t.db.transaction((tx) => applyReceipts(tx, receipts))).toEqual([false, true]);
    await checkConservation(t);
  });
});
