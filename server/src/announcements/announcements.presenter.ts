import type { Answer } from '@dianquan/shared/contract/all';
import type { AnnouncementRow, AnnouncementView, NoticeCard, NoticeView } from '@dianquan/shared/contract/announcements';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import { Env } from '../platform/config/env';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import { Files, type FileView } from '../platform/files/files';
import type { Actor } from '../platform/http/actor';
import { Jobs } from '../platform/jobs/jobs';
import type { Announcement, Block, Button } from './announcement.entity';
import { fileIdsOf } from './excerpt';
import type { NoticeRow } from './notices.query';
import { countsOf, type Tally } from './report.service';

const NO_COUNTS = { people: 0, delivered: 0, read: 0, acknowledged: 0, understood: 0, shops: 0 };
type Mine = {
  read_at: number | null;
  acknowledged_at: number | null;
  understood_at: number | null;
  salesperson_name: string | null;
  salesperson_phone: string | null;
};

/** Rows → views; the only way out of this room. */
@Injectable()
export class AnnouncementsPresenter {
  constructor(
    private readonly db: Database,
    private readonly files: Files,
    private readonly jobs: Jobs,
    private readonly env: Env,
  ) {}

  async forStaff(me: Actor, announcement: Announcement): Promise<AnnouncementView> {
    const [files, names, author, counts, publishing] = await Promise.all([
      this.files.views(fileIdsOf(announcement), me),
      this.audienceNames(me, announcement),
      this.authorName(announcement.staffId),
      this.counts([announcement.id]),
      announcement.state === 'publishing' && announcement.jobId !== null ? this.publishing(announcement.jobId) : null,
    ]);
    const { audience } = announcement;
    return {
      id: announcement.id,
      title: announcement.title,
      category: announcement.category,
      ...this.body(announcement, files),
      button: announcement.button,
      callSalesperson: Boolean(announcement.callSalesperson),
      mustAcknowledge: Boolean(announcement.mustAcknowledge),
      question: announcement.question,
      audience: {
        everyone: audience.everyone,
        segmentIds: audience.segmentIds,
        shopIds: audience.shopIds,
        excludeSegmentIds: audience.excludeSegmentIds,
        excludeShopIds: audience.excludeShopIds,
        names,
      },
      publishAt: iso(announcement.publishAt),
      openUntil: iso(announcement.openUntil),
      state: announcement.state,
      author,
      createdAt: instant(announcement.createdAt),
      updatedAt: instant(announcement.updatedAt),
      publishedAt: iso(announcement.publishedAt),
      withdrawnAt: iso(announcement.withdrawnAt),
      correctedAt: iso(announcement.correctedAt),
      correctionNote: announcement.correctionNote,
      publishing,
      counts: counts.get(announcement.id) ?? NO_COUNTS,
    };
  }

  async forReader(me: Actor, announcement: Announcement, mine: Mine): Promise<NoticeView> {
    const [files, author] = await Promise.all([this.files.views(fileIdsOf(announcement), me), this.authorName(announcement.staffId)]);
    const { question } = announcement;
    const canCall = announcement.callSalesperson && mine.salesperson_name !== null && mine.salesperson_phone !== null;
    return {
      id: announcement.id,
      title: announcement.title,
      category: announcement.category,
      ...this.body(announcement, files),
      button: announcement.button,
      publishedAt: instant(announcement.publishedAt ?? announcement.updatedAt),
      author,
      supplierName: this.env.supplierName,
      mustAcknowledge: Boolean(announcement.mustAcknowledge),
      question: question && { text: question.text, answers: question.answers },
      correctedAt: iso(announcement.correctedAt),
      correctionNote: announcement.correctionNote,
      salesperson: canCall ? { name: mine.salesperson_name as string, phone: mine.salesperson_phone as string } : null,
      my: { readAt: iso(mine.read_at), acknowledgedAt: iso(mine.acknowledged_at), understoodAt: iso(mine.understood_at) },
    };
  }

  async rows(announcements: Announcement[], authors: Map<number, string>): Promise<AnnouncementRow[]> {
    const counts = await this.counts(announcements.map((a) => a.id));
    return announcements.map((a) => ({
      id: a.id,
      title: a.title,
      category: a.category,
      state: a.state,
      author: authors.get(a.staffId) ?? '',
      updatedAt: instant(a.updatedAt),
      publishAt: iso(a.publishAt),
      publishedAt: iso(a.publishedAt),
      mustAcknowledge: Boolean(a.mustAcknowledge),
      counts: counts.get(a.id) ?? NO_COUNTS,
    }));
  }

