import type { StaffView } from '@dianquan/shared/contract/staff';
import type { StaffRole } from '@dianquan/shared/roles';
import { Injectable } from '@nestjs/common';
import { inList, type Sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { regionName } from '../regions/regions';
import { Avatars } from '../session/avatars';

export type StaffRow = {
  id: number;
  name: string;
  wecom_userid: string;
  phone: string | null;
  avatar_file_id: number | null;
  created_at: number;
  disabled_at: number | null;
};

export const STAFF_ROWS = `SELECT st.id, st.name, st.wecom_userid, st.phone, a.avatar_file_id, st.created_at, st.disabled_at
  FROM staff st JOIN account a ON a.id = st.account_id`;

@Injectable()
export class StaffViews {
  constructor(private readonly avatars: Avatars) {}

  async of(sql: Sql, rows: StaffRow[], me: Actor): Promise<StaffView[]> {
    const ids = inList(rows.map((row) => row.id));
    const roles = await sql.query<{ staff_id: number; role: StaffRole }>(
      `SELECT staff_id, role FROM staff_role WHERE staff_id IN ${ids.sql} ORDER BY role`,
      ids.params,
    );
    const regions = await sql.query<{ staff_id: number; code: string }>(
      `SELECT staff_id, region_code AS code FROM staff_region WHERE staff_id IN ${ids.sql} ORDER BY region_code`,
      ids.params,
    );
    const shops = await sql.query<{ staff_id: number; shops: number }>(
      `SELECT owner_staff_id AS staff_id, COUNT(*) AS shops FROM shop WHERE owner_staff_id IN ${ids.sql} GROUP BY owner_staff_id`,
      ids.params,
    );
    const avatars = await this.avatars.urls(
      rows.flatMap((row) => row.avatar_file_id ?? []),
      me,
    );
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      wecomUserid: row.wecom_userid,
      phone: row.phone,
      avatarUrl: avatars.get(row.avatar_file_id ?? 0) ?? null,
      roles: roles.filter((one) => one.staff_id === row.id).map((one) => one.role),
      regions: regions.filter((one) => one.staff_id === row.id).map((one) => ({ code: one.code, name: regionName(one.code) ?? one.code })),
      disabledAt: row.disabled_at === null ? null : new Date(row.disabled_at).toISOString(),
      createdAt: new Date(row.created_at).toISOString(),
      shops: shops.find((one) => one.staff_id === row.id)?.shops ?? 0,
    }));
  }
}
