import { insertMany, type Tx } from '../../platform/database/sql';

export type NewStaff = { wecomUserid: string; name: string; phone: string | null };

/** Somebody of the supplier, who signs in with their WeCom userid; perhaps they did before anybody knew them. */
export async function insertStaff(tx: Tx, { wecomUserid, name, phone }: NewStaff, accountId: number, now: number): Promise<number> {
  const { insertId } = await tx.execute('INSERT INTO staff (account_id, wecom_userid, name, phone, created_at) VALUES (?, ?, ?, ?, ?)', [
    accountId,
    wecomUserid,
    name,
    phone,
    now,
  ]);
  return insertId;
}

export async function insertStaffAccount(tx: Tx, { wecomUserid, name }: NewStaff, now: number): Promise<number> {
  const { insertId } = await tx.execute(
    `INSERT INTO account (provider, external_id, name, created_at, updated_at) VALUES ('wecom', ?, ?, ?, ?)`,
    [wecomUserid, name, now, now],
  );
  return insertId;
}

export async function setRoles(tx: Tx, id: number, roles: readonly string[]): Promise<void> {
  await tx.execute('DELETE FROM staff_role WHERE staff_id = ?', [id]);
  await insertMany(
    tx,
    'staff_role',
    ['staff_id', 'role'],
    [...new Set(roles)].map((role) => [id, role]),
  );
}

/** Those who may take part as admin now. */
export function admins(tx: Pick<Tx, 'query'>): Promise<{ name: string; wecomUserid: string }[]> {
  return tx.query(
    `SELECT st.name, st.wecom_userid AS wecomUserid FROM staff_role r JOIN staff st ON st.id = r.staff_id
     WHERE r.role = 'admin' AND st.disabled_at IS NULL ORDER BY st.id`,
  );
}
