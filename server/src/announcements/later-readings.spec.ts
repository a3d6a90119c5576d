import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { Database } from '../platform/database/database';
import { ReceiptBuffer } from './receipt-buffer';
import type { Receipt } from './receipts';

describe('a notice that is read once more', () => {
  let t: TestApp;
  let buffer: ReceiptBuffer;
  let transactions: jest.SpyInstance;
  let id: number;
  let memberIds: number[];

  beforeEach(async () => {
    t = await bootApp();
    const manager = await buildStaff(t, { roles: ['manager'] });
    const { shopId } = await buildShop(t);
    memberIds = [];
    for (let n = 0; n < 3; n++) memberIds.push((await buildMember(t, { shopId, role: n === 0 ? 'owner' : 'clerk' })).memberId);
    const body = { title: '到货', blocks: [{ type: 'text', text: '到货了' }], audience: { everyone: true } };
    id = (await t.call('announcements.create', { as: manager.token, body })).body.id;
    await t.call('announcements.publish', { as: manager.token, params: { id } });
    await t.runJobs();
    buffer = t.app.get(ReceiptBuffer, { strict: false });
    await Promise.all(memberIds.map((_, n) => buffer.add(read(n, 1_000))));
    transactions = jest.spyOn(t.app.get(Database, { strict: false }), 'transaction');
  });
  afterEach(() => t.close());

  const read = (n: number, at: number, seconds = 1): Receipt => ({
    announcementId: id,
    memberId: memberIds[n] as number,
    kind: 'read',
    at,
    seconds,
  });
  const marks = () =>
    t.db.query<{ read_at: number; last_read_at: number; read_seconds: number }>(
      'SELECT read_at, last_read_at, read_seconds FROM announcement_recipient WHERE announcement_id = ? ORDER BY member_id',
      [id],
    );

  it('adds its time to each reader in one statement, whatever comes together', async () => {
    const answers = await Promise.all(
      [read(0, 5_000, 3), read(1, 6_000), read(0, 4_000, 2), read(1, 900, 7)].map((one) => buffer.add(one)),
    );
    expect(answers).toEqual([true, true, true, true]);
    expect(transactions).not.toHaveBeenCalled();
    expect(await marks()).toEqual([
      { read_at: 1_000, last_read_at: 5_000, read_seconds: 6 },
      { read_at: 1_000, last_read_at: 6_000, read_seconds: 9 },
      { read_at: 1_000, last_read_at: 1_000, read_seconds: 1 },
    ]);
    await checkConservation(t);
  });

  it('is refused when the notice was taken back meanwhile, and adds nothing', async () => {
    await t.db.execute(`UPDATE announcement SET state = 'withdrawn' WHERE id = ?`, [id]);
    expect(await Promise.all([buffer.add(read(0, 5_000)), buffer.add(read(1, 5_000))])).toEqual([false, false]);
    expect((await marks()).map((row) => row.read_seconds)).toEqual([1, 1, 1]);
  });

  it('is refused to who is no recipient any more, and counted once for the others', async () => {
    await t.db.execute('DELETE FROM announcement_recipient WHERE announcement_id = ? AND member_id = ?', [id, memberIds[2] as number]);
    expect(await Promise.all([0, 1, 2].map((n) => buffer.add(read(n, 8_000, 5))))).toEqual([true, true, false]);
    expect(await marks()).toEqual([
      { read_at: 1_000, last_read_at: 8_000, read_seconds: 6 },
      { read_at: 1_000, last_read_at: 8_000, read_seconds: 6 },
    ]);
  });
});
