import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';

describe('a notice from draft to read', () => {
  let t: TestApp;
  let manager: { token: string };
  let sales: { token: string; staffId: number };

  beforeEach(async () => {
    t = await bootApp();
    manager = await buildStaff(t, { roles: ['manager'] });
    sales = await buildStaff(t, { roles: ['salesperson'] });
  });
  afterEach(() => t.close());

  async function publish(audience: object, more: object = {}): Promise<number> {
    const draft = await t.call('announcements.create', {
      as: manager.token,
      body: { title: '新到电钻', blocks: [{ type: 'text', text: '到货了' }], audience, ...more },
    });
    expect(draft.status).toBe(201);
    const published = await t.call('announcements.publish', { as: manager.token, params: { id: draft.body.id } });
    expect(published.status).toBe(200);
    await t.runJobs();
    return draft.body.id;
  }

  it('reaches the owner and the clerk of an addressed shop and nobody else', async () => {
    const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId });
    const owner = await buildMember(t, { shopId });
    const clerk = await buildMember(t, { shopId, role: 'clerk' });
    const outsider = await buildMember(t);
    const id = await publish({ shopIds: [shopId] });

    const home = await t.call('home.get', { as: owner.token });
    expect(home.body.items.map((item) => item.kind === 'notice' && item.notice.id)).toEqual([id]);
    expect(home.body.unread).toBe(1);
    expect((await t.call('home.get', { as: outsider.token })).body.items).toEqual([]);
    expect((await t.call('announcements.get', { as: outsider.token, params: { id } })).status).toBe(404);

    expect((await t.call('announcements.markRead', { as: owner.token, params: { id }, body: { seconds: 12 } })).status).toBe(204);
    expect((await t.call('announcements.markRead', { as: outsider.token, params: { id } })).status).toBe(404);
    const half = await t.call('announcements.report', { as: manager.token, params: { id } });
    expect(half.body.shops).toEqual({ addressed: 1, reached: 1, read: 1, ownerRead: 1, fullyRead: 0, understood: 0 });
    expect(half.body.unread).toBe(1);
    expect(half.body.firstUnread.map((row) => row.memberId)).toEqual([clerk.memberId]);

    const calls = await t.call('announcements.callList', { as: sales.token });
    expect(calls.body.items.map((row) => row.memberId)).toEqual([clerk.memberId]);
    await t.call('inbox.markRead', { as: clerk.token, body: { keys: [`announcement:${id}`] } });
    expect((await t.call('announcements.callList', { as: sales.token })).body.items).toEqual([]);
    const whole = await t.call('announcements.report', { as: manager.token, params: { id } });
    expect(whole.body.shops.fullyRead).toBe(1);
    expect(whole.body.counts.read).toBe(2);
  });
});
