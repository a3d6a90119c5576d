import type { ActorView } from '@dianquan/shared/contract/session';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { Unauthenticated } from '../../platform/errors';
import { type Consented, hasConsented } from '../people/consent';
import { maskPhone } from '../phone-privacy';
import { ActorLoader } from './actor-loader';
import { Avatars } from './avatars';

type Account = Consented & { phone: string | null; staff_phone: string | null; avatar_file_id: number | null };
type Membership = ActorView['memberships'][number];

/** What a person gets to see of themself. */
@Injectable()
export class ActorViews {
  constructor(
    private readonly db: Database,
    private readonly loader: ActorLoader,
    private readonly avatars: Avatars,
  ) {}

  /** As the session stands now, also right after a change that the request's own actor doesn't know of yet. */
  async ofSession(sessionId: number): Promise<ActorView> {
    const loaded = await this.loader.load(this.db, { sessionId });
    if (!loaded) throw new Unauthenticated();
    const { actor } = loaded;
    const [account] = await this.db.query<Account>(
      `SELECT a.phone, st.phone AS staff_phone, a.avatar_file_id, a.consent_version, a.consented_at
       FROM account a LEFT JOIN staff st ON st.account_id = a.id WHERE a.id = ?`,
      [actor.accountId],
    );
    const memberships = await this.memberships(actor.accountId);
    return {
      accountId: actor.accountId,
      provider: actor.provider,
      name: actor.name,
      avatarUrl: await this.avatars.urlOf(account?.avatar_file_id ?? null, actor),
      phone: maskPhone(account?.staff_phone ?? account?.phone ?? null),
      consentedAt: account && hasConsented(account) ? new Date(account.consented_at ?? 0).toISOString() : null,
      staff: actor.staff,
      member: memberships.find((one) => one.memberId === actor.member?.id) ?? null,
      memberships,
    };
  }

  private async memberships(accountId: number): Promise<Membership[]> {
    return this.db.query<Membership>(
      `SELECT m.id AS memberId, m.shop_id AS shopId, s.name AS shopName, m.role, m.status
       FROM member m JOIN shop s ON s.id = m.shop_id
       WHERE m.account_id = ? AND m.status IN ('active', 'pending') ORDER BY m.id`,
      [accountId],
    );
  }
}
