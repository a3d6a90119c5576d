import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { ShopView } from '@dianquan/shared/contract/shops';
import type { FieldFault } from '@dianquan/shared/errors';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { isDuplicate } from '../../platform/database/faults';
import { forUpdate, type Tx } from '../../platform/database/sql';
import { Forbidden, Invalid, NotFound, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { Events } from '../../platform/jobs/events';
import { CustomFields } from '../custom-fields/custom-fields.service';
import { ShopChanged } from '../events';
import { searchText } from '../search-text';
import { shopScope } from '../shop-scope';
import { addHistory, changesOf } from './shop-history';
import { columnsOf, contactsOf, readCustomFields, type ShopColumns, type ShopInput, shopFaults } from './shop-input';
import { replaceContacts, replaceTags, replaceValues, shopParts } from './shop-parts';
import { decides, rightsFaults } from './shop-rights';
import { ShopViews } from './shop-view';

const COLUMNS = 'code, name, trade, level, status, region_code, address, latitude, longitude, phone, owner_staff_id';
const WRITERS = ['salesperson', 'manager', 'office', 'admin'] as const;

/** Entering shops and changing them, one at a time. */
@Injectable()
export class ShopsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly fields: CustomFields,
    private readonly views: ShopViews,
  ) {}

  async create(me: StaffActor, input: Input<'shops.create'>): Promise<ShopView> {
    const owner = input.ownerStaffId ?? (decides(me) ? null : me.staff.id);
    const after = columnsOf({ ...input, ownerStaffId: owner }, { ...EMPTY, name: input.name });
    return this.write(async (tx) => {
      const now = this.clock.now();
      const { insertId: id } = await tx.execute(
        `INSERT INTO shop (${COLUMNS}, search_text, source, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'staff', ?, ?)`,
        [...Object.values(after), searchText(after), now, now],
      );
      await this.writeRest(tx, me, id, input, null, after);
      await this.audit.record(tx, me, 'shops.create', `shop:${id}`, { name: after.name, code: after.code, owner: after.owner_staff_id });
      await this.refuseTwin(tx, me, id, after);
      return this.views.get(tx, me, id);
    });
  }

  async update(me: StaffActor, { id, ...input }: Input<'shops.update'>): Promise<ShopView> {
    return this.write(async (tx) => {
      const before = await this.lock(tx, me, id);
      const after = columnsOf(input, before);
      await tx.execute(
        `UPDATE shop SET ${COLUMNS.split(', ')
          .map((column) => `${column} = ?`)
          .join(', ')}, search_text = ?, updated_at = ? WHERE id = ?`,
        [...Object.values(after), searchText(after), this.clock.now(), id],
      );
      await this.writeRest(tx, me, id, input, before, after);
      const [status, owner] = [
        [before.status, after.status],
        [before.owner_staff_id, after.owner_staff_id],
      ];
      await this.audit.record(tx, me, 'shops.update', `shop:${id}`, { fields: Object.keys(input).sort(), status, owner });
      await this.refuseTwin(tx, me, id, after);
      return this.views.get(tx, me, id);
    });
  }

  async history(me: StaffActor, id: number): Promise<Answer<'shops.history'>> {
    const scope = shopScope(me);
    const [shop] = await this.db.query(`SELECT id FROM shop WHERE id = ? AND ${scope.sql}`, [id, ...scope.params]);
    if (!shop) throw new NotFound();
    const rows = await this.db.query<{
      at: number;
      kind: 'status' | 'owner';
      from_text: string | null;
      to_text: string | null;
      by_name: string | null;
    }>(
      `SELECT h.at, h.kind, COALESCE(f.name, h.from_value) AS from_text, COALESCE(t.name, h.to_value) AS to_text, a.name AS by_name
       FROM shop_history h LEFT JOIN account a ON a.id = h.account_id
         LEFT JOIN staff f ON h.kind = 'owner' AND f.id = h.from_value LEFT JOIN staff t ON h.kind = 'owner' AND t.id = h.to_value
       WHERE h.shop_id = ? ORDER BY h.id DESC LIMIT 200`,
      [id],
    );
    return {
      items: rows.map((row) => ({
        at: new Date(row.at).toISOString(),
        by: row.by_name ?? '系统',
        kind: row.kind,
        from: row.from_text,
        to: row.to_text,
      })),
    };
  }

  /** What is seen and may not be written is forbidden; what is not seen does not exist. */
  private async lock(tx: Tx, me: StaffActor, id: number): Promise<ShopColumns> {
    const seen = shopScope(me);
    const [shop] = await tx.query<ShopColumns>(`SELECT ${COLUMNS} FROM shop WHERE id = ? AND ${seen.sql}${forUpdate(tx)}`, [
      id,
      ...seen.params,
    ]);
    if (!shop) throw new NotFound();
    if (!(await this.mayWrite(tx, me, id))) throw new Forbidden();
    return shop;
  }

  /** Somebody may see shops by one role and write others by another: only the writing ones count here. */
  private async mayWrite(tx: Tx, me: StaffActor, id: number): Promise<boolean> {
    const roles = me.staff.roles.filter((role) => WRITERS.some((writer) => writer === role));
    const scope = shopScope({ ...me, staff: { ...me.staff, roles }, member: null });
    return (await tx.query(`SELECT id FROM shop WHERE id = ? AND ${scope.sql}`, [id, ...scope.params])).length > 0;
  }

  private async writeRest(
    tx: Tx,
    me: StaffActor,
    id: number,
    input: ShopInput,
    before: ShopColumns | null,
    after: ShopColumns,
  ): Promise<void> {
    const known = (await shopParts(tx, [id])).of(id);
    const custom = readCustomFields(input.customFields, await this.fields.all(tx), known.values, before === null);
    const faults: FieldFault[] = [...shopFaults(input, after), ...rightsFaults(me, before, after), ...custom.faults];
    if (
      after.owner_staff_id !== null &&
      after.owner_staff_id !== before?.owner_staff_id &&
      !(await isSalesperson(tx, after.owner_staff_id))
    ) {
      faults.push({ field: 'ownerStaffId', rule: 'not_found', zh: '没有这位业务员，或已停用' });
    }
    if (faults.length > 0) throw new Invalid(faults);
    if (!(await this.mayWrite(tx, me, id))) {
      throw new Invalid({ field: 'regionCode', rule: 'other', zh: '门店要在您负责的区域内' });
    }
    if (input.tags) await replaceTags(tx, id, input.tags);
    const contacts = contactsOf(input);
    if (contacts) await replaceContacts(tx, id, contacts);
    await replaceValues(tx, id, custom.values);
    await addHistory(tx, changesOf(id, before, after), me.accountId, this.clock.now());
    await this.events.publish(tx, new ShopChanged([id]));
  }

  /**
   * Phones have no unique key, since imports may leave two shops with one. Asked after the audit log has been written: its head stays
   * locked until the commit, so of two people who enter the same shop at once the second one sees the first.
   */
  private async refuseTwin(tx: Tx, me: StaffActor, id: number, after: ShopColumns): Promise<void> {
    if (after.phone === null) return;
    const [twin] = await tx.query<{ id: number }>('SELECT id FROM shop WHERE phone = ? AND id <> ? LIMIT 1', [after.phone, id]);
    if (!twin) return;
    const scope = shopScope(me);
    const [seen] = await tx.query<{ id: number; name: string }>(`SELECT id, name FROM shop WHERE id = ? AND ${scope.sql}`, [
      twin.id,
      ...scope.params,
    ]);
    throw new Refused('shop_duplicate', { field: 'phone', shop: seen ?? null });
  }

  private async write(work: (tx: Tx) => Promise<ShopView>): Promise<ShopView> {
    return this.db.transaction(work).catch((error: unknown) => {
      throw isDuplicate(error) ? new Refused('shop_duplicate', { field: 'code', shop: null }) : error;
    });
  }
}

const EMPTY: ShopColumns = {
  code: null,
  name: '',
  trade: null,
  level: null,
  status: 'prospect',
  region_code: null,
  address: null,
  latitude: null,
  longitude: null,
  phone: null,
  owner_staff_id: null,
};

export async function isSalesperson(tx: Tx, staffId: number): Promise<boolean> {
  const found = await tx.query(
    `SELECT s.id FROM staff s JOIN staff_role r ON r.staff_id = s.id WHERE s.id = ? AND s.disabled_at IS NULL AND r.role = 'salesperson'`,
    [staffId],
  );
  return found.length > 0;
}
