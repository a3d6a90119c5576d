import type { Input } from '@dianquan/shared/contract/all';
import { forUpdate, type Tx } from '../platform/database/sql';

export type Accepted = { memberId: number; status: 'active' | 'pending'; credited: boolean };

/**
 * What the same person was answered for the same acceptance, whose answer may have been lost on its way: the membership still stands and
 * came of this very invitation, in the shop named or in the new one of that name. The account's row is locked, as in a join, so that two
 * that come at once are one after the other.
 */
export async function acceptedBefore(tx: Tx, accountId: number, input: Input<'invitations.accept'>): Promise<Accepted | null> {
  await tx.query(`SELECT id FROM account WHERE id = ?${forUpdate(tx)}`, [accountId]);
  const { newShop } = input;
  const [which, value] = newShop ? ["s.source = 'join' AND s.name = ?", newShop.name] : ['s.id = ?', input.shopId ?? 0];
  const [row] = await tx.query<{ id: number; status: 'active' | 'pending'; kind: string }>(
    `SELECT m.id, m.status, e.kind FROM invitation i JOIN member m ON m.invitation_id = i.id JOIN shop s ON s.id = m.shop_id
       JOIN invitation_event e ON e.invitation_id = i.id AND e.member_id = m.id AND e.account_id = m.account_id AND e.at >= m.joined_at
     WHERE i.code = ? AND m.account_id = ? AND m.role = ? AND m.status <> 'removed' AND ${which} ORDER BY e.id DESC LIMIT 1`,
    [input.code, accountId, newShop ? 'owner' : input.role, value],
  );
  return row ? { memberId: row.id, status: row.status, credited: row.kind === 'accepted' } : null;
}
