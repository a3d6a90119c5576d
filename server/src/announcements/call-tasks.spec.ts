import type { CallProgress } from '@dianquan/shared/contract/call-list';
import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { JobRunner } from '../platform/jobs/runner';

const HOUR = 3_600_000;

describe('calls to those who have not read', () => {
  let t: TestApp;
  let manager: { token: string };
  let sales: { token: string; staffId: number };
  beforeAll(async () => {
    t = await bootApp();
    manager = await buildStaff(t, { roles: ['manager'] });
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    sales = await buildStaff(t, { roles: ['salesperson'], name: '小赵' });
  });

  type Owner = Awaited<ReturnType<typeof buildMember>>;
  async function shops(count: number, ownerStaffId = sales.staffId): Promise<Owner[]> {
    const owners: Owner[] = [];
    for (let i = 0; i < count; i++) owners.push(await buildMember(t, { shopId: (await buildShop(t, { ownerStaffId })).shopId }));
    return owners;
  }
  async function publish(to: Owner[], more: object = { mustAcknowledge: true }): Promise<number> {
    const audience = { shopIds: to.map(({ shopId }) => shopId) };
    const blocks = [{ type: 'text', text: '下月起涨价' }];
    const draft = await t.call('announcements.create', { as: manager.token, body: { title: '调价通知', blocks, audience, ...more } });
    expect(draft.status).toBe(201);
    expect((await t.call('announcements.publish', { as: manager.token, params: { id: draft.body.id } })).status).toBe(200);
    await t.runJobs();
    return draft.body.id;
  }
  const read = (who: Owner, id: number) => t.call('announcements.markRead', { as: who.token, params: { id }, body: {} });
  /** What is due by the clock, as the runner does it every five minutes. */
  async function pass(ms: number): Promise<void> {
    t.clock.advance(ms);
    await t.app.get(JobRunner, { strict: false }).tick();
    await t.runJobs();
  }
  async function tasks(as = sales.token): Promise<number[]> {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await t.call('announcements.callList', { as, query: { tasks: true, limit: 30, cursor } });
      expect(status).toBe(200);
      found.push(...body.items.map(({ memberId }) => memberId));
      cursor = body.next ?? undefined;
    } while (cursor);
    return found;
  }
  const progress = async (id: number, as = manager.token): Promise<CallProgress> =>
    (await t.call('announcements.callProgress', { as, query: { announcementId: id } })).body;
  const note = (id: number, memberId: number, result: string) =>
    t.call('announcements.noteCall', { as: sales.token, params: { announcementId: id, memberId }, body: { result } });
  const rows = async (id: number): Promise<number> => {
    const [row] = await t.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM announcement_task WHERE announcement_id = ?', [id]);
    return row?.n ?? 0;
  };

  it('are made of a hundred shops and 63 readers: 37 tasks, the same 37 whatever runs again', async () => {
    const owners = await shops(100);
    const id = await publish(owners);
    for (const owner of owners.slice(0, 63)) expect((await read(owner, id)).status).toBe(204);
    await pass(47 * HOUR);
    expect([await rows(id), await tasks()]).toEqual([0, []]);
    await pass(HOUR);
    const unread = owners.slice(63).map(({ memberId }) => memberId);
    expect((await tasks()).sort((a, b) => a - b)).toEqual(unread);
    for (let again = 0; again < 3; again++) await pass(HOUR);
    expect(await rows(id)).toBe(37);
    expect(await progress(id)).toMatchObject({ tasks: 37, open: 37, read: 0 });
    expect(await progress(id, sales.token)).toMatchObject({ salespeople: [{ staffId: sales.staffId, name: '小赵', tasks: 37, open: 37 }] });
  });

  it('are gone by themselves when the notice is read, or withdrawn, or the person leaves', async () => {
    const [reader, leaver, waiting] = (await shops(3)) as [Owner, Owner, Owner];
    const id = await publish([reader, leaver, waiting]);
    await pass(48 * HOUR);
    expect(await tasks()).toHaveLength(3);
    await read(reader, id);
    expect((await t.call('members.remove', { as: manager.token, params: { id: leaver.memberId } })).status).toBe(204);
    expect(await tasks()).toEqual([waiting.memberId]);
    expect(await progress(id)).toMatchObject({ tasks: 3, open: 1, read: 1, gone: 1 });
    expect((await t.call('announcements.withdraw', { as: manager.token, params: { id } })).status).toBe(200);
    expect(await tasks()).toEqual([]);
    expect(await progress(id)).toMatchObject({ tasks: 3, open: 0, read: 1, gone: 2 });
  });

  it('are settled by a call that reached somebody, and stay after one that did not', async () => {
    const [told, away, refusing] = (await shops(3)) as [Owner, Owner, Owner];
    const id = await publish([told, away, refusing]);
    await pass(48 * HOUR);
    for (const [who, result] of [
      [told, 'told'],
      [away, 'no_answer'],
      [refusing, 'refused'],
    ] as const) {
      const { status, body } = await note(id, who.memberId, result);
      expect([status, body.lastCall.result, body.taskSince]).toEqual([200, result, expect.any(String)]);
    }
    expect(await tasks()).toEqual([away.memberId]);
    expect(await progress(id)).toMatchObject({ tasks: 3, open: 1, told: 1, refused: 1 });
    await read(told, id);
    expect(await progress(id)).toMatchObject({ tasks: 3, open: 1, told: 0, read: 1, refused: 1 });
  });

  it('come first where most is at stake', async () => {
    const owners = (await shops(3)) as [Owner, Owner, Owner];
    await publish(owners);
    await pass(48 * HOUR);
    for (const [i, fen] of [100, 900_000, 5_000].entries())
      await t.db.execute('UPDATE shop SET spend_90d_fen = ? WHERE id = ?', [fen, owners[i]?.shopId ?? 0]);
    expect(await tasks()).toEqual([owners[1].memberId, owners[2].memberId, owners[0].memberId]);
  });

  it('are the salesperson’s of the shop alone, also when it changes hands', async () => {
    const other = await buildStaff(t, { roles: ['salesperson'] });
    const [mine, theirs] = [(await shops(1))[0] as Owner, (await shops(1, other.staffId))[0] as Owner];
    const id = await publish([mine, theirs]);
    await pass(48 * HOUR);
    expect([await tasks(), await tasks(other.token)]).toEqual([[mine.memberId], [theirs.memberId]]);
    await t.db.execute('UPDATE shop SET owner_staff_id = ? WHERE id = ?', [other.staffId, mine.shopId]);
    expect(await tasks()).toEqual([]);
    expect((await tasks(other.token)).sort((a, b) => a - b)).toEqual([mine.memberId, theirs.memberId]);
    expect(await progress(id, other.token)).toMatchObject({ tasks: 2 });
  });

  it('are not made of what is not important; the list of the unread shows it all the same', async () => {
    const [owner] = (await shops(1)) as [Owner];
    await publish([owner], {});
    await pass(72 * HOUR);
    expect(await tasks()).toEqual([]);
    const all = await t.call('announcements.callList', { as: sales.token });
    expect(all.body.items.map(({ memberId, taskSince }) => [memberId, taskSince])).toEqual([[owner.memberId, null]]);
  });
});
