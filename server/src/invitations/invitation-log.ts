import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Sql } from '../platform/database/sql';

export type Rejection = 'unknown' | 'revoked' | 'expired' | 'used_up' | 'self' | 'own_shop' | 'not_first' | 'shop_has_owner' | 'other';
export type InvitationEvent = {
  kind: 'created' | 'landed' | 'accepted' | 'rejected' | 'revoked';
  invitationId: number | null;
  rootStaffId: number | null;
  accountId?: number | null;
  memberId?: number;
  shopId?: number;
  stranger?: boolean;
  firstOfShop?: boolean;
  reason?: Rejection;
};

/** What happened to invitations, in order, never changed: the statement is replayed from it. */
@Injectable()
export class InvitationLog {
  constructor(private readonly clock: Clock) {}

  async write(sql: Sql, event: InvitationEvent): Promise<void> {
    await sql.execute(
      `INSERT INTO invitation_event (kind, invitation_id, account_id, member_id, shop_id, root_staff_id, stranger, first_of_shop, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        event.kind,
        event.invitationId,
        event.accountId ?? null,
        event.memberId ?? null,
        event.shopId ?? null,
        event.rootStaffId,
        Number(event.stranger ?? false),
        Number(event.firstOfShop ?? false),
        event.reason ?? null,
        this.clock.now(),
      ],
    );
  }
}
