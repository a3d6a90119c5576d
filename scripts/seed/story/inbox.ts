import { type Calendar, DAY, HOUR } from '../calendar';
import type { Dice } from '../dice';
import type { InboxRow } from '../rows';
import type { Announcement } from './announcements';
import type { JoinRequest } from './communities';
import type { Reading } from './readings';
import { type Account, isIn, type Member, type Staff, staffByKey } from './types';
import type { Author, Comment, Post } from './written';

/** Items older than this are long forgotten and not made. */
const KEPT_DAYS = 21;
/** Of a post, so that one popular post does not fill an inbox. */
const LIKES_TOLD = 4;

/** What reached single people besides announcements: comments, answers, likes, clerks at the door, reminders. */
export class Inbox {
  readonly rows: InboxRow[] = [];
  private readonly dice: Dice;

  constructor(
    private readonly calendar: Calendar,
    dice: Dice,
  ) {
    this.dice = dice.fork('inbox');
  }

  ofPosts(posts: Post[]): void {
    for (const post of posts) {
      for (const comment of post.comments) this.comment(post, comment);
      for (const like of post.likes.slice(-LIKES_TOLD)) this.like(post, like);
    }
  }

  ofClerks(members: Member[]): void {
    for (const clerk of members.filter((one) => one.status === 'pending')) {
      for (const owner of clerk.shop.members.filter((one) => one.role === 'owner' && isIn(one, clerk.joinedAt))) {
        const item = {
          kind: 'clerk_waiting',
          title: `${clerk.account.name} 申请加入您的门店`,
          excerpt: '请确认是否是您的店员',
          page: '/shop/people/index',
          subject: `waiting:${clerk.id}:${clerk.joinedAt}`,
        };
        this.add(owner.account.id, owner.id, item, clerk.joinedAt, true);
      }
    }
  }

  ofRequests(requests: JoinRequest[], staff: Staff[]): void {
    for (const { community, member, state, requestedAt } of requests) {
      if (state !== 'waiting') continue;
      const item = {
        kind: 'join_request',
        title: `${member.account.name} 申请在「${community.content.name}」发言`,
        excerpt: '',
        page: `/shop/community/index?id=${community.id}`,
        subject: `join-request:${community.id}:${member.id}`,
      };
      for (const key of community.content.moderators) this.add(staffByKey(staff, key).account.id, null, item, requestedAt, true);
    }
  }

  ofReminder(reminderId: number, announcement: Announcement, readings: Reading[], excerpt: string): void {
    for (const { member, remindedAt, readAt } of readings) {
      if (remindedAt === null) continue;
      const item = {
        kind: 'reminder',
        title: `请查看：${announcement.text.title}`,
        excerpt,
        page: `/shop/announcement/index?id=${announcement.id}`,
        subject: `reminder:${reminderId}:${member.id}`,
      };
      this.rows.push({
        account_id: member.account.id,
        member_id: member.id,
        ...item,
        created_at: remindedAt,
        read_at: readAt !== null && readAt > remindedAt ? readAt : null,
      });
    }
  }

  sorted(): InboxRow[] {
    return this.rows.sort((a, b) => a.created_at - b.created_at);
  }

  private comment(post: Post, comment: Comment): void {
    if (comment.createdAt < this.calendar.at(-KEPT_DAYS)) return;
    const by = accountOf(comment.author);
    const to = accountOf(comment.replyTo?.author ?? post.author);
    if (to === by) return;
    const isReply = comment.replyTo !== null;
    const title = `${by.name} ${isReply ? '回复了您' : '评论了您的动态'}`;
    const item = {
      kind: isReply ? 'reply' : 'comment',
      title,
      excerpt: comment.body,
      page: pageOf(post),
      subject: `comment:${comment.id}`,
    };
    this.add(to.id, null, item, comment.createdAt);
  }

  private like(post: Post, like: Post['likes'][number]): void {
    if (like.at < this.calendar.at(-KEPT_DAYS)) return;
    const item = {
      kind: 'like',
      title: `${like.name} 赞了您的动态`,
      excerpt: [...post.body].slice(0, 40).join(''),
      page: pageOf(post),
      subject: `like:${post.id}:${like.accountId}`,
    };
    this.add(accountOf(post.author).id, null, item, like.at);
  }

  private add(
    accountId: number,
    memberId: number | null,
    item: Pick<InboxRow, 'kind' | 'title' | 'excerpt' | 'page' | 'subject'>,
    at: number,
    isWaiting = false,
  ): void {
    const seenAt = at + Math.round(this.dice.skewed(9 * HOUR, 1));
    const isRead = !isWaiting && this.dice.chance(0.82) && seenAt < this.calendar.now;
    this.rows.push({
      account_id: accountId,
      member_id: memberId,
      ...item,
      created_at: at,
      read_at: isRead ? Math.min(seenAt, at + 6 * DAY) : null,
    });
  }
}

const accountOf = ({ staff, member }: Author): Account => (staff ? staff.account : member.account);
const pageOf = (post: Post): string => `/shop/post/index?id=${post.id}`;
