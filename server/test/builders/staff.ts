import type { StaffRole } from '@dianquan/shared/roles';
import { insertMany } from '../../src/platform/database/sql';
import { insertAccount, openSession } from './account';
import { type Built, unique, uniquePhone } from './unique';

export type StaffOverrides = {
  roles?: StaffRole[];
  regions?: string[];
  name?: string;
  phone?: string | null;
  wecomUserid?: string;
  disabled?: boolean;
};

export async function buildStaff(
  t: Built,
  overrides: StaffOverrides = {},
): Promise<{ staffId: number; accountId: number; token: string; wecomUserid: string }> {
  const now = t.clock.now();
  const wecomUserid = overrides.wecomUserid ?? `staff-${unique()}`;
  const name = overrides.name ?? `员工${unique()}`;
  const accountId = await insertAccount(t, { provider: 'wecom', externalId: wecomUserid, name });
  const { insertId: staffId } = await t.db.execute(
    'INSERT INTO staff (account_id, wecom_userid, name, phone, created_at, disabled_at) VALUES (?, ?, ?, ?, ?, ?)',
    [accountId, wecomUserid, name, overrides.phone === undefined ? uniquePhone() : overrides.phone, now, overrides.disabled ? now : null],
  );
  const roles = overrides.roles ?? ['salesperson'];
  await insertMany(
    t.db,
    'staff_role',
    ['staff_id', 'role'],
    roles.map((role) => [staffId, role]),
  );
  const regions = overrides.regions ?? [];
  await insertMany(
    t.db,
    'staff_region',
    ['staff_id', 'region_code'],
    regions.map((code) => [staffId, code]),
  );
  return { staffId, accountId, token: await openSession(t, accountId), wecomUserid };
}
