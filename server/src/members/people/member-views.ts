import type { MemberView } from '@dianquan/shared/contract/members';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import { type Actor, hasRole } from '../../platform/http/actor';
import { phoneFor } from '../phone-privacy';
import { Avatars } from '../session/avatars';
import { Lookups } from './lookups';

export type MemberRow = {
  id: number;
  account_id: number;
  shop_id: number;
  shop_name: string;
  owner_staff_id: number | null;
  name: string;
  role: MemberView['role'];
  status: MemberView['status'];
  phone: string | null;
  avatar_file_id: number | null;
  joined_at: number;
  confirmed_at: number | null;
};

/** What `MemberViews` needs, with the shop as `shop` so that its scope can follow. */
export const MEMBER_ROWS = `SELECT m.id, m.account_id, m.shop_id, shop.name AS shop_name, shop.owner_staff_id, m.name, m.role, m.status,
    a.phone, a.avatar_file_id, m.joined_at, m.confirmed_at
  FROM member m JOIN shop ON shop.id = m.shop_id JOIN account a ON a.id = m.account_id`;

@Injectable()
export class MemberViews {
  constructor(
    private readonly avatars: Avatars,
    private readonly lookups: Lookups,
  ) {}

  async of(sql: Sql, rows: MemberRow[], me: Actor): Promise<MemberView[]> {
    const avatars = await this.avatars.urls(
      rows.flatMap((row) => row.avatar_file_id ?? []),
      me,
    );
    const asked = rows.filter((row) => this.mayKnowInviter(me, row)).map((row) => row.id);
    const inviters = asked.length > 0 ? await this.lookups.invitations?.inviterNames(sql, asked) : undefined;
    return rows.map((row) => ({
      id: row.id,
      shopId: row.shop_id,
      shopName: row.shop_name,
      name: row.name,
      avatarUrl: avatars.get(row.avatar_file_id ?? 0) ?? null,
      phone: phoneFor(me, { id: row.shop_id, ownerStaffId: row.owner_staff_id }, row.phone),
      role: row.role,
      status: row.status,
      joinedAt: new Date(row.joined_at).toISOString(),
      confirmedAt: row.confirmed_at === null ? null : new Date(row.confirmed_at).toISOString(),
      isMe: row.account_id === me.accountId,
      invitedBy: inviters?.get(row.id) ?? null,
    }));
  }

  /** Those who work with the shop, and its owner. */
  private mayKnowInviter(me: Actor, row: MemberRow): boolean {
    if (hasRole(me, 'salesperson', 'manager', 'office', 'admin')) return true;
    return me.member?.shopId === row.shop_id && me.member.role === 'owner';
  }
}
