import { type Calendar, DAY, HOUR } from '../calendar';
import type { Dice } from '../dice';
import type { InboxRow } from '../rows';
import type { Announcement } from './announcements';
import type { Comment } from './comments';
import type { Author, Post } from './posts';
import type { Reading } from './readings';
import { isIn, type Member } from './types';

/** Items older than this are long forgotten and not made. */
const KEPT_DAYS = 21;

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
      const { staff, member } = post.author;
      const [accountId, memberId] = staff ? [staff.account.id, null] : [member.account.id, member.id];
      const last = post.likes.at(-1);
      if (!last || last.at < this.calendar.at(-KEPT_DAYS)) continue;
      const title = post.likes.length > 1 ? `${post.likes.length} 人赞了您的动态` : '有人赞了您的动态';
      this.add(
        accountId,
        memberId,
        { kind: 'like', title, excerpt: short(post.body), page: pageOf(post), subject: `like:${post.id}` },
        last.at,
      );
    }
  }

  ofClerks(members: Member[]): void {
    for (const clerk of members.filter((one) => one.status === 'pending')) {
      const owner = clerk.shop.members.find((one) => one.role === 'owner' && isIn(one, clerk.joinedAt));
      if (!owner) continue;
      const item = {
        kind: 'clerk_waiting',
        title: `${clerk.account.name}申请加入${clerk.shop.name}`,
        excerpt: '请确认是不是您店里的人',
        page: '/shop/people/index',
        subject: `clerk:${clerk.id}`,
      };
      this.add(owner.account.id, owner.id, item, clerk.joinedAt, true);
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
    const to: Author = comment.replyTo?.author ?? post.author;
    if (to.staff === comment.author.staff && to.member === comment.author.member) return;
    const name = comment.author.staff?.content.name ?? comment.author.member?.account.name ?? '';
    const [accountId, memberId] = to.staff ? [to.staff.account.id, null] : [to.member.account.id, to.member.id];
    const isReply = comment.replyTo !== null;
    const item = {
      kind: isReply ? 'reply' : 'comment',
      title: `${name}${isReply ? '回复了您' : '评论了您的动态'}`,
      excerpt: short(comment.body),
      page: pageOf(post),
      subject: `comment:${comment.id}`,
    };
    this.add(accountId, memberId, item, comment.createdAt);
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

const short = (text: string): string => [...text].slice(0, 60).join('');
const pageOf = (post: Post): string => `/shop/post/index?id=${post.id}`;
