import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import { searchText } from '../../src/members/search-text';
import { insertMany } from '../../src/platform/database/sql';
import { type Built, unique } from './unique';

export type ShopOverrides = {
  code?: string | null;
  name?: string;
  trade?: string | null;
  level?: ShopLevel | null;
  status?: ShopStatus;
  regionCode?: string | null;
  address?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  phone?: string | null;
  ownerStaffId?: number | null;
  source?: 'import' | 'staff' | 'join';
  joinedAt?: number | null;
  tags?: string[];
  contacts?: { name: string; phone: string }[];
};

/** A shop on record that nobody has joined yet, in 武侯区 of Chengdu. */
export async function buildShop(t: Built, overrides: ShopOverrides = {}): Promise<{ shopId: number; name: string }> {
  const now = t.clock.now();
  const name = overrides.name ?? `测试五金店${unique()}`;
  const { code = null, trade = null, level = null, address = null, phone = null } = overrides;
  const { insertId: shopId } = await t.db.execute(
    `INSERT INTO shop (code, name, search_text, trade, level, status, region_code, address, latitude, longitude, phone, owner_staff_id,
       source, joined_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      code,
      name,
      searchText({ name, code, phone, address }),
      trade,
      level,
      overrides.status ?? 'prospect',
      overrides.regionCode === undefined ? '510107' : overrides.regionCode,
      address,
      overrides.latitude ?? null,
      overrides.longitude ?? null,
      phone,
      overrides.ownerStaffId ?? null,
      overrides.source ?? 'import',
      overrides.joinedAt ?? null,
      now,
      now,
    ],
  );
  await insertMany(
    t.db,
    'shop_tag',
    ['shop_id', 'tag'],
    (overrides.tags ?? []).map((tag) => [shopId, tag]),
  );
  await insertMany(
    t.db,
    'shop_contact',
    ['shop_id', 'name', 'phone'],
    (overrides.contacts ?? []).map((contact) => [shopId, contact.name, contact.phone]),
  );
  return { shopId, name };
}
