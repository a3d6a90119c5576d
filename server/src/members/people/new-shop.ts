import type { newShop } from '@dianquan/shared/contract/members';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/sql';
import { Invalid, Refused } from '../../platform/errors';
import { isRegion } from '../regions/regions';
import { searchText } from '../search-text';

export type NewShop = z.output<typeof newShop>;

/** Puts a shop on record that its first person has just told of. Expects the person's account to be locked. */
export async function enterNewShop(tx: Tx, shop: NewShop, accountId: number, at: number): Promise<number> {
  if (shop.regionCode !== undefined && !isRegion(shop.regionCode)) {
    throw new Invalid({ field: 'newShop.regionCode', rule: 'not_found', zh: '没有这个区域' });
  }
  // Two taps on the same button must not make two shops.
  const [twin] = await tx.query(
    `SELECT m.id FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.account_id = ? AND m.status <> 'removed' AND s.name = ?`,
    [accountId, shop.name],
  );
  if (twin) throw new Refused('already_member');
  const { insertId } = await tx.execute(
    `INSERT INTO shop (name, search_text, trade, status, region_code, address, latitude, longitude, source, created_at, updated_at)
     VALUES (?, ?, ?, 'prospect', ?, ?, ?, ?, 'join', ?, ?)`,
    [
      shop.name,
      searchText(shop),
      shop.trade ?? null,
      shop.regionCode ?? null,
      shop.address || null,
      shop.latitude ?? null,
      shop.longitude ?? null,
      at,
      at,
    ],
  );
  return insertId;
}
