import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Lookups } from '../members/people/lookups';
import { NameCheck } from '../members/people/name-check';
import { ActorViews } from '../members/session/actor-views';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';

/** What stands around a join: which names may be shown to others, and what the one who joined sees. */
@Injectable()
export class AfterAcceptance {
  constructor(
    private readonly views: ActorViews,
    private readonly lookups: Lookups,
    private readonly names: NameCheck,
  ) {}

  async refuseUnfitNames(me: Actor, { name, newShop }: Input<'invitations.accept'>): Promise<void> {
    await this.names.refuseUnfit(me.accountId, [name, newShop?.name, newShop?.address, newShop?.trade]);
  }

  actor(me: Actor): Promise<Answer<'session.get'>> {
    return this.views.ofSession(me.sessionId);
  }

  async firstNotice(db: Database, memberId: number): Promise<number | null> {
    return (await this.lookups.notices?.firstUnread(db, memberId)) ?? null;
  }
}
