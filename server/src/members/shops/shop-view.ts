import type { ShopView } from '@dianquan/shared/contract/shops';
import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import { NotFound } from '../../platform/errors';
import { type Actor, isStaff } from '../../platform/http/actor';
import { CustomFields } from '../custom-fields/custom-fields.service';
import { presentValue } from '../custom-fields/field-values';
import { phoneFor } from '../phone-privacy';
import { regionName } from '../regions/regions';
import { shopScope } from '../shop-scope';
import { shopParts } from './shop-parts';
import { instant } from './shop-rows';

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
  owner_staff_id: number | null;
  owner_name: string | null;
  member_count: number;
  joined_at: number | null;
  created_at: number;
  updated_at: number;
};

@Injectable()
export class ShopViews {
  constructor(private readonly fields: CustomFields) {}

  /**
   * A shop as the actor may see it, or NotFound. The shop's own people see where it stands with the supplier, but not the supplier's
   * notes about it: tags, contacts and custom fields.
   */
  async get(sql: Sql, me: Actor, id: number): Promise<ShopView> {
    const scope = shopScope(me);
    const [row] = await sql.query<Row>(
      `SELECT shop.id, shop.code, shop.name, shop.trade, shop.level, shop.status, shop.region_code, shop.address, shop.latitude,
         shop.longitude, shop.phone, shop.owner_staff_id, owner.name AS owner_name, shop.member_count, shop.joined_at, shop.created_at,
         shop.updated_at
       FROM shop LEFT JOIN staff owner ON owner.id = shop.owner_staff_id WHERE shop.id = ? AND ${scope.sql}`,
      [id, ...scope.params],
    );
    if (!row) throw new NotFound();
    const notes = isStaff(me) ? await this.notes(sql, me, row) : { tags: [], contacts: [], customFields: {} };
    return {
      id: row.id,
      code: row.code,
      name: row.name,
      trade: row.trade,
      level: row.level,
      status: row.status,
      regionCode: row.region_code,
      regionName: regionName(row.region_code),
      address: row.address,
      latitude: row.latitude,
      longitude: row.longitude,
      phone: phoneFor(me, ownership(row), row.phone),
      ownerStaffId: row.owner_staff_id,
      ownerStaffName: row.owner_name,
      ...notes,
      memberCount: row.member_count,
      joinedAt: instant(row.joined_at),
      createdAt: instant(row.created_at),
      updatedAt: instant(row.updated_at),
    };
  }

  private async notes(sql: Sql, me: Actor, row: Row): Promise<Pick<ShopView, 'tags' | 'contacts' | 'customFields'>> {
    const parts = (await shopParts(sql, [row.id])).of(row.id);
    const customFields: ShopView['customFields'] = {};
    for (const field of await this.fields.all(sql)) {
      const value = presentValue(field.type, parts.values.get(field.id) ?? []);
      if (value !== null) customFields[field.id] = value;
    }
    const contacts = parts.contacts.map((contact) => ({ ...contact, phone: phoneFor(me, ownership(row), contact.phone) ?? '' }));
    return { tags: parts.tags, contacts, customFields };
  }
}

const ownership = (row: Row) => ({ id: row.id, ownerStaffId: row.owner_staff_id });
