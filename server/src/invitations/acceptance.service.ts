import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { JoinService } from '../members/people/join.service';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { forUpdate, type Tx } from '../platform/database/sql';
import { AppError, NotFound, Refused } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { AfterAcceptance } from './after-acceptance';
import { Credits, issuerStands, useUp } from './credits';
import { InvitationLog, type Rejection } from './invitation-log';
import { type InvitationRow, stateOf } from './invitation-state';
import { type Accepted, acceptedBefore } from './repeated-acceptance';

/** Why a join was refused: to its issuer's staff in words, to the one who tries in one answer for all. */
class Rejected extends Error {
  constructor(
    readonly reason: Rejection,
    readonly invitation: InvitationRow | null,
    readonly answer: AppError,
  ) {
    super(reason);
  }
}

/** Joining through an invitation, and to whom it is credited. */
@Injectable()
export class AcceptanceService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly joins: JoinService,
    private readonly credits: Credits,
    private readonly log: InvitationLog,
    private readonly after: AfterAcceptance,
  ) {}

  async accept(me: Actor, input: Input<'invitations.accept'>): Promise<Answer<'invitations.accept'>> {
    await this.after.refuseUnfitNames(me, input);
    const accepted = await this.db.transaction((tx) => this.join(tx, me, input)).catch((error: unknown) => this.refuse(me, error));
    const { memberId, status } = accepted;
    return {
      ...accepted,
      actor: await this.after.actor(me),
      firstAnnouncementId: status === 'active' ? await this.after.firstNotice(this.db, memberId) : null,
    };
  }

  /** The membership, the use, the credit and the log are one transaction: nobody is in without it being known through whom. */
  private async join(tx: Tx, me: Actor, input: Input<'invitations.accept'>): Promise<Accepted> {
    const before = await acceptedBefore(tx, me.accountId, input);
    if (before) {
      await this.actUnder(tx, me, before);
      return before;
    }
    const invitation = await this.mustBeOpen(tx, input.code);
    await this.mustBeForeign(tx, me, invitation, input.shopId);
    const joined = await this.joins
      .join(tx, {
        accountId: me.accountId,
        shopId: input.shopId,
        newShop: input.newShop,
        role: input.role,
        name: input.name,
        invitationId: invitation.id,
        rootStaffId: invitation.root_staff_id,
        inviterMemberId: invitation.member_id,
        vouched: invitation.staff_id !== null || (input.shopId !== undefined && invitation.prospect_shop_id === input.shopId),
      })
      .catch((error: unknown) => {
        if (error instanceof Refused && error.code === 'shop_has_owner') throw new Rejected('shop_has_owner', invitation, error);
        throw error;
      });
    if (!(await useUp(tx, invitation.id))) throw new Rejected('used_up', invitation, new NotFound('invitation_invalid'));
    const ownShop = await this.isOwnShop(tx, invitation, joined.shopId);
    const credit = { accountId: me.accountId, ...joined, stranger: joined.shopCreated };
    const credited = !ownShop && (await this.credits.add(tx, invitation, credit));
    const facts = {
      invitationId: invitation.id,
      rootStaffId: invitation.root_staff_id,
      accountId: me.accountId,
      memberId: joined.memberId,
      shopId: joined.shopId,
    };
    if (credited) await this.log.write(tx, { kind: 'accepted', ...facts, stranger: joined.shopCreated, firstOfShop: joined.firstOfShop });
    else await this.log.write(tx, { kind: 'rejected', ...facts, reason: ownShop ? 'own_shop' : 'not_first' });
    await this.actUnder(tx, me, joined);
    return { memberId: joined.memberId, status: joined.status, credited };
  }

  private async actUnder(tx: Tx, me: Actor, { memberId, status }: Pick<Accepted, 'memberId' | 'status'>): Promise<void> {
    if (status === 'active') await tx.execute('UPDATE session SET member_id = ? WHERE id = ?', [memberId, me.sessionId]);
  }

  /** Locked, so that of twenty who take the last use one gets it. */
  private async mustBeOpen(tx: Tx, code: string): Promise<InvitationRow> {
    const [invitation] = await tx.query<InvitationRow>(`SELECT * FROM invitation WHERE code = ?${forUpdate(tx)}`, [code]);
    if (!invitation) throw new Rejected('unknown', null, new NotFound('invitation_invalid'));
    const state = stateOf(invitation, this.clock.now());
    if (state !== 'open') throw new Rejected(state, invitation, new NotFound('invitation_invalid'));
    if (!(await issuerStands(tx, invitation))) throw new Rejected('revoked', invitation, new NotFound('invitation_invalid'));
    return invitation;
  }

  /** Nobody brings in themself, nor somebody who stands behind the same counter already. */
  private async mustBeForeign(tx: Tx, me: Actor, invitation: InvitationRow, shopId: number | undefined): Promise<void> {
    if (invitation.member_id === null) return;
    const [issuer] = await tx.query<{ account_id: number; shop_id: number }>('SELECT account_id, shop_id FROM member WHERE id = ?', [
      invitation.member_id,
    ]);
    if (issuer?.account_id === me.accountId) throw new Rejected('self', invitation, new NotFound('invitation_invalid'));
    const [colleague] = await tx.query(`SELECT id FROM member WHERE account_id = ? AND shop_id = ? AND status <> 'removed'`, [
      me.accountId,
      issuer?.shop_id ?? 0,
    ]);
    if (colleague && shopId !== undefined) throw new Rejected('own_shop', invitation, new NotFound('invitation_invalid'));
  }

  private async isOwnShop(tx: Tx, invitation: InvitationRow, shopId: number): Promise<boolean> {
    if (invitation.member_id === null) return false;
    const [issuer] = await tx.query<{ shop_id: number }>('SELECT shop_id FROM member WHERE id = ?', [invitation.member_id]);
    return issuer?.shop_id === shopId;
  }

  private async refuse(me: Actor, error: unknown): Promise<never> {
    if (!(error instanceof Rejected)) throw error;
    await this.log.write(this.db, {
      kind: 'rejected',
      invitationId: error.invitation?.id ?? null,
      rootStaffId: error.invitation?.root_staff_id ?? null,
      accountId: me.accountId,
      reason: error.reason,
    });
    throw error.answer;
  }
}
