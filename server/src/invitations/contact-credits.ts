import { Injectable } from '@nestjs/common';
import { MemberJoined } from '../members/events';
import { Lookups } from '../members/people/lookups';
import { forUpdate, type Tx } from '../platform/database/sql';
import { OnEvent } from '../platform/jobs/events';
import { CustomerIdentified } from '../platform/wecom/events';
import { Credits, issuerStands, useUp } from './credits';
import { InvitationLog, type Rejection } from './invitation-log';
import { type InvitationRow, stateOf } from './invitation-state';

type Joined = {
  id: number;
  account_id: number;
  shop_id: number;
  status: string;
  joined_at: number;
  source: string;
  is_first: number;
};

/**
 * People who met a salesperson in WeCom, by a code made with an invitation as its `state`, and then joined by themselves: they came
 * through that invitation like anybody who opens its link. Who was in before they met the salesperson did not.
 */
@Injectable()
export class ContactCredits {
  constructor(
    private readonly lookups: Lookups,
    private readonly credits: Credits,
    private readonly log: InvitationLog,
  ) {}

  @OnEvent(MemberJoined)
  async onJoined({ accountId }: MemberJoined, tx: Tx): Promise<void> {
    await this.credit(tx, accountId);
  }

  /** WeCom may tell who somebody is only after they have joined. */
  @OnEvent(CustomerIdentified)
  async onIdentified({ accountId }: CustomerIdentified, tx: Tx): Promise<void> {
    await this.credit(tx, accountId);
  }

  private async credit(tx: Tx, accountId: number): Promise<void> {
    const states = (await this.lookups.contacts?.statesOf(tx, accountId)) ?? [];
    if (states.length === 0) return;
    // As in a join, the account's row makes two that come at once come one after the other.
    await tx.query(`SELECT id FROM account WHERE id = ?${forUpdate(tx)}`, [accountId]);
    const [known] = await tx.query('SELECT account_id FROM attribution WHERE account_id = ?', [accountId]);
    const joined = known ? null : await firstJoin(tx, accountId);
    if (!joined) return;
    for (const { state } of states.filter(({ at }) => at <= joined.joined_at)) {
      if (await this.creditTo(tx, state, joined)) return;
    }
  }

  private async creditTo(tx: Tx, code: string, joined: Joined): Promise<boolean> {
    const [invitation] = await tx.query<InvitationRow>(`SELECT * FROM invitation WHERE code = ?${forUpdate(tx)}`, [code]);
    // Codes are made for other purposes too: a state that is no invitation is nothing to note.
    if (!invitation) return false;
    const rejection = await this.rejectionOf(tx, invitation, joined);
    const facts = {
      invitationId: invitation.id,
      rootStaffId: invitation.root_staff_id,
      accountId: joined.account_id,
      memberId: joined.id,
      shopId: joined.shop_id,
    };
    if (rejection) {
      const [said] = await tx.query(
        `SELECT id FROM invitation_event WHERE invitation_id = ? AND kind = 'rejected' AND member_id = ? LIMIT 1`,
        [invitation.id, joined.id],
      );
      if (!said) await this.log.write(tx, { kind: 'rejected', ...facts, reason: rejection });
      return false;
    }
    const [stranger, firstOfShop] = [joined.source === 'join' && joined.is_first === 1, joined.is_first === 1];
    await tx.execute('UPDATE member SET invitation_id = ? WHERE id = ? AND invitation_id IS NULL', [invitation.id, joined.id]);
    await this.credits.add(tx, invitation, {
      accountId: joined.account_id,
      memberId: joined.id,
      shopId: joined.shop_id,
      stranger,
      firstOfShop: firstOfShop && joined.status === 'active',
    });
    await this.log.write(tx, { kind: 'accepted', ...facts, stranger, firstOfShop });
    return true;
  }

  private async rejectionOf(tx: Tx, invitation: InvitationRow, joined: Joined): Promise<Rejection | null> {
    const state = stateOf(invitation, joined.joined_at);
    if (state !== 'open') return state;
    if (!(await issuerStands(tx, invitation))) return 'revoked';
    if (invitation.member_id !== null) {
      const [issuer] = await tx.query<{ account_id: number; shop_id: number }>('SELECT account_id, shop_id FROM member WHERE id = ?', [
        invitation.member_id,
      ]);
      if (issuer?.account_id === joined.account_id) return 'self';
      if (issuer?.shop_id === joined.shop_id) return 'own_shop';
    }
    return (await useUp(tx, invitation.id)) ? null : 'used_up';
  }
}

/** The membership that a credit would be for: the first one, if no invitation led to it. */
async function firstJoin(tx: Tx, accountId: number): Promise<Joined | null> {
  const [row] = await tx.query<Joined & { invitation_id: number | null }>(
    `SELECT m.id, m.account_id, m.shop_id, m.status, m.joined_at, m.invitation_id, s.source,
       CASE WHEN EXISTS (SELECT 1 FROM member o WHERE o.shop_id = m.shop_id AND o.id < m.id) THEN 0 ELSE 1 END AS is_first
     FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.account_id = ? AND m.status <> 'removed' ORDER BY m.joined_at, m.id LIMIT 1`,
    [accountId],
  );
  return row && row.invitation_id === null ? row : null;
}
