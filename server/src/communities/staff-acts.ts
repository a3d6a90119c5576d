import type { PostView } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Database } from '../platform/database/database';
import { type Actor, isStaff } from '../platform/http/actor';
import { Events } from '../platform/jobs/events';
import { PostLiked } from './events';

/** What is told after an act on a post: to the audit log what staff did, to the author who liked. */
@Injectable()
export class StaffActs {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  async record(me: Actor, action: string, subject: string, detail: object): Promise<void> {
    if (isStaff(me)) await this.db.transaction((tx) => this.audit.record(tx, me, action, subject, detail));
  }

  async tellLike(me: Actor, post: PostView): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query<{ author_account_id: number }>('SELECT author_account_id FROM post WHERE id = ?', [post.id]);
      if (row) await this.events.publish(tx, new PostLiked(post.id, me, row.author_account_id, [...post.text].slice(0, 40).join('')));
    });
  }
}
