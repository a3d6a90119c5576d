import { Audit } from '../../platform/audit/audit';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database/database';
import { forUpdate } from '../../platform/database/sql';
import { ActorChanges } from '../session/actor-changes';
import { admins, insertStaff, insertStaffAccount, type NewStaff, setRoles } from './staff-writes';

export type Made = { made: 'staff' | 'role'; staffId: number } | { made: null; admins: { name: string; wecomUserid: string }[] };

/**
 * Makes somebody admin where nobody is: on a new database, or where the last admin is gone. Everybody else is made on the pages, so where
 * there is an admin this does nothing and says who it is. Who is staff already keeps their roles and is let in again.
 */
export function makeFirstAdmin(database: Database, clock: Clock, person: NewStaff): Promise<Made> {
  const audit = new Audit(database, clock);
  return database.transaction(async (tx): Promise<Made> => {
    // As whoever changes staff on the pages does: only one at a time.
    await tx.query(`SELECT staff_id FROM staff_role WHERE role = 'admin'${forUpdate(tx)}`);
    const there = await admins(tx);
    if (there.length > 0) return { made: null, admins: there };
    const accountId = (await accountOf(tx, person)) ?? (await insertStaffAccount(tx, person, clock.now()));
    const [known] = await tx.query<{ id: number }>('SELECT id FROM staff WHERE account_id = ?', [accountId]);
    const staffId = known?.id ?? (await insertStaff(tx, person, accountId, clock.now()));
    const roles = known ? await tx.query<{ role: string }>('SELECT role FROM staff_role WHERE staff_id = ?', [staffId]) : [];
    await setRoles(tx, staffId, [...roles.map(({ role }) => role), 'admin']);
    if (known) await tx.execute('UPDATE staff SET disabled_at = NULL WHERE id = ?', [staffId]);
    await new ActorChanges(clock).touch(tx, [accountId]);
    await audit.record(tx, null, known ? 'staff.update' : 'staff.create', `staff:${staffId}`, { roles: ['admin'], by: 'command' });
    return { made: known ? 'role' : 'staff', staffId };
  });
}

async function accountOf(tx: Tx, { wecomUserid }: NewStaff): Promise<number | undefined> {
  const [row] = await tx.query<{ id: number }>(`SELECT id FROM account WHERE provider = 'wecom' AND external_id = ?`, [wecomUserid]);
  return row?.id;
}
