import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { OwnData } from './own-data';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

type Account = {
  provider: string;
  external_id: string;
  unionid: string | null;
  name: string | null;
  phone: string | null;
  phone_verified: number;
  consent_version: string | null;
  consented_at: number | null;
  created_at: number;
};
type Member = { shop_name: string; role: string; status: string; name: string; joined_at: number; removed_at: number | null };
type Session = { created_at: number; expires_at: number; revoked_at: number | null };

/** Everything stored about the person who asks, from this room and from those above. */
@Injectable()
export class OwnExportService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ownData: OwnData,
  ) {}

  async collect(me: Actor): Promise<Record<string, unknown>> {
    return {
      exportedAt: iso(this.clock.now()),
      account: await this.account(me.accountId),
      staff: await this.staff(me.accountId),
      memberships: await this.memberships(me.accountId),
      sessions: await this.sessions(me.accountId),
      ...(await this.ownData.collect(this.db, me.accountId)),
    };
  }

  private async account(accountId: number): Promise<object | null> {
    const [account] = await this.db.query<Account>(
      `SELECT provider, external_id, unionid, name, phone, phone_verified, consent_version, consented_at, created_at
       FROM account WHERE id = ?`,
      [accountId],
    );
    if (!account) return null;
    return {
      provider: account.provider,
      platformId: account.external_id,
      unionid: account.unionid,
      name: account.name,
      phone: account.phone,
      phoneVerified: account.phone_verified === 1,
      consentVersion: account.consent_version,
      consentedAt: iso(account.consented_at),
      createdAt: iso(account.created_at),
    };
  }

  private async staff(accountId: number): Promise<object | null> {
    const [staff] = await this.db.query<{ id: number; name: string; wecom_userid: string; phone: string | null; created_at: number }>(
      'SELECT id, name, wecom_userid, phone, created_at FROM staff WHERE account_id = ?',
      [accountId],
    );
    if (!staff) return null;
    const roles = await this.db.query<{ role: string }>('SELECT role FROM staff_role WHERE staff_id = ? ORDER BY role', [staff.id]);
    return {
      name: staff.name,
      wecomUserid: staff.wecom_userid,
      phone: staff.phone,
      roles: roles.map(({ role }) => role),
      createdAt: iso(staff.created_at),
    };
  }

  private async memberships(accountId: number): Promise<object[]> {
    const rows = await this.db.query<Member>(
      `SELECT s.name AS shop_name, m.role, m.status, m.name, m.joined_at, m.removed_at
       FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.account_id = ? ORDER BY m.id`,
      [accountId],
    );
    return rows.map((row) => ({
      shop: row.shop_name,
      role: row.role,
      status: row.status,
      name: row.name,
      joinedAt: iso(row.joined_at),
      removedAt: iso(row.removed_at),
    }));
  }

  private async sessions(accountId: number): Promise<object[]> {
    const rows = await this.db.query<Session>(
      'SELECT created_at, expires_at, revoked_at FROM session WHERE account_id = ? ORDER BY id DESC LIMIT 200',
      [accountId],
    );
    return rows.map((row) => ({ createdAt: iso(row.created_at), expiresAt: iso(row.expires_at), endedAt: iso(row.revoked_at) }));
  }
}
