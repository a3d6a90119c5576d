import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { MembersModule } from '../members.module';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
});
afterAll(() => t.close());

const memberOf = async (id: number) => (await t.db.query<Record<string, unknown>>('SELECT * FROM member WHERE id = ?', [id]))[0];
const countOf = async (shopId: number) =>
  (await t.db.query<{ member_count: number }>('SELECT member_count FROM shop WHERE id = ?', [shopId]))[0]?.member_count;
const auditOf = (action: string, id: number) =>
  t.db.query<{ actor_staff_id: number }>('SELECT actor_staff_id FROM audit_entry WHERE action = ? AND subject = ?', [
    action,
    `member:${id}`,
  ]);

/** A shop with a salesperson, an owner, a clerk, one who waits and one who is gone. */
async function shopWithPeople() {
  const sales = await buildStaff(t);
  const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId });
  const owner = await buildMember(t, { shopId });
  const clerk = await buildMember(t, { shopId, role: 'clerk' });
  const waiting = await buildMember(t, { shopId, role: 'clerk', status: 'pending' });
  const gone = await buildMember(t, { shopId, role: 'clerk', status: 'removed' });
  return { sales, shopId, owner, clerk, waiting, gone };
}

describe('the people of a shop', () => {
  it('are shown to the owner with whole phones, and with those who wait', async () => {
    const { shopId, owner, clerk, waiting } = await shopWithPeople();
    const { status, body } = await t.call('members.list', { as: owner.token, params: { shopId } });
    expect(status).toBe(200);
    expect(body.items.map((one: { id: number }) => one.id)).toEqual([owner.memberId, clerk.memberId, waiting.memberId]);
    expect(body.items[0]).toMatchObject({ isMe: true, role: 'owner', status: 'active', phone: owner.phone, invitedBy: null });
    expect(body.items[1]).toMatchObject({ isMe: false, phone: clerk.phone });
  });

  it('are shown to a clerk without those who wait or have gone', async () => {
    const { shopId, owner, clerk, waiting } = await shopWithPeople();
    const { body } = await t.call('members.list', { as: clerk.token, params: { shopId }, query: { removed: true } });
    expect(body.items.map((one: { id: number }) => one.id)).toEqual([owner.memberId, clerk.memberId]);
    expect((await t.call('members.get', { as: clerk.token, params: { id: waiting.memberId } })).status).toBe(404);
  });

  it('include the gone where they are asked for', async () => {
    const { shopId, owner, gone } = await shopWithPeople();
    const { body } = await t.call('members.list', { as: owner.token, params: { shopId }, query: { removed: true } });
    expect(body.items.at(-1)).toMatchObject({ id: gone.memberId, status: 'removed' });
  });

  it('show their phones to the salesperson, manager, office and admin, and half of them to finance', async () => {
    const { shopId, sales, owner } = await shopWithPeople();
    const tokens = [sales.token];
    for (const role of ['manager', 'office', 'admin'] as const) tokens.push((await buildStaff(t, { roles: [role] })).token);
    for (const as of tokens) {
      const { body } = await t.call('members.get', { as, params: { id: owner.memberId } });
      expect([body.shopId, body.phone]).toEqual([shopId, owner.phone]);
    }
    const finance = await buildStaff(t, { roles: ['finance'] });
    const { body } = await t.call('members.get', { as: finance.token, params: { id: owner.memberId } });
    expect(body.phone).toBe(`${owner.phone?.slice(0, 3)}****${owner.phone?.slice(-4)}`);
  });

  it('do not exist for other shops, other salespeople, and managers of other regions', async () => {
    const { shopId, owner } = await shopWithPeople();
    const stranger = await buildMember(t);
    const rival = await buildStaff(t);
    const elsewhere = await buildStaff(t, { roles: ['manager'], regions: ['44', '510104'] });
    for (const { token } of [stranger, rival, elsewhere]) {
      const real = await t.call('members.list', { as: token, params: { shopId } });
      const unreal = await t.call('members.list', { as: token, params: { shopId: 4_000_000_000 } });
      expect([real.status, real.body.code]).toEqual([unreal.status, unreal.body.code]);
      expect(real.status).toBe(404);
      expect((await t.call('members.get', { as: token, params: { id: owner.memberId } })).status).toBe(404);
      expect((await t.call('members.remove', { as: token, params: { id: owner.memberId } })).status).toBe(404);
    }
    expect(await memberOf(owner.memberId)).toMatchObject({ status: 'active' });
    const here = await buildStaff(t, { roles: ['manager'], regions: ['5101'] });
    expect((await t.call('members.list', { as: here.token, params: { shopId } })).status).toBe(200);
  });

  it('come page by page, each once', async () => {
    const { shopId, owner } = await shopWithPeople();
    for (let i = 0; i < 5; i++) await buildMember(t, { shopId, role: 'clerk' });
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await t.call('members.list', { as: owner.token, params: { shopId }, query: { limit: 3, cursor } });
      seen.push(...body.items.map((one: { id: number }) => one.id));
      cursor = body.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
  });
});

