import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OwnData } from '../members/people/own-data';
import { SegmentUsers } from '../members/segments/segment-users';
import { Database } from '../platform/database/database';
import type { Sql } from '../platform/database/sql';

/** What this room adds to questions that rooms below ask: who uses a segment, what is stored about a person. */
@Injectable()
export class AnnouncementUses implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly segments: SegmentUsers,
    private readonly own: OwnData,
  ) {}

  onModuleInit(): void {
    this.segments.register(this);
    this.own.register({ key: 'announcements', collect: collectReceipts });
  }

  /** Drafts and scheduled ones still need the segment; what is out has its audience as rows. */
  async countUses(segmentIds: readonly number[]): Promise<Map<number, { announcements: number }>> {
    const rows = await this.db.query<{ audience: string }>(
      `SELECT audience FROM announcement WHERE state IN ('draft', 'scheduled') OR open_until IS NOT NULL`,
    );
    const uses = new Map(segmentIds.map((id) => [id, { announcements: 0 }]));
    for (const { audience } of rows) {
      const named = JSON.parse(audience) as { segmentIds: number[]; excludeSegmentIds: number[] };
      for (const id of new Set([...named.segmentIds, ...named.excludeSegmentIds])) {
        const count = uses.get(id);
        if (count) count.announcements++;
      }
    }
    return uses;
  }
}

async function collectReceipts(sql: Sql, accountId: number): Promise<unknown> {
  const rows = await sql.query<{
    title: string;
    delivered_at: number | null;
    read_at: number | null;
    last_read_at: number | null;
    read_seconds: number;
    acknowledged_at: number | null;
    understood_at: number | null;
  }>(
    `SELECT a.title, r.delivered_at, r.read_at, r.last_read_at, r.read_seconds, r.acknowledged_at, r.understood_at FROM member m
       JOIN announcement_recipient r ON r.member_id = m.id JOIN announcement a ON a.id = r.announcement_id WHERE m.account_id = ? ORDER BY a.id`,
    [accountId],
  );
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return rows.map((row) => ({
    title: row.title,
    deliveredAt: iso(row.delivered_at),
    readAt: iso(row.read_at),
    lastReadAt: iso(row.last_read_at),
    seconds: row.read_seconds,
    acknowledgedAt: iso(row.acknowledged_at),
    understoodAt: iso(row.understood_at),
  }));
}
