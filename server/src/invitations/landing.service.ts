import type { LandingView } from '@dianquan/shared/contract/invitations';
import { privacyNotice } from '@dianquan/shared/privacy-notice';
import { Injectable } from '@nestjs/common';
import { Lookups } from '../members/people/lookups';
import { Clock } from '../platform/clock';
import { Env } from '../platform/config/env';
import { Database } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { issuerStands } from './credits';
import { InvitationLog } from './invitation-log';
import { type InvitationRow, stateOf } from './invitation-state';

const BENEFITS = ['新品、促销、政策第一时间看到，不用等人转告', '价目表、陈列指引随手查', '一键下单，按您的专属价结算'];

/** What somebody who holds a code sees before any login: who invites, to what, and what becomes of their data. */
@Injectable()
export class LandingService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly env: Env,
    private readonly lookups: Lookups,
    private readonly log: InvitationLog,
  ) {}

  /** Unknown, revoked, expired and used up have one answer: a guesser learns nothing. */
  async land(me: Actor | null, code: string): Promise<LandingView> {
    const [invitation] = await this.db.query<InvitationRow>('SELECT * FROM invitation WHERE code = ?', [code]);
    if (!invitation || stateOf(invitation, this.clock.now()) !== 'open' || !(await issuerStands(this.db, invitation)))
      throw new NotFound('invitation_invalid');
    await this.db.transaction(async (tx) => {
      await tx.execute('UPDATE invitation SET landed = landed + 1 WHERE id = ?', [invitation.id]);
      await this.log.write(tx, {
        kind: 'landed',
        invitationId: invitation.id,
        rootStaffId: invitation.root_staff_id,
        accountId: me?.accountId ?? null,
      });
    });
    const [inviter, community, prospect, total] = await Promise.all([
      this.inviter(invitation),
      invitation.community_id === null ? null : (this.lookups.communities?.summary(this.db, invitation.community_id) ?? null),
      this.shopName(invitation.prospect_shop_id),
      this.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM shop WHERE member_count > 0'),
    ]);
    return {
      supplierName: this.env.supplierName,
      inviter,
      community,
      prospectShopName: prospect,
      totalShops: Number(total[0]?.n ?? 0),
      benefits: BENEFITS,
      privacy: privacyNotice(this.env.supplierName),
    };
  }

  /** Portraits are for those who are in: the landing is open to anybody with the code. */
  private async inviter(invitation: InvitationRow): Promise<LandingView['inviter']> {
    if (invitation.staff_id !== null) {
      const [staff] = await this.db.query<{ name: string }>('SELECT name FROM staff WHERE id = ?', [invitation.staff_id]);
      return { name: staff?.name ?? '', title: '业务员', avatarUrl: null, shopName: null };
    }
    const [member] = await this.db.query<{ name: string; role: string; shop_name: string }>(
      'SELECT m.name, m.role, s.name AS shop_name FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.id = ?',
      [invitation.member_id ?? 0],
    );
    return {
      name: member?.name ?? '',
      title: member?.role === 'owner' ? '店主' : '店员',
      avatarUrl: null,
      shopName: member?.shop_name ?? null,
    };
  }

  private async shopName(id: number | null): Promise<string | null> {
    if (id === null) return null;
    const [shop] = await this.db.query<{ name: string }>('SELECT name FROM shop WHERE id = ?', [id]);
    return shop?.name ?? null;
  }
}
