import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { StaffView } from '@dianquan/shared/contract/staff';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { isDuplicate } from '../../platform/database/faults';
import { forUpdate, insertMany, type Tx } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { Events } from '../../platform/jobs/events';
import { StaffChanged } from '../events';
import { isRegion } from '../regions/regions';
import { ActorChanges } from '../session/actor-changes';
import { STAFF_ROWS, type StaffRow, StaffViews } from './staff-views';
import { admins, insertStaff, insertStaffAccount, setRoles } from './staff-writes';

/** The people of the supplier, their roles and regions. */
@Injectable()
export class StaffService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly changes: ActorChanges,
    private readonly views: StaffViews,
  ) {}

  async create(me: StaffActor, input: Input<'staff.create'>): Promise<Answer<'staff.create'>> {
    this.refuseUnknownRegions(input.regions);
    const id = await this.db
      .transaction(async (tx) => {
        const now = this.clock.now();
        const accountId = await insertStaffAccount(tx, input, now);
        const insertId = await insertStaff(tx, input, accountId, now);
        await setRoles(tx, insertId, input.roles);
        await this.setRegions(tx, insertId, input.regions);
        await this.events.publish(tx, new StaffChanged(insertId, accountId));
        await this.audit.record(tx, me, 'staff.create', `staff:${insertId}`, { roles: input.roles, regions: input.regions });
        return insertId;
      })
      .catch((error: unknown) => {
        throw isDuplicate(error) ? new Refused('staff_duplicate') : error;
      });
    return this.get(me, id);
  }

  async list(me: StaffActor, { role, limit, cursor }: Input<'staff.list'>): Promise<Answer<'staff.list'>> {
    const [after] = decodeCursor(cursor, ['number']) ?? [0];
    const withRole = role === undefined ? '' : 'AND EXISTS (SELECT 1 FROM staff_role r WHERE r.staff_id = st.id AND r.role = ?)';
    const rows = await this.db.query<StaffRow>(`${STAFF_ROWS} WHERE st.id > ? ${withRole} ORDER BY st.id LIMIT ?`, [
      after ?? 0,
      ...(role === undefined ? [] : [role]),
      limit + 1,
    ]);
    const page = pageOfRows(rows, limit, (row) => [row.id]);
    return { items: await this.views.of(this.db, page.rows, me), next: page.next };
  }

  async update(me: StaffActor, { id, ...change }: Input<'staff.update'>): Promise<Answer<'staff.update'>> {
    if (change.regions) this.refuseUnknownRegions(change.regions);
    await this.db.transaction(async (tx) => {
      // Every change of staff waits here for the one before: who is the last admin can't be told otherwise.
      await tx.query(`SELECT staff_id FROM staff_role WHERE role = 'admin'${forUpdate(tx)}`);
      const [staff] = await tx.query<{ account_id: number; disabled_at: number | null }>(
        `SELECT account_id, disabled_at FROM staff WHERE id = ?${forUpdate(tx)}`,
        [id],
      );
      if (!staff) throw new NotFound();
      if (change.name !== undefined) await this.rename(tx, id, staff.account_id, change.name);
      if (change.phone !== undefined) await tx.execute('UPDATE staff SET phone = ? WHERE id = ?', [change.phone, id]);
      if (change.roles) await setRoles(tx, id, change.roles);
      if (change.regions) await this.setRegions(tx, id, change.regions);
      if (change.disabled !== undefined) await this.setDisabled(tx, id, staff, change.disabled);
      await this.refuseWithoutAdmin(tx);
      await this.changes.touch(tx, [staff.account_id]);
      await this.events.publish(tx, new StaffChanged(id, staff.account_id));
      const { roles, regions, disabled } = change;
      await this.audit.record(tx, me, 'staff.update', `staff:${id}`, { fields: Object.keys(change).sort(), roles, regions, disabled });
    });
    return this.get(me, id);
  }

  private async get(me: StaffActor, id: number): Promise<StaffView> {
    const rows = await this.db.query<StaffRow>(`${STAFF_ROWS} WHERE st.id = ?`, [id]);
    const [view] = await this.views.of(this.db, rows, me);
    if (!view) throw new NotFound();
    return view;
  }

  private async rename(tx: Tx, id: number, accountId: number, name: string): Promise<void> {
    await tx.execute('UPDATE staff SET name = ? WHERE id = ?', [name, id]);
    await tx.execute('UPDATE account SET name = ?, updated_at = ? WHERE id = ?', [name, this.clock.now(), accountId]);
  }

  private async setRegions(tx: Tx, id: number, codes: readonly string[]): Promise<void> {
    await tx.execute('DELETE FROM staff_region WHERE staff_id = ?', [id]);
    await insertMany(
      tx,
      'staff_region',
      ['staff_id', 'region_code'],
      [...new Set(codes)].map((code) => [id, code]),
    );
  }

  /** A disabled member of staff is out on the next request, and has to sign in anew when enabled again. */
  private async setDisabled(
    tx: Tx,
    id: number,
    staff: { account_id: number; disabled_at: number | null },
    disabled: boolean,
  ): Promise<void> {
    if (disabled === (staff.disabled_at !== null)) return;
    const now = this.clock.now();
    await tx.execute('UPDATE staff SET disabled_at = ? WHERE id = ?', [disabled ? now : null, id]);
    if (!disabled) return;
    await tx.execute('UPDATE session SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL', [now, staff.account_id]);
  }

  private async refuseWithoutAdmin(tx: Tx): Promise<void> {
    if ((await admins(tx)).length === 0) throw new Refused('last_admin');
  }

  private refuseUnknownRegions(codes: readonly string[]): void {
    const unknown = codes.findIndex((code) => !isRegion(code));
    if (unknown >= 0) throw new Invalid({ field: `regions.${unknown}`, rule: 'not_found', zh: `没有代码为 ${codes[unknown]} 的区域` });
  }
}