  async cards(me: Actor, rows: NoticeRow[]): Promise<NoticeCard[]> {
    const files = await this.files.views(
      rows.flatMap((row) => (row.cover_file_id === null ? [] : [row.cover_file_id])),
      me,
    );
    return rows.map((row) => ({
      id: row.id,
      title: row.title,
      category: row.category,
      excerpt: row.excerpt,
      cover: row.cover_file_id === null ? null : pictureOf(files.get(row.cover_file_id)),
      button: row.button === null ? null : (JSON.parse(row.button) as Button),
      publishedAt: instant(row.published_at),
      read: row.read_at !== null,
      mustAcknowledge: Boolean(row.must_acknowledge) || Boolean(row.has_question),
      waiting: me.member !== null && row.acknowledged_at === null && Boolean(row.must_acknowledge || row.has_question),
      corrected: row.corrected_at !== null,
    }));
  }

  async authorNames(staffIds: number[]): Promise<Map<number, string>> {
    const ids = inList([...new Set(staffIds)]);
    const rows = await this.db.query<{ id: number; name: string }>(`SELECT id, name FROM staff WHERE id IN ${ids.sql}`, ids.params);
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  private async authorName(staffId: number): Promise<string> {
    return (await this.authorNames([staffId])).get(staffId) ?? '';
  }

  private async publishing(jobId: number): Promise<AnnouncementView['publishing']> {
    const job = await this.jobs.find(jobId);
    return (
      job && {
        id: job.id,
        topic: job.topic,
        status: job.status,
        done: job.done ?? 0,
        total: job.total,
        error: job.status === 'dead' ? '发布未能完成，请联系管理员' : null,
      }
    );
  }

  private body(announcement: Announcement, files: Map<number, FileView>): Pick<NoticeView, 'blocks' | 'attachments' | 'cover'> {
    return {
      blocks: announcement.blocks.flatMap((block) => presentBlock(block, files)),
      attachments: announcement.attachmentFileIds.flatMap((id) => {
        const file = files.get(id);
        return file ? [{ id: file.id, name: file.name, size: file.size, mime: file.mime, url: file.url }] : [];
      }),
      cover: announcement.coverFileId === null ? null : pictureOf(files.get(announcement.coverFileId)),
    };
  }

  private async counts(ids: number[]): Promise<Map<number, AnnouncementRow['counts']>> {
    const list = inList(ids);
    const rows = await this.db.query<Tally & { announcement_id: number }>(
      `SELECT * FROM announcement_tally WHERE announcement_id IN ${list.sql} AND dimension = 'all'`,
      list.params,
    );
    return new Map(rows.map((row) => [row.announcement_id, { ...countsOf(row), shops: row.shops }]));
  }

  /** Shops are named to those who may see them; segments, to all who follow announcements. */
  private async audienceNames(me: Actor, { audience }: Announcement): Promise<string[]> {
    if (audience.everyone) return ['全部门店'];
    const segments = inList(audience.segmentIds);
    const shops = inList(audience.shopIds.slice(0, 20));
    const scope = shopScope(me);
    const [a, b] = await Promise.all([
      this.db.query<{ name: string }>(`SELECT name FROM segment WHERE id IN ${segments.sql} ORDER BY id`, segments.params),
      this.db.query<{ name: string }>(`SELECT shop.name FROM shop WHERE shop.id IN ${shops.sql} AND ${scope.sql} ORDER BY shop.id`, [
        ...shops.params,
        ...scope.params,
      ]),
    ]);
    return [...a, ...b].map((row) => row.name);
  }
}

function presentBlock(block: Block, files: Map<number, FileView>): AnnouncementView['blocks'] {
  if (block.type !== 'picture') return [block];
  const picture = pictureOf(files.get(block.fileId));
  return picture ? [{ ...block, picture }] : [];
}

export function pictureOf(file: FileView | undefined): NoticeCard['cover'] {
  return file ? { id: file.id, url: file.url, thumbUrl: file.thumbUrl, width: file.width, height: file.height } : null;
}

const instant = (at: number): string => new Date(at).toISOString();
const iso = (at: number | null): string | null => (at === null ? null : instant(at));
export type AnnouncementAnswer = Answer<'announcements.get'>;
