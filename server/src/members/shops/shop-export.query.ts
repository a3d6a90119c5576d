import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import type { Fragment, Sql } from '../../platform/database/sql';
import { regionName } from '../regions/regions';
import { type ShopParts, shopParts } from './shop-parts';

const PAGE = 500;
const SHANGHAI_MS = 8 * 3_600_000;

type Row = {
  id: number;
  code: string | null;
  name: string;
  trade: string | null;
  level: ShopLevel | null;
  status: ShopStatus;
  region_code: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  note: string | null;
  created_at: number;
  ownerName: string | null;
};
export type ExportRow = Row & { regionName: string | null; createdDay: string; parts: ShopParts };

/** All shops of the condition in the order of their ids, read page by page while they are written out. */
export async function* exportRows(sql: Sql, where: Fragment): AsyncGenerator<ExportRow> {
  for (let after = 0; ; ) {
    const rows = await sql.query<Row>(
      `SELECT shop.id, shop.code, shop.name, shop.trade, shop.level, shop.status, shop.region_code, shop.address, shop.latitude,
         shop.longitude, shop.phone, shop.note, shop.created_at, owner.name AS ownerName
       FROM shop LEFT JOIN staff owner ON owner.id = shop.owner_staff_id WHERE shop.id > ? AND ${where.sql} ORDER BY shop.id LIMIT ?`,
      [after, ...where.params, PAGE],
    );
    const parts = await shopParts(
      sql,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      const createdDay = new Date(row.created_at + SHANGHAI_MS).toISOString().slice(0, 10);
      yield { ...row, regionName: regionName(row.region_code), createdDay, parts: parts.of(row.id) };
    }
    if (rows.length < PAGE) return;
    after = rows[rows.length - 1]!.id;
  }
}
