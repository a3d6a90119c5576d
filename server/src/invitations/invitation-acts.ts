import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import type { Tx } from '../platform/database/sql';
import { type Actor, isStaff } from '../platform/http/actor';
import { InvitationLog } from './invitation-log';
import type { InvitationRow } from './invitation-state';

/** Writes down what was done with invitations: for the statement, and for the audit log what staff did. */
@Injectable()
export class InvitationActs {
  constructor(
    private readonly log: InvitationLog,
    private readonly audit: Audit,
  ) {}

  async created(tx: Tx, me: Actor, invitationId: number, rootStaffId: number | null): Promise<void> {
    await this.log.write(tx, { kind: 'created', invitationId, rootStaffId, accountId: me.accountId });
    if (isStaff(me)) await this.audit.record(tx, me, 'invitations.create', `invitation:${invitationId}`, {});
  }

  async revoked(tx: Tx, me: Actor, row: InvitationRow): Promise<void> {
    await this.log.write(tx, { kind: 'revoked', invitationId: row.id, rootStaffId: row.root_staff_id, accountId: me.accountId });
    if (isStaff(me)) await this.audit.record(tx, me, 'invitations.revoke', `invitation:${row.id}`, {});
  }
}
