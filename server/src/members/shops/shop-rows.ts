import type { ShopRow } from '@dianquan/shared/contract/shops';
import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import type { Fragment, Sql } from '../../platform/database/sql';
import { regionName } from '../regions/regions';

type Row = {
  id: number;
  code: string | null;
  name: string;
  level: ShopLevel | null;
  status: ShopStatus;
  region_code: string | null;
  address: string | null;
  trade: string | null;
  owner_name: string | null;
  member_count: number;
  joined_at: number | null;
};

/** Rows of lists of shops, wherever they stand. The condition speaks of `shop`. */
export async function shopRows(sql: Sql, where: Fragment, order: 'id' | 'id DESC', limit: number): Promise<ShopRow[]> {
  const rows = await sql.query<Row>(
    `SELECT shop.id, shop.code, shop.name, shop.level, shop.status, shop.region_code, shop.address, shop.trade, owner.name AS owner_name,
       shop.member_count, shop.joined_at
     FROM shop LEFT JOIN staff owner ON owner.id = shop.owner_staff_id WHERE ${where.sql} ORDER BY shop.${order} LIMIT ?`,
    [...where.params, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    level: row.level,
    status: row.status,
    regionName: regionName(row.region_code),
    address: row.address,
    trade: row.trade,
    ownerStaffName: row.owner_name,
    memberCount: row.member_count,
    joinedAt: instant(row.joined_at),
  }));
}

export function instant(at: number): string;
export function instant(at: number | null): string | null;
export function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

export function allOf(parts: readonly Fragment[]): Fragment {
  if (parts.length === 0) return { sql: '(1 = 1)', params: [] };
  return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
}
