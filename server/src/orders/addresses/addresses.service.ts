import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { maskPhone, seesPhones } from '../../members/phone-privacy';
import { shopScope } from '../../members/shop-scope';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, inList, insertMany, type Sql } from '../../platform/database/sql';
import { Invalid, NotFound } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';

type View = Answer<'deliveryAddresses.list'>['items'][number];
type Shop = { id: number; ownerStaffId: number | null };
type Item = Input<'deliveryAddresses.put'>['items'][number];

/** Where a shop has its goods sent. Orders keep the address as it was when they were placed. */
@Injectable()
export class AddressesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async list(me: Actor, shopId: number): Promise<Answer<'deliveryAddresses.list'>> {
    const shop = await mustFind(this.db, me, shopId);
    const hides = !seesPhones(me, shop);
    const items = await addresses(this.db, shopId);
    return { items: hides ? items.map((item) => ({ ...item, phone: maskPhone(item.phone) ?? '' })) : items };
  }

  /** Those that are left out are gone. Exactly one is the default where there are any: the first when none is named. */
  async put(me: Actor, { shopId, items }: Input<'deliveryAddresses.put'>): Promise<Answer<'deliveryAddresses.put'>> {
    if (items.filter(({ isDefault }) => isDefault).length > 1)
      throw new Invalid({ field: 'items', rule: 'not_unique', zh: '默认收货地址只能有一个' });
    const kept = items.flatMap(({ id }) => id ?? []);
    if (new Set(kept).size !== kept.length) throw new Invalid({ field: 'items', rule: 'not_unique', zh: '同一个地址出现了两次' });
    await mustFind(this.db, me, shopId);
    await this.db.transaction(async (tx) => {
      await tx.query(`SELECT id FROM shop WHERE id = ?${forUpdate(tx)}`, [shopId]);
      const known = new Set((await addresses(tx, shopId)).map(({ id }) => id));
      const strangers = items.flatMap(({ id }, i) => (id !== undefined && !known.has(id) ? [i] : []));
      if (strangers.length > 0)
        throw new Invalid(strangers.map((i) => ({ field: `items.${i}.id`, rule: 'not_found', zh: '收货地址不存在，请刷新' })));
      const gone = inList([...known].filter((id) => !kept.includes(id)));
      await tx.execute(`UPDATE delivery_address SET removed_at = ?, is_default = 0 WHERE shop_id = ? AND id IN ${gone.sql}`, [
        this.clock.now(),
        shopId,
        ...gone.params,
      ]);
      const first = Math.max(
        0,
        items.findIndex(({ isDefault }) => isDefault),
      );
      for (const [i, item] of items.entries()) await save(tx, shopId, item, i === first);
      if (me.staff) await this.audit.record(tx, me, 'deliveryAddresses.put', `shop:${shopId}`, { addresses: items.length });
    });
    return this.list(me, shopId);
  }
}

async function save(tx: Sql, shopId: number, { id, contact, phone, regionCode, address }: Item, isDefault: boolean): Promise<void> {
  const values = [contact, phone, regionCode, address, isDefault ? 1 : 0];
  if (id === undefined)
    await insertMany(
      tx,
      'delivery_address',
      ['contact', 'phone', 'region_code', 'address', 'is_default', 'shop_id'],
      [[...values, shopId]],
    );
  else
    await tx.execute(
      'UPDATE delivery_address SET contact = ?, phone = ?, region_code = ?, address = ?, is_default = ? WHERE id = ? AND shop_id = ?',
      [...values, id, shopId],
    );
}

async function mustFind(sql: Sql, me: Actor, shopId: number): Promise<Shop> {
  const scope = shopScope(me);
  const [shop] = await sql.query<Shop>(`SELECT id, owner_staff_id AS ownerStaffId FROM shop WHERE id = ? AND ${scope.sql}`, [
    shopId,
    ...scope.params,
  ]);
  if (!shop) throw new NotFound();
  return shop;
}

async function addresses(sql: Sql, shopId: number): Promise<View[]> {
  const rows = await sql.query<Omit<View, 'isDefault'> & { isDefault: number }>(
    `SELECT id, contact, phone, region_code AS regionCode, address, is_default AS isDefault
     FROM delivery_address WHERE shop_id = ? AND removed_at IS NULL ORDER BY id`,
    [shopId],
  );
  return rows.map((row) => ({ ...row, isDefault: row.isDefault === 1 }));
}
