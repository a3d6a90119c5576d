import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { uniquePhone } from '../../../test/builders/unique';
import type { Database } from '../../platform/database/database';
import { MembersModule } from '../members.module';
import { type Joined, type JoinRequest, JoinService } from './join.service';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
});
afterAll(() => t.close());

const claim = (as: string, body: object) => t.call('members.claimShop', { as, body });
const join = (request: JoinRequest): Promise<Joined> => t.db.transaction((tx) => t.app.get(JoinService).join(tx, request));
const peopleOf = (shopId: number) =>
  t.db.query<Record<string, unknown>>('SELECT account_id, role, status, name FROM member WHERE shop_id = ? ORDER BY id', [shopId]);
const shopOf = async (id: number) => (await t.db.query<Record<string, unknown>>('SELECT * FROM shop WHERE id = ?', [id]))[0];

describe('a new shop', () => {
  it('makes the person its owner and counts as a former stranger', async () => {
    const { token, accountId } = await buildGuest(t);
    const newShop = { name: '锦江老王五金', regionCode: '510104', address: '春熙路1号', latitude: 30.65, longitude: 104.08, trade: '五金' };
    const { status, body } = await claim(token, { newShop, role: 'owner', name: '王建国' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: '王建国', member: { shopName: '锦江老王五金', role: 'owner', status: 'active' } });
    const shop = await shopOf(body.member.shopId);
    expect(shop).toMatchObject({
      source: 'join',
      status: 'prospect',
      region_code: '510104',
      trade: '五金',
      owner_staff_id: null,
      member_count: 1,
      joined_at: expect.any(Number),
      search_text: '锦江老王五金 春熙路1号',
    });
    expect(await peopleOf(body.member.shopId)).toEqual([{ account_id: accountId, role: 'owner', status: 'active', name: '王建国' }]);
  });

  it('comes of two taps on the button only once', async () => {
    const { token, accountId } = await buildGuest(t);
    const body = { newShop: { name: '双击五金店' }, role: 'owner' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim(token, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'already_member')).toHaveLength(7);
    expect(await t.db.query('SELECT id FROM shop WHERE name = ?', ['双击五金店'])).toHaveLength(1);
    expect(await t.db.query('SELECT id FROM member WHERE account_id = ?', [accountId])).toHaveLength(1);
  });

  it('goes to the salesperson at the head of the invitation', async () => {
    const { staffId } = await buildStaff(t);
    const { accountId } = await buildGuest(t);
    const joined = await join({ accountId, newShop: { name: '受邀五金店' }, role: 'clerk', rootStaffId: staffId, vouched: true });
    expect(joined).toMatchObject({ role: 'owner', status: 'active', shopCreated: true, firstOfShop: true });
    expect(await shopOf(joined.shopId)).toMatchObject({ owner_staff_id: staffId, invited_by_staff_id: staffId });
  });

  it.each([
    ['as said', { regionCode: '510104', address: '武侯区簇桥下街 36 号' }, ['510107'], '510104'],
    ['as its address begins', { address: '金牛区金府路 8 号' }, ['510107'], '510106'],
    ['in the district of who invited, when nothing was said', {}, ['510107'], '510107'],
    ['in the city of who invited into several districts', { address: '簇桥下街 36 号' }, ['510104', '510108'], '5101'],
    ['nowhere, when nobody can tell', {}, [], null],
    ['nowhere, when who invited works far and wide', {}, ['510107', '440106'], null],
  ])('lies %s', async (_how, place, regions, code) => {
    const { staffId } = await buildStaff(t, { regions });
    const { accountId } = await buildGuest(t);
    const newShop = { name: '哪里五金店', ...place };
    const { shopId } = await join({ accountId, newShop, role: 'owner', rootStaffId: staffId, vouched: true });
    expect(await shopOf(shopId)).toMatchObject({ region_code: code });
  });

  it('is refused in a region that does not exist, or under a name that the platform finds fault with', async () => {
    const { token, accountId } = await buildGuest(t);
    const nowhere = await claim(token, { newShop: { name: '无名五金', regionCode: '999999' }, role: 'owner' });
    expect(nowhere.body).toMatchObject({ code: 'invalid', details: [{ field: 'newShop.regionCode', rule: 'not_found' }] });
    const unfit = await claim(token, { newShop: { name: '代开发票公司' }, role: 'owner' });
    expect([unfit.status, unfit.body.code]).toEqual([409, 'content_refused']);
    expect(await t.db.query('SELECT id FROM member WHERE account_id = ?', [accountId])).toEqual([]);
  });
});

