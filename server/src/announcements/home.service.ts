import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { HomeItem } from '@dianquan/shared/contract/home';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, encodeCursor } from '../platform/http/cursor';
import { AnnouncementsPresenter } from './announcements.presenter';
import { HomeSources } from './home-sources';
import { noticesOf, type Position, publishedNotices, waitingOf } from './notices.query';
import { ReadTrackingService } from './read-tracking.service';

type Cursor = [noticeAt: number, noticeId: number, postId: number];
type Entry = { item: HomeItem; at: number; id: number };
const TOP = Number.MAX_SAFE_INTEGER;

/** The first screen in one answer: notices and posts by time, what waits, the tabs and the badge. */
@Injectable()
export class HomeService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sources: HomeSources,
    private readonly presenter: AnnouncementsPresenter,
    private readonly tracking: ReadTrackingService,
  ) {}

  async get(me: Actor, input: Input<'home.get'>): Promise<Answer<'home.get'>> {
    const cursor = decodeCursor(input.cursor, ['number', 'number', 'number']) as Cursor | null;
    const [communities, waiting, own] = await Promise.all([
      this.sources.access.visible(me),
      me.member ? waitingOf(this.db, me.member.id) : { unread: 0, acknowledge: 0, firstAnnouncementId: null },
      this.sources.inbox.countUnread(this.db, { accountId: me.accountId, memberId: me.member?.id ?? null }),
    ]);
    const wanted = input.tab.startsWith('community:') ? Number(input.tab.slice(10)) : null;
    const communityIds = communities.map((c) => c.id).filter((id) => wanted === null || id === wanted);
    const [notices, posts] = await Promise.all([
      wanted === null ? this.notices(me, cursor && { at: cursor[0], id: cursor[1] }, input.limit + 1) : [],
      input.tab === 'notices' ? [] : this.posts(me, communityIds, cursor?.[2] ?? null, input.limit + 1),
    ]);
    const all = [...notices, ...posts].sort((a, b) => b.at - a.at);
    const page = all.slice(0, input.limit);
    return {
      waiting: { acknowledge: waiting.acknowledge, firstAnnouncementId: waiting.firstAnnouncementId },
      communities: communities.map(({ id, name }) => ({ id, name })),
      items: page.map((entry) => entry.item),
      next: all.length > input.limit ? nextCursor(page, cursor) : null,
      unread: waiting.unread + own,
      serverTime: new Date(this.clock.now()).toISOString(),
    };
  }

  private async notices(me: Actor, before: Position | null, limit: number): Promise<Entry[]> {
    if (!me.member && !me.staff) return [];
    const rows = me.member ? await noticesOf(this.db, me.member.id, { before, limit }) : await publishedNotices(this.db, { before, limit });
    if (me.member)
      this.tracking.markDelivered(
        me.member.id,
        rows.filter((row) => row.delivered_at === null).map((row) => row.id),
      );
    const cards = await this.presenter.cards(me, rows);
    return cards.map((notice) => ({
      item: { kind: 'notice', at: notice.publishedAt, notice },
      at: Date.parse(notice.publishedAt),
      id: notice.id,
    }));
  }

  private async posts(me: Actor, communityIds: number[], before: number | null, limit: number): Promise<Entry[]> {
    const posts = await this.sources.feed.latest(me, communityIds, before, limit);
    return posts.map((post) => ({ item: { kind: 'post', at: post.createdAt, post }, at: Date.parse(post.createdAt), id: post.id }));
  }
}

function nextCursor(page: Entry[], before: Cursor | null): string {
  const notice = page.filter((entry) => entry.item.kind === 'notice').at(-1);
  const post = page.filter((entry) => entry.item.kind === 'post').at(-1);
  return encodeCursor([notice?.at ?? before?.[0] ?? TOP, notice?.id ?? before?.[1] ?? TOP, post?.id ?? before?.[2] ?? TOP]);
}
