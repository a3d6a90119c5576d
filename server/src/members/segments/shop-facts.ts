import type { ShopFacts } from '@dianquan/shared/segment-rule';
import { forUpdate, inList, type Sql } from '../../platform/database/sql';

type ShopRow = {
  id: number;
  level: string | null;
  status: string;
  region_code: string | null;
  trade: string | null;
  owner_staff_id: number | null;
  invited_by_staff_id: number | null;
  joined_at: number | null;
  last_order_at: number | null;
  orders_90d: number;
  spend_90d_fen: number;
  member_count: number;
  counted_people: number;
};
export type KnownShop = { id: number; facts: ShopFacts; people: number; countedPeople: number };

/** What rules ask about these shops. Their rows stay locked, so that nobody else judges them by what is about to change. */
export async function knownShops(sql: Sql, shopIds: readonly number[]): Promise<KnownShop[]> {
  const ids = inList(shopIds);
  const rows = await sql.query<ShopRow>(
    `SELECT id, level, status, region_code, trade, owner_staff_id, invited_by_staff_id, joined_at, last_order_at, orders_90d,
       spend_90d_fen, member_count, counted_people FROM shop WHERE id IN ${ids.sql} ORDER BY id${forUpdate(sql)}`,
    ids.params,
  );
  const tags = await sql.query<{ shop_id: number; tag: string }>(
    `SELECT shop_id, tag FROM shop_tag WHERE shop_id IN ${ids.sql}`,
    ids.params,
  );
  const values = await sql.query<{ shop_id: number; field_id: number; text_value: string | null; number_value: number | null }>(
    `SELECT shop_id, field_id, text_value, number_value FROM shop_field_value WHERE shop_id IN ${ids.sql}`,
    ids.params,
  );
  const tagsOf = new Map<number, string[]>();
  for (const { shop_id, tag } of tags) push(tagsOf, shop_id, tag);
  const customOf = new Map<number, Record<number, (string | number)[]>>();
  for (const { shop_id, field_id, text_value, number_value } of values) {
    const custom = customOf.get(shop_id) ?? {};
    customOf.set(shop_id, custom);
    const list = custom[field_id] ?? [];
    custom[field_id] = list;
    const value = text_value ?? number_value;
    if (value !== null) list.push(value);
  }
  return rows.map((row) => ({
    id: row.id,
    people: row.member_count,
    countedPeople: row.counted_people,
    facts: {
      level: row.level,
      status: row.status,
      regionCode: row.region_code,
      trade: row.trade,
      tags: tagsOf.get(row.id) ?? [],
      ownerStaffId: row.owner_staff_id,
      invitedByStaffId: row.invited_by_staff_id,
      joinedAt: row.joined_at,
      lastOrderAt: row.last_order_at,
      orders90d: row.orders_90d,
      spend90dFen: row.spend_90d_fen,
      custom: customOf.get(row.id) ?? {},
    },
  }));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
