import type { Input } from '@dianquan/shared/contract/all';
import type { InboxItem } from '@dianquan/shared/contract/home';
import { Injectable } from '@nestjs/common';
import { InboxItems, type Reader } from '../delivery/inbox-items';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, encodeCursor } from '../platform/http/cursor';
import { type NoticeRow, noticesOf, waitingOf } from './notices.query';
import { ReadTrackingService } from './read-tracking.service';
import { ReceiptBuffer } from './receipt-buffer';

type Entry = { item: InboxItem; at: number; id: number; from: 'announcement' | 'item' };

/** One inbox from two sources: announcements by their recipient rows, and items that concern the person alone. */
@Injectable()
export class InboxService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly items: InboxItems,
    private readonly tracking: ReadTrackingService,
    private readonly receipts: ReceiptBuffer,
  ) {}

  async list(me: Actor, input: Input<'inbox.list'>): Promise<{ items: InboxItem[]; next: string | null }> {
    const cursor = decodeCursor(input.cursor, ['number', 'number', 'number', 'number']) as [number, number, number, number] | null;
    const unread = input.unread === 'true';
    const limit = input.limit + 1;
    const memberId = me.member?.id ?? null;
    const [notices, items] = await Promise.all([
      memberId === null ? [] : noticesOf(this.db, memberId, { before: cursor && { at: cursor[0], id: cursor[1] }, unread, limit }),
      this.items.list(this.db, reader(me), { before: cursor && { at: cursor[2], id: cursor[3] }, unread, limit }),
    ]);
    if (memberId !== null)
      this.tracking.markDelivered(
        memberId,
        notices.filter((n) => n.delivered_at === null).map((n) => n.id),
      );
    const all: Entry[] = [
      ...notices.map((row) => ({ item: noticeItem(row), at: row.published_at, id: row.id, from: 'announcement' as const })),
      ...items.map((one) => ({ ...one, from: 'item' as const })),
    ].sort((a, b) => b.at - a.at || b.id - a.id);
    const page = all.slice(0, input.limit);
    return { items: page.map((entry) => entry.item), next: all.length > input.limit ? nextCursor(page, cursor) : null };
  }

  async count(me: Actor): Promise<{ unread: number }> {
    const [own, waiting] = await Promise.all([
      this.items.countUnread(this.db, reader(me)),
      me.member ? waitingOf(this.db, me.member.id) : null,
    ]);
    return { unread: own + (waiting?.unread ?? 0) };
  }

  async markRead(me: Actor, input: Input<'inbox.markRead'>): Promise<{ unread: number }> {
    const at = this.clock.now();
    const keys = 'keys' in input ? input.keys : null;
    const idsOf = (kind: string): number[] =>
      (keys ?? []).filter((key) => key.startsWith(`${kind}:`)).map((key) => Number(key.slice(kind.length + 1)));
    await this.db.transaction((tx) => this.items.markRead(tx, reader(me), keys === null ? null : idsOf('item'), at));
    const memberId = me.member?.id;
    if (memberId !== undefined) {
      const ids =
        keys === null
          ? (await noticesOf(this.db, memberId, { before: null, unread: true, limit: 500 })).map((row) => row.id)
          : idsOf('announcement');
      await Promise.all(ids.map((announcementId) => this.receipts.add({ announcementId, memberId, kind: 'read', at })));
    }
    return this.count(me);
  }
}

const reader = (me: Actor): Reader => ({ accountId: me.accountId, memberId: me.member?.id ?? null });

/** Each source goes on below the last entry that it gave to this page. */
function nextCursor(page: Entry[], before: [number, number, number, number] | null): string {
  const lastOf = (from: Entry['from']): Entry | undefined => page.filter((entry) => entry.from === from).at(-1);
  const notice = lastOf('announcement');
  const item = lastOf('item');
  const top = Number.MAX_SAFE_INTEGER;
  return encodeCursor([
    notice?.at ?? before?.[0] ?? top,
    notice?.id ?? before?.[1] ?? top,
    item?.at ?? before?.[2] ?? top,
    item?.id ?? before?.[3] ?? top,
  ]);
}

function noticeItem(row: NoticeRow): InboxItem {
  return {
    key: `announcement:${row.id}`,
    kind: 'announcement',
    title: row.title,
    excerpt: row.excerpt,
    at: new Date(row.published_at).toISOString(),
    read: row.read_at !== null,
    page: `/shop/announcement/index?id=${row.id}`,
    mustAcknowledge: Boolean(row.must_acknowledge) && row.acknowledged_at === null,
  };
}
