import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, inList, type Tx } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { Events } from '../../platform/jobs/events';
import { AccountErased } from '../events';
import { ActorChanges } from '../session/actor-changes';
import { Avatars } from '../session/avatars';
import { MembershipService } from './membership.service';

export const ERASED_NAME = '已注销';

type OwnMember = { id: number; account_id: number; shop_id: number; role: 'owner' | 'clerk'; status: 'active' | 'pending' | 'removed' };

/** Forgetting a person. What stays are rows without a name, so that counts and histories of shops remain right. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly changes: ActorChanges,
    private readonly avatars: Avatars,
    private readonly membership: MembershipService,
  ) {}

  async erase(me: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [account] = await tx.query<{ phone: string | null; phone_verified: number }>(
        `SELECT phone, phone_verified FROM account WHERE id = ?${forUpdate(tx)}`,
        [me.accountId],
      );
      const [duty] = await tx.query('SELECT id FROM staff WHERE account_id = ? AND disabled_at IS NULL', [me.accountId]);
      if (duty) throw new Refused('erase_blocked');
      const members = await this.leaveShops(tx, me.accountId);
      if (account?.phone && account.phone_verified === 1) await this.forgetContacts(tx, members, account.phone);
      await this.avatars.forget(tx, me.accountId);
      await this.forgetAccount(tx, me.accountId);
      const memberIds = members.map((member) => member.id);
      await this.events.publish(tx, new AccountErased(me.accountId, memberIds, this.clock.now()));
      await this.changes.touch(tx, [me.accountId]);
    });
  }

  private async leaveShops(tx: Tx, accountId: number): Promise<OwnMember[]> {
    const ids = await tx.query<{ shop_id: number }>('SELECT shop_id FROM member WHERE account_id = ? ORDER BY shop_id', [accountId]);
    const shopIds = inList(ids.map((one) => one.shop_id));
    await tx.query(`SELECT id FROM shop WHERE id IN ${shopIds.sql} ORDER BY id${forUpdate(tx)}`, shopIds.params);
    const members = await tx.query<OwnMember>('SELECT id, account_id, shop_id, role, status FROM member WHERE account_id = ? ORDER BY id', [
      accountId,
    ]);
    for (const member of members) {
      if (member.status === 'removed') continue;
      if (await this.membership.isNeededOwner(tx, member)) throw new Refused('last_owner');
      await this.membership.end(tx, member, accountId);
    }
    await tx.execute('UPDATE member SET name = ? WHERE account_id = ?', [ERASED_NAME, accountId]);
    return members;
  }

  /** The supplier's note of this person at their own shops. A number that was only typed may be somebody else's. */
  private async forgetContacts(tx: Tx, members: OwnMember[], phone: string): Promise<void> {
    const shopIds = inList(members.map((member) => member.shop_id));
    await tx.execute(`DELETE FROM shop_contact WHERE shop_id IN ${shopIds.sql} AND phone = ?`, [...shopIds.params, phone]);
  }

  private async forgetAccount(tx: Tx, accountId: number): Promise<void> {
    const now = this.clock.now();
    await tx.execute(
      `UPDATE account SET external_id = ?, unionid = NULL, name = NULL, phone = NULL, phone_verified = 0, avatar_file_id = NULL,
         updated_at = ?, erased_at = ? WHERE id = ?`,
      [`erased:${accountId}`, now, now, accountId],
    );
    await tx.execute('UPDATE session SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL', [now, accountId]);
  }
}