describe('confirming', () => {
  it('lets the clerk act from their next request on', async () => {
    const { shopId, owner, waiting } = await shopWithPeople();
    expect((await t.call('members.list', { as: waiting.token, params: { shopId } })).status).toBe(403);
    const { status, body } = await t.call('members.confirm', { as: owner.token, params: { id: waiting.memberId } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'active', confirmedAt: expect.any(String) });
    expect((await t.call('members.list', { as: waiting.token, params: { shopId } })).status).toBe(200);
    expect(await memberOf(waiting.memberId)).toMatchObject({ confirmed_by_account_id: owner.accountId });
    expect(await countOf(shopId)).toBe(3);
  });

  it('counts once, however often it is tapped', async () => {
    const { shopId, owner, waiting } = await shopWithPeople();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => t.call('members.confirm', { as: owner.token, params: { id: waiting.memberId } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await countOf(shopId)).toBe(3);
  });

  it('is not for clerks, nor for the owner of another shop, nor for oneself', async () => {
    const { clerk, waiting } = await shopWithPeople();
    const stranger = await buildMember(t);
    const tries = [
      [clerk.token, 403],
      [waiting.token, 403],
      [stranger.token, 404],
    ] as const;
    for (const [as, expected] of tries) {
      expect((await t.call('members.confirm', { as, params: { id: waiting.memberId } })).status).toBe(expected);
    }
    expect(await memberOf(waiting.memberId)).toMatchObject({ status: 'pending' });
  });

  it('of an owner is for staff, goes into the audit log, and makes the shop joined', async () => {
    const sales = await buildStaff(t);
    const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId });
    const [first, second] = [await buildMember(t, { shopId, status: 'pending' }), await buildMember(t, { shopId, status: 'pending' })];
    expect((await t.call('members.confirm', { as: sales.token, params: { id: first.memberId } })).body.status).toBe('active');
    expect(await t.db.query('SELECT joined_at FROM shop WHERE id = ?', [shopId])).toEqual([{ joined_at: expect.any(Number) }]);
    expect(await auditOf('members.confirm', first.memberId)).toEqual([{ actor_staff_id: sales.staffId }]);
    const refused = await t.call('members.confirm', { as: sales.token, params: { id: second.memberId } });
    expect([refused.status, refused.body.code]).toEqual([409, 'shop_has_owner']);
    expect(await auditOf('members.confirm', second.memberId)).toEqual([]);
  });
});

describe('removing', () => {
  it('by the owner works on the next request of the clerk', async () => {
    const { shopId, owner, clerk } = await shopWithPeople();
    expect((await t.call('members.list', { as: clerk.token, params: { shopId } })).status).toBe(200);
    expect((await t.call('members.remove', { as: owner.token, params: { id: clerk.memberId } })).status).toBe(204);
    expect((await t.call('members.list', { as: clerk.token, params: { shopId } })).status).toBe(403);
    expect((await t.call('session.get', { as: clerk.token })).body).toMatchObject({ member: null, memberships: [] });
    expect(await memberOf(clerk.memberId)).toMatchObject({ status: 'removed', removed_by_account_id: owner.accountId });
    expect(await countOf(shopId)).toBe(1);
  });

  it('twice at once counts once', async () => {
    const { shopId, owner, clerk } = await shopWithPeople();
    await Promise.all(Array.from({ length: 5 }, () => t.call('members.remove', { as: owner.token, params: { id: clerk.memberId } })));
    expect(await countOf(shopId)).toBe(1);
  });

  it('oneself is leaving, also while one waits', async () => {
    const { clerk, waiting, shopId } = await shopWithPeople();
    for (const person of [clerk, waiting]) {
      expect((await t.call('members.remove', { as: person.token, params: { id: person.memberId } })).status).toBe(204);
      expect(await memberOf(person.memberId)).toMatchObject({ status: 'removed', removed_by_account_id: person.accountId });
    }
    expect(await countOf(shopId)).toBe(1);
  });

  it('the last owner is refused while there are clerks, for the owner and for staff', async () => {
    const { owner, clerk, sales, shopId } = await shopWithPeople();
    for (const { token } of [owner, sales]) {
      const { status, body } = await t.call('members.remove', { as: token, params: { id: owner.memberId } });
      expect([status, body.code]).toEqual([409, 'last_owner']);
    }
    await t.call('members.remove', { as: owner.token, params: { id: clerk.memberId } });
    expect((await t.call('members.remove', { as: owner.token, params: { id: owner.memberId } })).status).toBe(204);
    expect(await countOf(shopId)).toBe(0);
  });

  it('somebody else is not for clerks or the office', async () => {
    const { owner, clerk } = await shopWithPeople();
    const office = await buildStaff(t, { roles: ['office'] });
    for (const { token } of [clerk, office]) {
      expect((await t.call('members.remove', { as: token, params: { id: owner.memberId } })).status).toBe(403);
    }
    expect(await memberOf(owner.memberId)).toMatchObject({ status: 'active' });
  });

  it('by staff goes into the audit log', async () => {
    const { clerk, sales } = await shopWithPeople();
    expect((await t.call('members.remove', { as: sales.token, params: { id: clerk.memberId } })).status).toBe(204);
    expect(await auditOf('members.remove', clerk.memberId)).toEqual([{ actor_staff_id: sales.staffId }]);
  });
});
