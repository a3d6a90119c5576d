import { bootApp, type TestApp } from '../../test/app';
import { buildGuest } from '../../test/builders/account';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';

describe('invitations', () => {
  let t: TestApp;
  let sales: { staffId: number; accountId: number; token: string };
  beforeAll(async () => {
    t = await bootApp();
    sales = await buildStaff(t, { roles: ['salesperson'] });
  });
  afterAll(() => t.close());

  const invite = async (token: string, body: object = {}) => {
    const made = await t.call('invitations.create', { as: token, body });
    expect(made.status).toBe(201);
    return made.body;
  };
  const accept = (token: string, code: string, body: object) => t.call('invitations.accept', { as: token, params: { code }, body });
  const newShop = (name: string) => ({ newShop: { name }, role: 'owner' });

  it('give a code that fits the scene of a mini-program code and cannot be guessed', async () => {
    const { code, path } = await invite(sales.token);
    expect(code).toMatch(/^[\w-]{22}$/);
    expect(path).toBe(`/pages/join/index?code=${code}`);
    const picture = await t.call('invitations.picture', { as: sales.token, params: { id: (await invite(sales.token)).id } });
    expect(picture.status).toBe(200);
    expect(picture.body.length).toBeGreaterThan(500);
  });

  it('show who invites before any login, and count the landing', async () => {
    const made = await invite(sales.token);
    const landed = await t.call('invitations.get', { params: { code: made.code } });
    expect(landed.status).toBe(200);
    expect(landed.body.inviter.title).toBe('业务员');
    const [row] = (await t.call('invitations.list', { as: sales.token })).body.items.filter((one) => one.id === made.id);
    expect(row?.landed).toBe(1);
  });

  it('let a stranger in with a new shop that goes to the salesperson, and move the scoreboard', async () => {
    const before = (await t.call('invitations.scoreboard', { as: sales.token })).body.items.find((row) => row.staffId === sales.staffId);
    const guest = await buildGuest(t);
    const { code } = await invite(sales.token);
    const joined = await accept(guest.token, code, newShop('新来五金店'));
    expect(joined.status).toBe(200);
    expect(joined.body).toMatchObject({ status: 'active', credited: true });
    const [shop] = await t.db.query<{ owner_staff_id: number; source: string; invited_by_staff_id: number }>(
      'SELECT s.owner_staff_id, s.source, s.invited_by_staff_id FROM shop s JOIN member m ON m.shop_id = s.id WHERE m.id = ?',
      [joined.body.memberId],
    );
    expect(shop).toEqual({ owner_staff_id: sales.staffId, source: 'join', invited_by_staff_id: sales.staffId });
    const after = (await t.call('invitations.scoreboard', { as: sales.token })).body.items.find((row) => row.staffId === sales.staffId);
    expect(after).toMatchObject({
      joined: (before?.joined ?? 0) + 1,
      shops: (before?.shops ?? 0) + 1,
      strangers: (before?.strangers ?? 0) + 1,
    });
  });

  it('credit the first one only, for good, also when twenty are taken at once', async () => {
    const guest = await buildGuest(t);
    const codes = await Promise.all(Array.from({ length: 20 }, async () => (await invite(sales.token)).code));
    const answers = await Promise.all(codes.map((code, i) => accept(guest.token, code, newShop(`同时${i}号店`))));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ body }) => body.credited)).toHaveLength(1);
    const rows = await t.db.query('SELECT account_id FROM attribution WHERE account_id = ?', [guest.accountId]);
    expect(rows).toHaveLength(1);
  });

  it('credit who passed it on and keep the chain to the salesperson', async () => {
    const first = await invite(sales.token);
    const guest = await buildGuest(t);
    await accept(guest.token, first.code, newShop('转发的店'));
    const forwarded = await invite(guest.token, { parentCode: first.code, via: 'card' });
    const friend = await buildGuest(t);
    await accept(friend.token, forwarded.code, newShop('朋友的店'));
    const list = await t.call('invitations.attribution', { as: sales.token, query: { staffId: sales.staffId } });
    const row = list.body.items.find((one) => one.accountId === friend.accountId);
    expect(row?.inviter.kind).toBe('member');
    expect(row?.chain.map((link) => link.kind)).toEqual(['staff', 'member']);
    const mine = await t.call('invitations.attribution', { as: guest.token });
    expect(mine.body.items.map((one) => one.accountId)).toEqual([friend.accountId]);
  });

  it('are refused with one answer when unknown, mutated, revoked, expired, used up, one’s own or a colleague’s', async () => {
    const guest = await buildGuest(t);
    const revoked = await invite(sales.token);
    await t.call('invitations.revoke', { as: sales.token, params: { id: revoked.id } });
    const expired = await invite(sales.token, { expiresAt: new Date(t.clock.now() + 60_000).toISOString() });
    await t.db.execute('UPDATE invitation SET expires_at = ? WHERE id = ?', [t.clock.now() - 1, expired.id]);
    const usedUp = await invite(sales.token, { useLimit: 1 });
    expect((await accept((await buildGuest(t)).token, usedUp.code, newShop('抢先的店'))).status).toBe(200);
    const good = await invite(sales.token);
    const mutated = `${good.code[0] === 'A' ? 'B' : 'A'}${good.code.slice(1)}`;
    const answers = [];
    for (const code of ['nothing-like-a-code-22ch', mutated, revoked.code, expired.code, usedUp.code])
      answers.push(await accept(guest.token, code, newShop('进不来的店')));
    const owner = await buildMember(t);
    const own = await invite(owner.token);
    answers.push(await accept(owner.token, own.code, newShop('自己的第二家')));
    const clerk = await buildMember(t, { shopId: owner.shopId, role: 'clerk' });
    answers.push(await accept(clerk.token, own.code, { shopId: owner.shopId, role: 'clerk' }));
    for (const { status, body } of answers)
      expect({ status, code: body.code, details: body.details }).toEqual({ status: 404, code: 'invitation_invalid', details: null });
    expect(await t.db.query('SELECT id FROM member WHERE account_id = ?', [guest.accountId])).toEqual([]);
    const rejections = await t.call('invitations.rejections', { as: sales.token });
    expect(rejections.body.items.map((one) => one.reason)).toEqual(expect.arrayContaining(['revoked', 'expired', 'used_up']));
  });

  describe('taken again by the same person, whose answer was lost', () => {
    const effects = async (accountId: number, invitationId: number) => ({
      members: (await t.db.query('SELECT id FROM member WHERE account_id = ?', [accountId])).length,
      events: (await t.db.query('SELECT id FROM invitation_event WHERE account_id = ?', [accountId])).length,
      used: await t.db.query('SELECT used FROM invitation WHERE id = ?', [invitationId]),
    });

    it('answer the same once more and are used once, in a new shop, a shop on record and while waiting', async () => {
      const { shopId: free } = await buildShop(t);
      const { shopId: owned } = await buildMember(t);
      const wishes = [newShop('回执丢了的店'), { shopId: free, role: 'owner' }, { shopId: owned, role: 'clerk' }];
      for (const [i, wish] of wishes.entries()) {
        const guest = await buildGuest(t);
        const made = await invite(sales.token, { useLimit: 1 });
        const first = await accept(guest.token, made.code, wish);
        expect([first.status, first.body.status, first.body.credited]).toEqual([200, i === 2 ? 'pending' : 'active', true]);
        const before = await effects(guest.accountId, made.id);
        const again = await accept(guest.token, made.code, wish);
        expect([again.status, again.body]).toEqual([200, first.body]);
        expect(await effects(guest.accountId, made.id)).toEqual(before);
        expect(before).toMatchObject({ members: 1, used: [{ used: 1 }] });
        const stranger = await accept((await buildGuest(t)).token, made.code, wish);
        expect([stranger.status, stranger.body.code]).toEqual([404, 'invitation_invalid']);
      }
    });

    it('answer it to both of two that come at once', async () => {
      const guest = await buildGuest(t);
      const made = await invite(sales.token, { useLimit: 1 });
      const [one, other] = await Promise.all([1, 2].map(() => accept(guest.token, made.code, newShop('点了两下的店'))));
      expect([one?.status, other?.status]).toEqual([200, 200]);
      expect(other?.body).toEqual(one?.body);
      expect(await effects(guest.accountId, made.id)).toMatchObject({ members: 1, used: [{ used: 1 }] });
    });

    it('let nobody back in who was removed, and are no second way into another shop or role', async () => {
      const guest = await buildGuest(t);
      const made = await invite(sales.token, { useLimit: 1 });
      const { shopId } = await buildMember(t);
      const { body } = await accept(guest.token, made.code, { shopId, role: 'clerk' });
      for (const wish of [{ shopId, role: 'owner' }, newShop('另一家店')])
        expect((await accept(guest.token, made.code, wish)).body.code).toBe('invitation_invalid');
      await t.db.execute(`UPDATE member SET status = 'removed' WHERE id = ?`, [body.memberId]);
      expect((await accept(guest.token, made.code, { shopId, role: 'clerk' })).body.code).toBe('invitation_invalid');
    });
  });

  it('leave nothing behind when the join fails', async () => {
    const shop = await buildShop(t);
    await buildMember(t, { shopId: shop.shopId });
    const guest = await buildGuest(t);
    const made = await invite(sales.token);
    const answer = await accept(guest.token, made.code, { shopId: shop.shopId, role: 'owner' });
    expect(answer.body.code).toBe('shop_has_owner');
    expect(await t.db.query('SELECT id FROM member WHERE account_id = ?', [guest.accountId])).toEqual([]);
    expect(await t.db.query('SELECT used FROM invitation WHERE id = ?', [made.id])).toEqual([{ used: 0 }]);
    expect(await t.db.query('SELECT account_id FROM attribution WHERE account_id = ?', [guest.accountId])).toEqual([]);
  });

  it('end with the standing of whoever made them', async () => {
    const leaver = await buildStaff(t, { roles: ['salesperson'] });
    const made = await invite(leaver.token);
    await t.db.execute('UPDATE staff SET disabled_at = ? WHERE id = ?', [t.clock.now(), leaver.staffId]);
    expect((await t.call('invitations.get', { params: { code: made.code } })).status).toBe(404);
  });

  it('replay to the same statement byte for byte, and to what is credited', async () => {
    const manager = await buildStaff(t, { roles: ['manager'] });
    const month = new Date(t.clock.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const first = await t.call('invitations.statement', { as: manager.token, query: { month } });
    const second = await t.call('invitations.statement', { as: manager.token, query: { month } });
    expect(first.body.equals(second.body)).toBe(true);
    const [credited] = await t.db.query<{ n: number; shops: number }>(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT shop_id) AS shops FROM attribution WHERE root_staff_id = ?',
      [sales.staffId],
    );
    const line = first.body
      .toString()
      .split('\n')
      .find((one) => one.startsWith(`${month},${sales.staffId},`));
    expect(line?.split(',').slice(2, 4).map(Number)).toEqual([credited?.n, credited?.shops]);
  });

  it('draw a poster', async () => {
    const poster = await t.call('invitations.poster', { as: sales.token, params: { id: (await invite(sales.token)).id } });
    expect(poster.status).toBe(200);
    expect(poster.body.subarray(1, 4).toString()).toBe('PNG');
  });

  it('are nobody else’s to see or revoke', async () => {
    const made = await invite(sales.token);
    const other = await buildStaff(t, { roles: ['salesperson'] });
    const answer = await t.call('invitations.revoke', { as: other.token, params: { id: made.id } });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 404, code: 'invitation_not_yours' });
    expect((await t.call('invitations.get', { params: { code: made.code } })).status).toBe(200);
  });
});
