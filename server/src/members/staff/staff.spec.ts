import type { StaffRole } from '@dianquan/shared/roles';
import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { MembersModule } from '../members.module';

let t: TestApp;
let admin: Awaited<ReturnType<typeof buildStaff>>;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  admin = await buildStaff(t, { roles: ['admin'], name: '管理员' });
});
afterAll(() => t.close());

const create = (body: object) => t.call('staff.create', { as: admin.token, body });
const update = (id: number, body: object, as = admin.token) => t.call('staff.update', { as, params: { id }, body });
const rolesOf = async (id: number) =>
  (await t.db.query<{ role: StaffRole }>('SELECT role FROM staff_role WHERE staff_id = ? ORDER BY role', [id])).map(({ role }) => role);

describe('adding staff', () => {
  it('lets them sign in, and goes into the audit log', async () => {
    const { status, body } = await create({
      name: '陈刚',
      wecomUserid: 'chen-gang',
      phone: '13800138001',
      roles: ['salesperson', 'courier'],
      regions: ['5101', '510104'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: '陈刚',
      wecomUserid: 'chen-gang',
      phone: '13800138001',
      roles: ['courier', 'salesperson'],
      regions: [
        { code: '5101', name: '四川省成都市' },
        { code: '510104', name: '四川省成都市锦江区' },
      ],
      disabledAt: null,
      shops: 0,
    });
    const signedIn = await t.call('session.create', { body: { provider: 'wecom', code: 'demo-chen-gang' } });
    expect(signedIn.body.actor.staff).toEqual({ id: body.id, roles: ['courier', 'salesperson'], regions: ['5101', '510104'] });
    const audit = await t.db.query(`SELECT actor_staff_id FROM audit_entry WHERE action = 'staff.create' AND subject = ?`, [
      `staff:${body.id}`,
    ]);
    expect(audit).toEqual([{ actor_staff_id: admin.staffId }]);
  });

  it('refuses a userid twice, also when both come at once', async () => {
    const one = { name: '双胞胎', wecomUserid: 'twin', phone: null, roles: ['office'] };
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(one)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'staff_duplicate')).toHaveLength(5);
    expect(await t.db.query(`SELECT id FROM account WHERE external_id = 'twin'`)).toHaveLength(1);
  });

  it('names what is wrong with the input', async () => {
    const { status, body } = await create({ name: '', wecomUserid: 'x', phone: '123', roles: [], regions: ['51'] });
    expect(status).toBe(400);
    expect(body.details.map(({ field }) => field).sort()).toEqual(['name', 'phone', 'roles']);
    const region = await create({ name: '某人', wecomUserid: 'nowhere', roles: ['manager'], regions: ['51', '999999'] });
    expect(region.body).toMatchObject({ code: 'invalid', details: [{ field: 'regions.1', rule: 'not_found' }] });
    expect(await t.db.query(`SELECT id FROM staff WHERE wecom_userid = 'nowhere'`)).toEqual([]);
  });

  it('is for admins', async () => {
    for (const role of ['salesperson', 'manager', 'office', 'finance', 'warehouse', 'courier'] as const) {
      const { token } = await buildStaff(t, { roles: [role] });
      const body = { name: '某人', wecomUserid: 'by-others', roles: ['admin'] };
      expect((await t.call('staff.create', { as: token, body })).status).toBe(403);
    }
    const owner = await buildMember(t);
    expect((await t.call('staff.list', { as: owner.token })).status).toBe(403);
  });
});

describe('the list of staff', () => {
  it('shows how many shops are in the charge of each, and filters by role', async () => {
    const { staffId } = await buildStaff(t, { roles: ['salesperson'], name: '多店业务员' });
    for (let i = 0; i < 3; i++) await buildShop(t, { ownerStaffId: staffId });
    const all = await t.call('staff.list', { as: admin.token, query: { limit: 100, role: 'salesperson' } });
    expect(all.body.items.find(({ id }) => id === staffId)).toMatchObject({ name: '多店业务员', shops: 3 });
    expect(all.body.items.every(({ roles }) => roles.includes('salesperson'))).toBe(true);
  });

  it('comes page by page, each once', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await t.call('staff.list', { as: admin.token, query: { limit: 2, cursor } });
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next ?? undefined;
    } while (cursor);
    const ids = await t.db.query<{ id: number }>('SELECT id FROM staff ORDER BY id');
    expect(seen).toEqual(ids.map(({ id }) => id));
  });
});

