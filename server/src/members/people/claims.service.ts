import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { ActorViews } from '../session/actor-views';
import { Consent } from './consent';
import { JoinService } from './join.service';
import { NameCheck } from './name-check';

/** Joining a shop without an invitation. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly db: Database,
    private readonly joins: JoinService,
    private readonly consent: Consent,
    private readonly names: NameCheck,
    private readonly views: ActorViews,
  ) {}

  async claim(me: Actor, { shopId, newShop, role, name }: Input<'members.claimShop'>): Promise<Answer<'members.claimShop'>> {
    await this.consent.require(this.db, me.accountId);
    await this.names.refuseUnfit(me.accountId, [name, newShop?.name, newShop?.address, newShop?.trade]);
    await this.db.transaction(async (tx) => {
      const joined = await this.joins.join(tx, { accountId: me.accountId, shopId, newShop, role, name, vouched: false });
      if (joined.status === 'active') {
        await tx.execute('UPDATE session SET member_id = ? WHERE id = ?', [joined.memberId, me.sessionId]);
      }
    });
    return this.views.ofSession(me.sessionId);
  }
}
