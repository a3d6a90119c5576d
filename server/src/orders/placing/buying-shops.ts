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
export type Cart = { id: number; accountId: number; shopId: number };
export type Buying = { shops: Map<number, BuyingShop>; carts: Cart[]; workflowVersionId: number };
/** A shop, an address of it, a segment that it is in, a cart for it, the version of the workflow: five kinds in one shape. */
type Row = [
  kind: 'shop' | 'address' | 'segment' | 'cart' | 'workflow',
  shopId: number,
  /** All but the shop's own. */
  id: number,
  staffOrAccountId: number | null,
  peopleOrDefault: number,
  name: string,
  level: string | null,
  regionCode: string | null,
  address: string | null,
  phone: string | null,
];

/** Who orders, what from, where it may go and by which workflow: one statement, however many shops. */
@Injectable()
export class BuyingShops {
  /** `accountIds`: whose carts are to be known. */
  async read(sql: Sql, shopIds: readonly number[], accountIds: readonly number[]): Promise<Buying> {
    const ids = hotList(shopIds);
    const accounts = hotList(accountIds);
    const rows = await hotRows<Row>(
      sql,
      `SELECT 'shop' AS kind, id AS shop_id, 0 AS id, owner_staff_id, member_count, name, level, region_code, address, phone
         FROM shop WHERE id IN ${ids.sql}
       UNION ALL SELECT 'address', shop_id, id, NULL, is_default, contact, NULL, region_code, address, phone
         FROM delivery_address WHERE shop_id IN ${ids.sql} AND removed_at IS NULL
       UNION ALL SELECT 'segment', shop_id, segment_id, NULL, 0, '', NULL, NULL, NULL, NULL
         FROM segment_shop WHERE shop_id IN ${ids.sql}
       UNION ALL SELECT 'cart', shop_id, id, account_id, 0, '', NULL, NULL, NULL, NULL FROM cart WHERE account_id IN ${accounts.sql}
       UNION ALL SELECT 'workflow', 0, COALESCE(MAX(id), 0), NULL, 0, '', NULL, NULL, NULL, NULL FROM workflow_version`,
      [...ids.params, ...ids.params, ...ids.params, ...accounts.params],
    );
    const shops = new Map<number, BuyingShop>();
    const carts: Cart[] = [];
    let workflowVersionId = 0;
    for (const [kind, id, , ownerStaffId, people, name, level, regionCode, address, phone] of rows)
      if (kind === 'shop')
        shops.set(id, { id, name, level, ownerStaffId, regionCode, address, phone, people, segmentIds: [], addresses: [] });
    for (const [kind, shopId, id, accountId, isDefault, contact, , regionCode, address, phone] of rows) {
      if (kind === 'segment') shops.get(shopId)?.segmentIds.push(id);
      else if (kind === 'cart') carts.push({ id, shopId, accountId: accountId ?? 0 });
      else if (kind === 'workflow') workflowVersionId = id;
      else if (kind === 'address')
        shops
          .get(shopId)
          ?.addresses.push({ id, contact, phone: phone ?? '', regionCode, address: address ?? '', isDefault: isDefault === 1 });
    }
    for (const { addresses } of shops.values()) addresses.sort((a, b) => a.id - b.id);
    return { shops, carts, workflowVersionId };
  }
}