describe('a shop on record', () => {
  it('lets the owner in at once whose phone it knows, as the shop or as a contact', async () => {
    for (const known of ['shop', 'contact'] as const) {
      const phone = uniquePhone();
      const shop = await buildShop(t, known === 'shop' ? { phone } : { contacts: [{ name: '老板', phone }] });
      const { token } = await buildGuest(t, { phone });
      const { body } = await claim(token, { shopId: shop.shopId, role: 'owner' });
      expect(body.member).toMatchObject({ shopId: shop.shopId, role: 'owner', status: 'active' });
      expect(await shopOf(shop.shopId)).toMatchObject({ member_count: 1, joined_at: expect.any(Number), source: 'import' });
    }
  });

  it('does not believe a phone that was only typed', async () => {
    const phone = uniquePhone();
    const { shopId } = await buildShop(t, { phone });
    const { token } = await buildGuest(t, { phone, phoneVerified: false });
    const { body } = await claim(token, { shopId, role: 'owner' });
    expect(body.member).toBeNull();
    expect(body.memberships).toMatchObject([{ shopId, status: 'pending' }]);
    expect(await shopOf(shopId)).toMatchObject({ member_count: 0, joined_at: null });
  });

  it('lets nobody see anything of it while they wait', async () => {
    const { shopId } = await buildShop(t);
    const { token } = await buildGuest(t);
    await claim(token, { shopId, role: 'clerk' });
    expect((await t.call('members.list', { as: token, params: { shopId } })).status).toBe(403);
  });

  it('has one owner: a second is sent in as a clerk, who waits for the first', async () => {
    const owner = await buildMember(t);
    const { token, accountId } = await buildGuest(t);
    const refused = await claim(token, { shopId: owner.shopId, role: 'owner' });
    expect([refused.status, refused.body.code]).toEqual([409, 'shop_has_owner']);
    const { body } = await claim(token, { shopId: owner.shopId, role: 'clerk', name: '小李' });
    expect(body.memberships).toMatchObject([{ shopId: owner.shopId, role: 'clerk', status: 'pending' }]);
    expect(await peopleOf(owner.shopId)).toContainEqual({ account_id: accountId, role: 'clerk', status: 'pending', name: '小李' });
  });

  it('lets a clerk in at once whom its own owner invited, but not one whom another owner did', async () => {
    const owner = await buildMember(t);
    const stranger = await buildMember(t);
    const [invited, other] = [await buildGuest(t), await buildGuest(t)];
    const request = { shopId: owner.shopId, role: 'clerk', vouched: false } as const;
    expect((await join({ ...request, accountId: invited.accountId, inviterMemberId: owner.memberId })).status).toBe('active');
    expect((await join({ ...request, accountId: other.accountId, inviterMemberId: stranger.memberId })).status).toBe('pending');
    expect(await shopOf(owner.shopId)).toMatchObject({ member_count: 2 });
  });

  it('becomes the charge of the salesperson who brought it in, unless it has one', async () => {
    const [mine, theirs] = [await buildStaff(t), await buildStaff(t)];
    const free = await buildShop(t);
    const taken = await buildShop(t, { ownerStaffId: theirs.staffId });
    for (const { shopId } of [free, taken]) {
      const { accountId } = await buildGuest(t);
      await join({ accountId, shopId, role: 'owner', rootStaffId: mine.staffId, vouched: true });
    }
    expect(await shopOf(free.shopId)).toMatchObject({ owner_staff_id: mine.staffId, invited_by_staff_id: mine.staffId });
    expect(await shopOf(taken.shopId)).toMatchObject({ owner_staff_id: theirs.staffId, invited_by_staff_id: mine.staffId });
    const history = await t.db.query('SELECT kind, from_value, to_value FROM shop_history WHERE shop_id IN (?, ?)', [
      free.shopId,
      taken.shopId,
    ]);
    expect(history).toEqual([{ kind: 'owner', from_value: null, to_value: String(mine.staffId) }]);
  });

  it('takes nobody twice, and whoever was removed only as one who waits', async () => {
    const phone = uniquePhone();
    const { shopId } = await buildShop(t, { phone });
    const { token, accountId } = await buildGuest(t, { phone });
    const first = await claim(token, { shopId, role: 'owner' });
    const again = await claim(token, { shopId, role: 'clerk' });
    expect([again.status, again.body.code]).toEqual([409, 'already_member']);

    const admin = await buildStaff(t, { roles: ['admin'] });
    await t.call('members.remove', { as: admin.token, params: { id: first.body.member.memberId } });
    const back = await claim(token, { shopId, role: 'owner' });
    expect(back.body.memberships).toMatchObject([{ memberId: first.body.member.memberId, status: 'pending' }]);
    expect(await peopleOf(shopId)).toMatchObject([{ account_id: accountId, status: 'pending' }]);
    expect(await shopOf(shopId)).toMatchObject({ member_count: 0 });
  });

  it('is not found when it does not exist', async () => {
    const { token } = await buildGuest(t);
    const { status, body } = await claim(token, { shopId: 4_000_000_000, role: 'owner' });
    expect([status, body.code]).toEqual([404, 'not_found']);
  });
});

