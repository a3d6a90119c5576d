import type { MemberRole, StaffRole } from '@dianquan/shared/roles';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';

export type LoadedActor = { actor: Actor; tokenHash: string; expiresAt: number };

type Row = {
  id: number;
  account_id: number;
  member_id: number | null;
  token_hash: string;
  expires_at: number;
  provider: 'wechat' | 'wecom';
  name: string | null;
  staff_id: number | null;
  staff_name: string | null;
};

const SESSION = `SELECT s.id, s.account_id, s.member_id, s.token_hash, s.expires_at, a.provider, a.name,
    st.id AS staff_id, st.name AS staff_name
  FROM session s JOIN account a ON a.id = s.account_id
  LEFT JOIN staff st ON st.account_id = a.id AND st.disabled_at IS NULL
  WHERE s.revoked_at IS NULL AND a.erased_at IS NULL AND `;

/** Reads what a session stands for, as it is now. */
@Injectable()
export class ActorLoader {
  async load(sql: Sql, by: { tokenHash: string } | { sessionId: number }): Promise<LoadedActor | null> {
    const [row] =
      'tokenHash' in by
        ? await sql.query<Row>(`${SESSION} s.token_hash = ?`, [by.tokenHash])
        : await sql.query<Row>(`${SESSION} s.id = ?`, [by.sessionId]);
    // A WeCom account is staff or it is nobody.
    if (!row || (row.provider === 'wecom' && row.staff_id === null)) return null;
    const staff = row.staff_id === null ? null : await this.staff(sql, row.staff_id);
    const member = staff ? null : await this.member(sql, row);
    const actor: Actor = {
      sessionId: row.id,
      accountId: row.account_id,
      provider: row.provider,
      name: row.staff_name ?? row.name ?? member?.name ?? null,
      staff,
      member: member ? { id: member.id, shopId: member.shop_id, role: member.role } : null,
    };
    return { actor, tokenHash: row.token_hash, expiresAt: row.expires_at };
  }

  private async staff(sql: Sql, id: number): Promise<NonNullable<Actor['staff']>> {
    const roles = await sql.query<{ role: StaffRole }>('SELECT role FROM staff_role WHERE staff_id = ? ORDER BY role', [id]);
    const regions = await sql.query<{ code: string }>(
      'SELECT region_code AS code FROM staff_region WHERE staff_id = ? ORDER BY region_code',
      [id],
    );
    return { id, roles: roles.map((one) => one.role), regions: regions.map((one) => one.code) };
  }

  /** The membership chosen for this session while it is active, else the oldest active one. */
  private async member(sql: Sql, session: Row): Promise<{ id: number; shop_id: number; role: MemberRole; name: string } | undefined> {
    const [member] = await sql.query<{ id: number; shop_id: number; role: MemberRole; name: string }>(
      `SELECT id, shop_id, role, name FROM member WHERE account_id = ? AND status = 'active'
       ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END, id LIMIT 1`,
      [session.account_id, session.member_id ?? 0],
    );
    return member;
  }
}
