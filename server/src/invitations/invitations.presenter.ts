import type { InvitationView } from '@dianquan/shared/contract/invitations';
import { Injectable } from '@nestjs/common';
import { Lookups } from '../members/people/lookups';
import { Clock } from '../platform/clock';
import { Env } from '../platform/config/env';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import { type InvitationRow, JOIN_PAGE, stateOf } from './invitation-state';

export type Person = { kind: 'staff' | 'member'; id: number; name: string; shopName: string | null };

@Injectable()
export class InvitationsPresenter {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly env: Env,
    private readonly lookups: Lookups,
  ) {}

  async view(rows: InvitationRow[]): Promise<InvitationView[]> {
    const [people, shops] = await Promise.all([this.people(rows), this.shopNames(rows)]);
    const communities = await this.communityNames(rows);
    const now = this.clock.now();
    return rows.map((row) => ({
      id: row.id,
      code: row.code,
      via: row.via,
      inviter: personOf(people, row.staff_id, row.member_id),
      campaign: row.campaign,
      communityId: row.community_id,
      communityName: communities.get(row.community_id ?? 0) ?? null,
      prospectShopId: row.prospect_shop_id,
      prospectShopName: shops.get(row.prospect_shop_id ?? 0) ?? null,
      useLimit: row.use_limit,
      used: row.used,
      landed: row.landed,
      expiresAt: iso(row.expires_at),
      revokedAt: iso(row.revoked_at),
      createdAt: new Date(row.created_at).toISOString(),
      state: stateOf(row, now),
      path: `/${JOIN_PAGE}?code=${row.code}`,
      link: `${this.env.publicUrl}/#/${JOIN_PAGE}?code=${row.code}`,
    }));
  }

  /** Issuers by `staff:ID` and `member:ID`. */
  async people(rows: { staff_id: number | null; member_id: number | null }[]): Promise<Map<string, Person>> {
    const staffIds = inList([...new Set(rows.flatMap((row) => row.staff_id ?? []))]);
    const memberIds = inList([...new Set(rows.flatMap((row) => row.member_id ?? []))]);
    const [staff, members] = await Promise.all([
      this.db.query<{ id: number; name: string }>(`SELECT id, name FROM staff WHERE id IN ${staffIds.sql}`, staffIds.params),
      this.db.query<{ id: number; name: string; shop_name: string }>(
        `SELECT m.id, m.name, s.name AS shop_name FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.id IN ${memberIds.sql}`,
        memberIds.params,
      ),
    ]);
    return new Map<string, Person>([
      ...staff.map((row): [string, Person] => [`staff:${row.id}`, { kind: 'staff', id: row.id, name: row.name, shopName: null }]),
      ...members.map((row): [string, Person] => [
        `member:${row.id}`,
        { kind: 'member', id: row.id, name: row.name, shopName: row.shop_name },
      ]),
    ]);
  }

  private async shopNames(rows: InvitationRow[]): Promise<Map<number, string>> {
    const ids = inList([...new Set(rows.flatMap((row) => row.prospect_shop_id ?? []))]);
    const shops = await this.db.query<{ id: number; name: string }>(`SELECT id, name FROM shop WHERE id IN ${ids.sql}`, ids.params);
    return new Map(shops.map((row) => [row.id, row.name]));
  }

  private async communityNames(rows: InvitationRow[]): Promise<Map<number, string>> {
    const ids = [...new Set(rows.flatMap((row) => row.community_id ?? []))];
    const found = await Promise.all(ids.map(async (id) => [id, (await this.lookups.communities?.summary(this.db, id))?.name] as const));
    return new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
  }
}

export function personOf(people: Map<string, Person>, staffId: number | null, memberId: number | null): Person {
  const key = staffId === null ? `member:${memberId}` : `staff:${staffId}`;
  return people.get(key) ?? { kind: staffId === null ? 'member' : 'staff', id: staffId ?? memberId ?? 0, name: '已注销', shopName: null };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
