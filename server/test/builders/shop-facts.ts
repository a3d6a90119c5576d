import type { ShopFacts } from '@dianquan/shared/segment-rule';
import { insertMany, type Sql } from '../../src/platform/database/sql';

/** Makes a shop's row and what hangs on it say these facts, whatever it said before. */
export async function writeFacts(sql: Sql, shopId: number, facts: ShopFacts): Promise<void> {
  const columns = {
    level: facts.level,
    status: facts.status,
    region_code: facts.regionCode,
    trade: facts.trade,
    owner_staff_id: facts.ownerStaffId,
    invited_by_staff_id: facts.invitedByStaffId,
    joined_at: facts.joinedAt,
    last_order_at: facts.lastOrderAt,
    orders_90d: facts.orders90d,
    spend_90d_fen: facts.spend90dFen,
  };
  const [known] = await sql.query('SELECT id FROM shop WHERE id = ?', [shopId]);
  if (known) {
    const sets = Object.keys(columns).map((column) => `${column} = ?`);
    await sql.execute(`UPDATE shop SET ${sets.join(', ')} WHERE id = ?`, [...Object.values(columns), shopId]);
  } else {
    const row = { id: shopId, name: `店${shopId}`, search_text: `店${shopId}`, source: 'import', created_at: 0, updated_at: 0, ...columns };
    await insertMany(sql, 'shop', Object.keys(row), [Object.values(row)]);
  }
  await sql.execute('DELETE FROM shop_tag WHERE shop_id = ?', [shopId]);
  await sql.execute('DELETE FROM shop_field_value WHERE shop_id = ?', [shopId]);
  await insertMany(
    sql,
    'shop_tag',
    ['shop_id', 'tag'],
    facts.tags.map((tag) => [shopId, tag]),
  );
  const values = Object.entries(facts.custom).flatMap(([id, list]) => list.map((value) => ({ id: Number(id), value })));
  await insertMany(
    sql,
    'shop_field_value',
    ['shop_id', 'field_id', 'text_value', 'number_value'],
    values.map(({ id, value }) => [shopId, id, typeof value === 'string' ? value : null, typeof value === 'number' ? value : null]),
  );
}
