import type { MemberView } from '@dianquan/shared/contract/members';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, type Tx } from '../../platform/database/sql';
import { Forbidden, NotFound, Refused } from '../../platform/errors';
import { type Actor, hasRole, isStaff } from '../../platform/http/actor';
import { Events } from '../../platform/jobs/events';
import { MemberConfirmed, MemberRemoved } from '../events';
import { ActorChanges } from '../session/actor-changes';
import { Lookups } from './lookups';
import type { MemberRow } from './member-views';
import { MembersService } from './members.service';
import { Membership } from './membership';

/** Confirming people, removing them, and leaving. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly changes: ActorChanges,
    private readonly members: MembersService,
    private readonly membership: Membership,
    private readonly lookups: Lookups,
  ) {}

  async confirm(me: Actor, id: number): Promise<MemberView> {
    await this.db.transaction(async (tx) => {
      const member = await this.lock(tx, me, id);
      if (!this.decidesFor(me, member)) throw new Forbidden();
      if (member.status === 'active') return;
      if (member.status === 'removed') throw new NotFound();
      if (member.role === 'owner' && (await this.countOwners(tx, member.shop_id)) > 0) throw new Refused('shop_has_owner');
      const at = this.clock.now();
      await tx.execute(`UPDATE member SET status = 'active', confirmed_at = ?, confirmed_by_account_id = ? WHERE id = ?`, [
        at,
        me.accountId,
        id,
      ]);
      await this.membership.began(tx, member.shop_id, id, await this.rootStaffOf(tx, id), at);
      await this.events.publish(tx, new MemberConfirmed(id, member.account_id, member.shop_id, member.role, at));
      await this.changes.touch(tx, [member.account_id]);
      if (isStaff(me)) await this.audit.record(tx, me, 'members.confirm', `member:${id}`, { shopId: member.shop_id, role: member.role });
    });
    return this.members.get(me, id);
  }

  async remove(me: Actor, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const member = await this.lock(tx, me, id);
      const isMe = member.account_id === me.accountId;
      if (!isMe && !this.decidesFor(me, member)) throw new Forbidden();
      if (member.status === 'removed') return;
      if (await this.isNeededOwner(tx, member)) throw new Refused('last_owner');
      await this.end(tx, member, me.accountId);
      if (isStaff(me)) await this.audit.record(tx, me, 'members.remove', `member:${id}`, { shopId: member.shop_id, role: member.role });
    });
  }

  /** An owner can't go while clerks depend on somebody to confirm and remove them. Expects the shop to be locked. */
  async isNeededOwner(tx: Tx, member: Pick<MemberRow, 'shop_id' | 'role' | 'status'>): Promise<boolean> {
    if (member.role !== 'owner' || member.status !== 'active') return false;
    if ((await this.countOwners(tx, member.shop_id)) > 1) return false;
    const [clerk] = await tx.query(`SELECT id FROM member WHERE shop_id = ? AND role = 'clerk' AND status = 'active' LIMIT 1`, [
      member.shop_id,
    ]);
    return clerk !== undefined;
  }

  async end(tx: Tx, member: Pick<MemberRow, 'id' | 'account_id' | 'shop_id' | 'status'>, byAccountId: number): Promise<void> {
    const at = this.clock.now();
    await tx.execute(`UPDATE member SET status = 'removed', removed_at = ?, removed_by_account_id = ? WHERE id = ?`, [
      at,
      byAccountId,
      member.id,
    ]);
    if (member.status === 'active') await this.membership.ended(tx, member.shop_id, at);
    await this.events.publish(tx, new MemberRemoved(member.id, member.account_id, member.shop_id, at));
    await this.changes.touch(tx, [member.account_id]);
  }

  /** The shop's row is locked first, as in a join; then the person is read as they now are. */
  private async lock(tx: Tx, me: Actor, id: number): Promise<MemberRow> {
    const { shop_id } = await this.members.find(tx, me, id);
    await tx.query(`SELECT id FROM shop WHERE id = ?${forUpdate(tx)}`, [shop_id]);
    return this.members.find(tx, me, id);
  }

  /** The shop's owner, and the staff who look after the shop. */
  private decidesFor(me: Actor, member: MemberRow): boolean {
    if (me.member?.role === 'owner' && me.member.shopId === member.shop_id) return true;
    if (hasRole(me, 'manager', 'admin')) return true;
    return hasRole(me, 'salesperson') && member.owner_staff_id === me.staff.id;
  }

  private async countOwners(tx: Tx, shopId: number): Promise<number> {
    const [row] = await tx.query<{ owners: number }>(
      `SELECT COUNT(*) AS owners FROM member WHERE shop_id = ? AND role = 'owner' AND status = 'active'`,
      [shopId],
    );
    return row?.owners ?? 0;
  }

  private async rootStaffOf(tx: Tx, memberId: number): Promise<number | null> {
    const [row] = await tx.query<{ invitation_id: number | null }>('SELECT invitation_id FROM member WHERE id = ?', [memberId]);
    if (!row?.invitation_id) return null;
    return (await this.lookups.invitations?.rootStaffOf(tx, row.invitation_id)) ?? null;
  }
}
