import { excerptOf } from '@dianquan/server/announcements/excerpt';
import type { RecipientRow, Row } from '../rows';
import type { Announcement } from '../story/announcements';
import type { FileShelf } from '../story/files';
import type { Reading } from '../story/readings';

type Block = Parameters<typeof excerptOf>[0][number];
/** Where the manager may speak; kept with every audience that went out. */
const MANAGER_REGIONS = ['5101'];

export function announcementRow(announcement: Announcement, shelf: FileShelf, jobId: number | null): Row {
  const { text, state, author } = announcement;
  const on = { kind: 'announcement', id: announcement.id, ownerAccountId: author.account.id, at: announcement.createdAt } as const;
  const blocks = text.blocks.map(
    (block): Block =>
      block.type === 'picture' ? { type: 'picture', fileId: shelf.hang(block.key, on).id, caption: block.caption } : block,
  );
  return {
    id: announcement.id,
    staff_id: author.id,
    title: text.title,
    category: text.category,
    blocks: JSON.stringify(blocks),
    excerpt: excerptOf(blocks),
    attachment_file_ids: JSON.stringify(text.attachments.map((key) => shelf.hang(key, on).id)),
    cover_file_id: text.cover === null ? null : shelf.hang(text.cover, on).id,
    button: text.button === null ? null : JSON.stringify(text.button),
    call_salesperson: Number(text.call),
    must_acknowledge: Number(text.must),
    question: text.question === null ? null : JSON.stringify(text.question),
    audience: JSON.stringify(audience(announcement)),
    publish_at: announcement.publishAt,
    open_until: announcement.openUntil,
    state,
    job_id: jobId,
    created_at: announcement.createdAt,
    updated_at: Math.max(
      announcement.createdAt,
      announcement.publishedAt ?? 0,
      announcement.withdrawnAt ?? 0,
      announcement.correctedAt ?? 0,
    ),
    published_at: announcement.publishedAt,
    withdrawn_at: announcement.withdrawnAt,
    corrected_at: announcement.correctedAt,
    correction_note: announcement.correctedAt === null ? null : text.state.note,
  };
}

function audience({ isEveryone, segments, state }: Announcement): object {
  const chosen = { everyone: isEveryone, segmentIds: segments.map(({ id }) => id), shopIds: [], excludeSegmentIds: [], excludeShopIds: [] };
  return state === 'draft' ? chosen : { ...chosen, regions: MANAGER_REGIONS };
}

export function recipientRow(announcementId: number, reading: Reading): RecipientRow {
  return {
    announcement_id: announcementId,
    member_id: reading.member.id,
    shop_id: reading.member.shop.id,
    is_owner: reading.member.role === 'owner' ? 1 : 0,
    delivered_at: reading.deliveredAt,
    read_at: reading.readAt,
    last_read_at: reading.lastReadAt,
    read_seconds: reading.seconds,
    acknowledged_at: reading.acknowledgedAt,
    understood_at: reading.understoodAt,
    reminded_at: reading.remindedAt,
  };
}

/** The job that publishes what is scheduled. */
export function publishJobRow(announcement: Announcement, jobId: number): Row {
  const at = announcement.publishAt!;
  return {
    id: jobId,
    topic: 'announcements.publish',
    payload: JSON.stringify({ announcementId: announcement.id }),
    status: 'waiting',
    claimable_at: at,
    created_at: announcement.createdAt,
    unique_key: `announcements.publish:${announcement.id}:${at}`,
    attempts: 0,
    lease_owner: null,
    state: null,
    progress_done: null,
    progress_total: null,
    reason: null,
    finished_at: null,
  };
}
