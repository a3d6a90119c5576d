import type { CustomField } from '@dianquan/shared/contract/shops';
import type { Sql } from '../../platform/database/sql';
import type { Sheet } from '../../platform/sheets/sheet-reader';
import { findDistrict } from '../regions/find-district';
import type { Columns, Grounds } from './row-record';

/** Enough rows to tell which city a sheet is about. */
const SAMPLE = 500;

/** What the rows of one sheet are judged by; read once, before the first row. */
export async function importGrounds(
  sql: Sql,
  sheet: Sheet,
  about: { columns: Columns; fields: readonly CustomField[]; within: readonly string[]; today: string },
): Promise<Grounds> {
  return { ...about, staff: await salespeople(sql), near: await cityOf(sheet, about.columns) };
}

async function salespeople(sql: Sql): Promise<Map<string, number | null>> {
  const rows = await sql.query<{ id: number; name: string; wecom_userid: string; disabled_at: number | null }>(
    `SELECT s.id, s.name, s.wecom_userid, s.disabled_at FROM staff s JOIN staff_role r ON r.staff_id = s.id AND r.role = 'salesperson'
     ORDER BY s.disabled_at IS NULL, s.id`,
  );
  const byName = new Map<string, number | null>();
  for (const { id, name, wecom_userid, disabled_at } of rows) {
    const key = name.replace(/\s/g, '');
    const known = byName.get(key);
    if (disabled_at !== null) byName.set(key, known ?? 0);
    else byName.set(key, known ? null : id);
    if (disabled_at === null) byName.set(wecom_userid, id);
  }
  return byName;
}

/** Where a sheet speaks of 新城区 or 鼓楼区, it means the one in the city that its other rows name. The same sheet always means the same. */
async function cityOf(sheet: Sheet, columns: Columns): Promise<string> {
  const places = [...(columns.at.get('region') ?? []), ...(columns.at.get('address') ?? [])];
  const counts = new Map<string, number>();
  let seen = 0;
  for await (const row of sheet.rows()) {
    if (places.length === 0 || ++seen > SAMPLE) break;
    for (const at of places) {
      const city = findDistrict(row.cells[at] ?? '')?.slice(0, 4);
      if (city?.length === 4) counts.set(city, (counts.get(city) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
