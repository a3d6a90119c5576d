import { Injectable } from '@nestjs/common';
import { hotList } from '../../catalogue/hot-list';
import { hotRows } from '../../catalogue/hot-rows';
import type { Sql } from '../../platform/database/sql';
import type { OrderAddress } from '../order-rows';

export type BuyingShop = {
  id: number;
  name: string;
  level: string | null;
  ownerStaffId: number | null;
  regionCode: string | null;
  address: string | null;
  phone: string | null;
  people: number;
  segmentIds: number[];
  /** By id, as they are offered to the person. */
  addresses: (OrderAddress & { id: number; isDefault: boolean })[];
};
/** A shop, an address of it, a segment that it is in: three kinds in one shape. */
type Row = [
  kind: 'shop' | 'address' | 'segment',
  shopId: number,
  /** The address or the segment. */
  id: number,
  ownerStaffId: number | null,
  peopleOrDefault: number,
  name: string,
  level: string | null,
  regionCode: string | null,
  address: string | null,
  phone: string | null,
];

/** Who orders, and where it may go: one statement, however many shops. */
@Injectable()
export class BuyingShops {
  async read(sql: Sql, shopIds: readonly number[]): Promise<Map<number, BuyingShop>> {
    const ids = hotList(shopIds);
    const rows = await hotRows<Row>(
      sql,
      `SELECT 'shop' AS kind, id AS shop_id, 0 AS id, owner_staff_id, member_count, name, level, region_code, address, phone
         FROM shop WHERE id IN ${ids.sql}
       UNION ALL SELECT 'address', shop_id, id, NULL, is_default, contact, NULL, region_code, address, phone
         FROM delivery_address WHERE shop_id IN ${ids.sql} AND removed_at IS NULL
       UNION ALL SELECT 'segment', shop_id, segment_id, NULL, 0, '', NULL, NULL, NULL, NULL
         FROM segment_shop WHERE shop_id IN ${ids.sql}`,
      [...ids.params, ...ids.params, ...ids.params],
    );
    const shops = new Map<number, BuyingShop>();
    for (const [kind, id, , ownerStaffId, people, name, level, regionCode, address, phone] of rows)
      if (kind === 'shop')
        shops.set(id, { id, name, level, ownerStaffId, regionCode, address, phone, people, segmentIds: [], addresses: [] });
    for (const [kind, shopId, id, , isDefault, contact, , regionCode, address, phone] of rows) {
      const shop = shops.get(shopId);
      if (kind === 'segment') shop?.segmentIds.push(id);
      else if (kind === 'address')
        shop?.addresses.push({ id, contact, phone: phone ?? '', regionCode, address: address ?? '', isDefault: isDefault === 1 });
    }
    for (const { addresses } of shops.values()) addresses.sort((a, b) => a.id - b.id);
    return shops;
  }
}
