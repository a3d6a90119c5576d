import { inList, insertMany, type Sql, type Tx } from '../../platform/database/sql';
import type { StoredValue } from '../custom-fields/field-values';

export type Contact = { name: string; phone: string; note: string | null };
/** What hangs on a shop's row. Values are keyed by custom field. */
export type ShopParts = { tags: string[]; contacts: Contact[]; values: Map<number, StoredValue[]> };

const NOTHING = (): ShopParts => ({ tags: [], contacts: [], values: new Map() });

/** The parts of many shops in three reads. */
export async function shopParts(sql: Sql, shopIds: readonly number[]): Promise<{ of(shopId: number): ShopParts }> {
  const ids = inList(shopIds);
  const parts = new Map<number, ShopParts>(shopIds.map((id) => [id, NOTHING()]));
  const tags = await sql.query<{ shop_id: number; tag: string }>(
    `SELECT shop_id, tag FROM shop_tag WHERE shop_id IN ${ids.sql} ORDER BY tag`,
    ids.params,
  );
  const contacts = await sql.query<Contact & { shop_id: number }>(
    `SELECT shop_id, name, phone, note FROM shop_contact WHERE shop_id IN ${ids.sql} ORDER BY id`,
    ids.params,
  );
  const values = await sql.query<{ shop_id: number; field_id: number; text_value: string | null; number_value: number | null }>(
    `SELECT shop_id, field_id, text_value, number_value FROM shop_field_value WHERE shop_id IN ${ids.sql} ORDER BY id`,
    ids.params,
  );
  for (const { shop_id, tag } of tags) parts.get(shop_id)?.tags.push(tag);
  for (const { shop_id, name, phone, note } of contacts) parts.get(shop_id)?.contacts.push({ name, phone, note });
  for (const { shop_id, field_id, text_value, number_value } of values) {
    const own = parts.get(shop_id)?.values;
    own?.set(field_id, [...(own.get(field_id) ?? []), { text: text_value, number: number_value }]);
  }
  return { of: (shopId) => parts.get(shopId) ?? NOTHING() };
}

export async function replaceTags(tx: Tx, shopId: number, tags: readonly string[]): Promise<void> {
  await tx.execute('DELETE FROM shop_tag WHERE shop_id = ?', [shopId]);
  await addTags(
    tx,
    [...new Set(tags)].map((tag) => ({ shopId, tag })),
  );
}

export async function replaceContacts(tx: Tx, shopId: number, contacts: readonly Contact[]): Promise<void> {
  await tx.execute('DELETE FROM shop_contact WHERE shop_id = ?', [shopId]);
  await addContacts(
    tx,
    contacts.map((contact) => ({ shopId, contact })),
  );
}

export async function replaceValues(tx: Tx, shopId: number, values: ReadonlyMap<number, readonly StoredValue[]>): Promise<void> {
  if (values.size === 0) return;
  const fields = inList([...values.keys()]);
  await tx.execute(`DELETE FROM shop_field_value WHERE shop_id = ? AND field_id IN ${fields.sql}`, [shopId, ...fields.params]);
  await addValues(
    tx,
    [...values].map(([fieldId, stored]) => ({ shopId, fieldId, stored })),
  );
}

export async function addTags(tx: Tx, rows: readonly { shopId: number; tag: string }[]): Promise<void> {
  await insertMany(
    tx,
    'shop_tag',
    ['shop_id', 'tag'],
    rows.map(({ shopId, tag }) => [shopId, tag]),
  );
}

export async function addContacts(tx: Tx, rows: readonly { shopId: number; contact: Contact }[]): Promise<void> {
  await insertMany(
    tx,
    'shop_contact',
    ['shop_id', 'name', 'phone', 'note'],
    rows.map(({ shopId, contact }) => [shopId, contact.name, contact.phone, contact.note]),
  );
}

export async function addValues(
  tx: Tx,
  rows: readonly { shopId: number; fieldId: number; stored: readonly StoredValue[] }[],
): Promise<void> {
  await insertMany(
    tx,
    'shop_field_value',
    ['shop_id', 'field_id', 'text_value', 'number_value'],
    rows.flatMap(({ shopId, fieldId, stored }) => stored.map(({ text, number }) => [shopId, fieldId, text, number])),
  );
}
