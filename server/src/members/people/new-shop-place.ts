import type { Tx } from '../../platform/database/sql';
import { findDistrict } from '../regions/find-district';
import type { NewShop } from './new-shop';

/** Lengths of a code: province, city, district, street. */
const LEVELS = [9, 6, 4, 2];

/**
 * Where a new shop lies: as said, else as its address begins, else where the salesperson works who invited it. A shop that lies nowhere
 * would be out of the sight of every manager, and of the notices that they send.
 */
export async function placeOf(tx: Tx, shop: NewShop, rootStaffId: number | null): Promise<string | undefined> {
  if (shop.regionCode !== undefined) return shop.regionCode;
  const territory = rootStaffId === null ? '' : await territoryOf(tx, rootStaffId);
  return findDistrict(shop.address ?? '', territory) ?? (territory || undefined);
}

/** The smallest region that holds all of a staff member's; empty when they have none, or nothing in common. */
async function territoryOf(tx: Tx, staffId: number): Promise<string> {
  const rows = await tx.query<{ region_code: string }>('SELECT region_code FROM staff_region WHERE staff_id = ?', [staffId]);
  const [first = '', ...others] = rows.map((row) => row.region_code);
  const level = LEVELS.find((length) => first.length >= length && others.every((other) => other.startsWith(first.slice(0, length))));
  return first.slice(0, level ?? 0);
}
