import { forUpdate, inList, type Sql } from '../../platform/database/sql';
import { shopParts } from '../shops/shop-parts';
import type { RowRecord } from './row-record';
import { type ShopState, Target } from './targets';

export type Mismatch = { column: 'code' | 'phone'; reason: string };
type Row = ShopState & { id: number };

/**
 * Which shop a row is about: the shop of its code; else the shop that has its (first) phone, as its own or as a contact's; a row with
 * neither is about the shop of the same name and address. Where code and phone speak of two shops, or a phone of several, nobody but a
 * person can tell, and the row is reported.
 */
export class KnownShops {
  readonly all: Target[] = [];
  private readonly byCode = new Map<string, Target>();
  private readonly byPhone = new Map<string, Set<Target>>();
  private readonly byContact = new Map<string, Set<Target>>();
  private readonly byPlace = new Map<string, Target>();

  /** The shops that any of the rows may be about; they stay locked until the transaction is over. */
  static async load(sql: Sql, records: readonly RowRecord[], given: (shopId: number) => bigint | null): Promise<KnownShops> {
    const known = new KnownShops();
    const ids = inList(await candidateIds(sql, records));
    const rows = await sql.query<Row>(
      `SELECT id, code, name, trade, level, status, region_code, address, latitude, longitude, phone, owner_staff_id, note FROM shop
       WHERE id IN ${ids.sql} ORDER BY id${forUpdate(sql)}`,
      ids.params,
    );
    const parts = await shopParts(
      sql,
      rows.map((row) => row.id),
    );
    for (const { id, ...state } of rows) known.add(new Target(id, state, parts.of(id), given(id)));
    return known;
  }

  add(target: Target): void {
    this.all.push(target);
    this.learn(target);
  }

  /** Called again after each row: later rows may speak of what this one has brought. */
  learn(target: Target): void {
    const { code, phone, name, address } = target.state;
    if (code !== null) this.byCode.set(code, target);
    if (phone !== null) put(this.byPhone, phone, target);
    for (const one of target.phones) put(this.byContact, one, target);
    const place = placeOf(name, address);
    if (!this.byPlace.has(place)) this.byPlace.set(place, target);
  }

  find(record: RowRecord): Target | Mismatch | null {
    const phone = record.phones[0] ?? '';
    const own = [...(this.byPhone.get(phone) ?? [])];
    const found = own.length > 0 ? own : [...(this.byContact.get(phone) ?? [])];
    const byCode = record.code === undefined ? undefined : this.byCode.get(record.code);
    if (byCode) {
      const agrees = found.length === 0 || found.includes(byCode) || this.byContact.get(phone)?.has(byCode);
      return agrees ? byCode : { column: 'phone', reason: '编号和电话对应两家不同的门店，请核对' };
    }
    if (found.length > 1) return { column: 'phone', reason: '这个电话对应几家门店，请填写客户编号' };
    const [only] = found;
    if (only && record.code !== undefined && only.state.code !== null) {
      return { column: 'phone', reason: `这个电话已属于另一家门店（编号 ${only.state.code}），请核对` };
    }
    if (only) return only;
    if (record.code !== undefined || phone !== '' || record.name === undefined) return null;
    return this.byPlace.get(placeOf(record.name, record.address ?? null)) ?? null;
  }
}

async function candidateIds(sql: Sql, records: readonly RowRecord[]): Promise<number[]> {
  const codes = inList(records.flatMap((record) => record.code ?? []));
  const phones = inList(records.flatMap((record) => record.phones[0] ?? []));
  const nameless = records.filter((record) => record.code === undefined && record.phones.length === 0);
  const names = inList(nameless.flatMap((record) => record.name ?? []));
  const rows = await sql.query<{ id: number }>(
    `SELECT id FROM shop WHERE code IN ${codes.sql} UNION SELECT id FROM shop WHERE phone IN ${phones.sql}
     UNION SELECT shop_id AS id FROM shop_contact WHERE phone IN ${phones.sql} UNION SELECT id FROM shop WHERE name IN ${names.sql}`,
    [...codes.params, ...phones.params, ...phones.params, ...names.params],
  );
  return rows.map((row) => row.id);
}

function put(map: Map<string, Set<Target>>, key: string, target: Target): void {
  const set = map.get(key);
  if (set) set.add(target);
  else map.set(key, new Set([target]));
}

const placeOf = (name: string, address: string | null): string => `${name}\n${address ?? ''}`;