describe('joining', () => {
  it('asks for the phone first', async () => {
    const { token } = await buildGuest(t, { phone: null });
    const { status, body } = await claim(token, { newShop: { name: '没电话五金' }, role: 'owner' });
    expect([status, body.code]).toEqual([409, 'phone_required']);
  });

  it('wants one shop, not two and not none', async () => {
    const { token } = await buildGuest(t);
    for (const body of [{ role: 'owner' }, { shopId: 1, newShop: { name: '两家五金' }, role: 'owner' }]) {
      expect((await claim(token, body)).body).toMatchObject({ code: 'invalid', details: [{ field: 'shopId' }] });
    }
  });

  it('is not for staff', async () => {
    const { token } = await buildStaff(t);
    expect((await claim(token, { newShop: { name: '员工五金' }, role: 'owner' })).status).toBe(403);
  });
});

describe('twenty at once', () => {
  it('who claim to own one shop: one does', async () => {
    const { shopId } = await buildShop(t);
    const guests = await Promise.all(Array.from({ length: 20 }, () => buildGuest(t)));
    const results = await Promise.allSettled(guests.map(({ accountId }) => join({ accountId, shopId, role: 'owner', vouched: true })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(refusals).toEqual(Array(19).fill('shop_has_owner'));
    expect(await shopOf(shopId)).toMatchObject({ member_count: 1 });
    expect(await peopleOf(shopId)).toHaveLength(1);
  });

  it('would leave several owners behind if the shop were not locked', async () => {
    const { shopId } = await buildShop(t);
    const guests = await Promise.all(Array.from({ length: 20 }, () => buildGuest(t)));
    await Promise.all(guests.map(({ accountId }) => joinUnguarded(t.db, shopId, accountId)));
    expect((await peopleOf(shopId)).length).toBeGreaterThan(1);
  });

  it('by one person to one shop: they are in once', async () => {
    const { shopId } = await buildShop(t);
    const { accountId } = await buildGuest(t);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => join({ accountId, shopId, role: 'clerk', vouched: true })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))).toEqual(
      Array(19).fill('already_member'),
    );
    expect(await shopOf(shopId)).toMatchObject({ member_count: 1 });
  });
});

/** Looks for an owner and then enters, with nothing to keep others from doing so in between. */
async function joinUnguarded(db: Database, shopId: number, accountId: number): Promise<void> {
  const owners = await db.query(`SELECT id FROM member WHERE shop_id = ? AND role = 'owner' AND status = 'active'`, [shopId]);
  if (owners.length > 0) return;
  await new Promise(setImmediate);
  await db.execute(`INSERT INTO member (account_id, shop_id, role, status, name, joined_at) VALUES (?, ?, 'owner', 'active', '抢先', 1)`, [
    accountId,
    shopId,
  ]);
}