describe('changing staff', () => {
  it('changes roles and regions on their next request', async () => {
    const { staffId, token } = await buildStaff(t, { roles: ['manager'] });
    expect((await t.call('staff.list', { as: token })).status).toBe(200);
    const { status, body } = await update(staffId, { roles: ['courier'], regions: ['44'], name: '新名字' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: '新名字', roles: ['courier'], regions: [{ code: '44' }] });
    expect((await t.call('staff.list', { as: token })).status).toBe(403);
    expect((await t.call('session.get', { as: token })).body).toMatchObject({
      name: '新名字',
      staff: { roles: ['courier'], regions: ['44'] },
    });
  });

  it('disables at once, and lets them sign in again when enabled', async () => {
    const { staffId, token, wecomUserid } = await buildStaff(t, { roles: ['office'] });
    const signIn = () => t.call('session.create', { body: { provider: 'wecom', code: `demo-${wecomUserid}` } });
    expect((await t.call('session.get', { as: token })).status).toBe(200);
    expect((await update(staffId, { disabled: true })).body.disabledAt).toEqual(expect.any(String));
    expect((await t.call('session.get', { as: token })).status).toBe(401);
    expect((await signIn()).body.code).toBe('account_disabled');
    expect((await update(staffId, { disabled: false })).body.disabledAt).toBeNull();
    expect((await t.call('session.get', { as: token })).status).toBe(401);
    expect((await signIn()).status).toBe(201);
  });

  it('leaves what is not sent as it was', async () => {
    const { staffId } = await buildStaff(t, { roles: ['manager'], regions: ['5101'], phone: '13800138009' });
    const { body } = await update(staffId, { phone: null });
    expect(body).toMatchObject({ roles: ['manager'], regions: [{ code: '5101' }], phone: null });
  });

  it('answers not found for a number that nobody has', async () => {
    expect((await update(4_000_000_000, { name: '无名' })).status).toBe(404);
  });
});

describe('the last admin', () => {
  it('can be neither demoted nor disabled', async () => {
    for (const change of [{ roles: ['manager'] }, { disabled: true }]) {
      const { status, body } = await update(admin.staffId, change);
      expect([status, body.code]).toEqual([409, 'last_admin']);
    }
    expect(await rolesOf(admin.staffId)).toEqual(['admin']);
    expect((await t.call('session.get', { as: admin.token })).status).toBe(200);
  });

  it('remains when two admins demote each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await buildStaff(t, { roles: ['admin'] });
      const answers = await Promise.all([
        update(admin.staffId, { roles: ['manager'] }, other.token),
        update(other.staffId, { roles: ['manager'] }, admin.token),
      ]);
      const admins = await t.db.query(`SELECT staff_id FROM staff_role WHERE role = 'admin'`);
      expect(admins).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await t.db.execute(`DELETE FROM staff_role WHERE staff_id IN (?, ?)`, [admin.staffId, other.staffId]);
      await t.db.execute(`INSERT INTO staff_role (staff_id, role) VALUES (?, 'admin')`, [admin.staffId]);
      await t.db.execute('INSERT INTO actor_change (account_id, at) VALUES (?, 0)', [admin.accountId]);
    }
  });

  it('would be gone if each demotion only looked before it leapt', async () => {
    const pair = [await buildStaff(t, { roles: ['admin'] }), await buildStaff(t, { roles: ['admin'] })];
    const ids = pair.map(({ staffId }) => staffId);
    // Both look before either leaps: the race itself, not a chance of it.
    const looks = await Promise.all(
      ids.map((id) =>
        t.db.query(`SELECT staff_id FROM staff_role WHERE role = 'admin' AND staff_id IN (?, ?) AND staff_id <> ?`, [...ids, id]),
      ),
    );
    for (const [i, id] of ids.entries()) {
      if (looks[i]?.length) await t.db.execute('DELETE FROM staff_role WHERE staff_id = ?', [id]);
    }
    expect(await t.db.query('SELECT staff_id FROM staff_role WHERE staff_id IN (?, ?)', ids)).toEqual([]);
  });
});
