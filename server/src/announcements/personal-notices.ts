import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ContentRefused, JoinDecided, JoinRequested, PostCommented, PostLiked } from '../communities/events';
import { InboxItems } from '../delivery/inbox-items';
import { Lookups } from '../members/people/lookups';
import { Clock } from '../platform/clock';
import type { Sql, Tx } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { OnEvent } from '../platform/jobs/events';

/** Puts into people's inboxes what happened to them in communities: that room and the inbox stand on one floor and don't know each other. */
@Injectable()
export class PersonalNotices implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly inbox: InboxItems,
    private readonly lookups: Lookups,
  ) {}

  onModuleInit(): void {
    this.lookups.notices = this;
  }

  /** What someone who has just joined is led to: the newest notice that waits for them. */
  async firstUnread(sql: Sql, memberId: number): Promise<number | null> {
    const [row] = await sql.query<{ id: number }>(
      `SELECT a.id FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id
       WHERE r.member_id = ? AND r.read_at IS NULL AND a.state = 'published' ORDER BY a.published_at DESC LIMIT 1`,
      [memberId],
    );
    return row?.id ?? null;
  }

  /** Nobody is told of what they did themself; who is answered is not told twice. */
  @OnEvent(PostCommented)
  async onCommented(event: PostCommented, tx: Tx): Promise<void> {
    const { by, replyToAccountId, postAuthorAccountId } = event;
    const common = { memberId: null, excerpt: event.text, page: `/shop/post/index?id=${event.postId}`, at: this.clock.now() };
    if (replyToAccountId !== null && replyToAccountId !== by.accountId)
      await this.inbox.add(tx, [
        { ...common, accountId: replyToAccountId, kind: 'reply', title: `${nameOf(by)} 回复了您`, subject: `comment:${event.commentId}` },
      ]);
    if (postAuthorAccountId !== by.accountId && postAuthorAccountId !== replyToAccountId)
      await this.inbox.add(tx, [
        {
          ...common,
          accountId: postAuthorAccountId,
          kind: 'comment',
          title: `${nameOf(by)} 评论了您的动态`,
          subject: `comment:${event.commentId}`,
        },
      ]);
  }

  @OnEvent(PostLiked)
  async onLiked({ postId, by, postAuthorAccountId, excerpt }: PostLiked, tx: Tx): Promise<void> {
    if (postAuthorAccountId === by.accountId) return;
    const title = `${nameOf(by)} 赞了您的动态`;
    await this.inbox.add(tx, [
      {
        accountId: postAuthorAccountId,
        memberId: null,
        kind: 'like',
        title,
        excerpt,
        page: `/shop/post/index?id=${postId}`,
        subject: `like:${postId}:${by.accountId}`,
        at: this.clock.now(),
      },
    ]);
  }

  @OnEvent(ContentRefused)
  async onRefused({ authorAccountId, subject, excerpt, reason, page }: ContentRefused, tx: Tx): Promise<void> {
    await this.inbox.add(tx, [
      {
        accountId: authorAccountId,
        memberId: null,
        kind: 'content_refused',
        title: `内容未通过：${reason}`,
        excerpt,
        page,
        subject: `refused:${subject}`,
        at: this.clock.now(),
      },
    ]);
  }

  @OnEvent(JoinRequested)
  async onRequested(event: JoinRequested, tx: Tx): Promise<void> {
    await this.inbox.add(
      tx,
      event.moderatorAccountIds.map((accountId) => ({
        accountId,
        memberId: null,
        kind: 'join_request' as const,
        title: `${nameOf(event.by)} 申请在「${event.communityName}」发言`,
        excerpt: '',
        page: `/shop/community/index?id=${event.communityId}`,
        subject: `join-request:${event.communityId}:${event.memberId}`,
        at: this.clock.now(),
      })),
    );
  }

  @OnEvent(JoinDecided)
  async onDecided(event: JoinDecided, tx: Tx): Promise<void> {
    await this.inbox.add(tx, [
      {
        accountId: event.accountId,
        memberId: event.memberId,
        kind: 'join_request',
        title: event.approved ? `您已可以在「${event.communityName}」发言` : `「${event.communityName}」没有通过您的申请`,
        excerpt: '',
        page: `/shop/community/index?id=${event.communityId}`,
        subject: `join-decided:${event.communityId}:${event.at}`,
        at: event.at,
      },
    ]);
  }
}

const nameOf = (actor: Actor): string => actor.name ?? '有人';
