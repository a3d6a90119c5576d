import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { insertMany, type Tx } from '../platform/database/sql';
import type { InvitationRow } from './invitation-state';

export type Credited = { accountId: number; memberId: number; shopId: number; stranger: boolean; firstOfShop: boolean };

/** To whom a person is credited: the first valid invitation of a person wins, for good. */
@Injectable()
export class Credits {
  constructor(private readonly clock: Clock) {}

  /** @returns false when the person has been credited before: the primary key is the person */
  async add(tx: Tx, invitation: InvitationRow, { accountId, memberId, shopId, stranger, firstOfShop }: Credited): Promise<boolean> {
    const row = {
      account_id: accountId,
      member_id: memberId,
      shop_id: shopId,
      invitation_id: invitation.id,
      staff_id: invitation.staff_id,
      inviter_member_id: invitation.member_id,
      root_staff_id: invitation.root_staff_id,
      stranger: Number(stranger),
      first_of_shop: Number(firstOfShop),
      at: this.clock.now(),
    };
    const added = await insertMany(tx, 'attribution', Object.keys(row), [Object.values(row)], { ignore: true });
    return added > 0;
  }
}

/** An invitation dies with its issuer's standing: a dismissed salesperson's, a removed member's. */
export async function issuerStands(sql: Pick<Tx, 'query'>, invitation: InvitationRow): Promise<boolean> {
  const rows =
    invitation.staff_id !== null
      ? await sql.query('SELECT id FROM staff WHERE id = ? AND disabled_at IS NULL', [invitation.staff_id])
      : await sql.query(`SELECT id FROM member WHERE id = ? AND status = 'active'`, [invitation.member_id ?? 0]);
  return rows.length > 0;
}

/** One use of an invitation, unless it is over. */
export async function useUp(tx: Tx, invitationId: number): Promise<boolean> {
  const { affected } = await tx.execute(
    'UPDATE invitation SET used = used + 1 WHERE id = ? AND revoked_at IS NULL AND (use_limit IS NULL OR used < use_limit)',
    [invitationId],
  );
  return affected > 0;
}
