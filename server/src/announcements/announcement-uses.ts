import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OwnData } from '../members/people/own-data';
import { SegmentUsers } from '../members/segments/segment-users';
import { Database } from '../platform/database/database';
import type { Sql } from '../platform/database/sql';
import { presentMarks, type ReceiptMarks, SELECTED_MARKS } from './receipt-marks';

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
  const rows = await sql.query<ReceiptMarks & { title: string }>(
    `SELECT a.title, ${SELECTED_MARKS} FROM member m
       JOIN announcement_recipient r ON r.member_id = m.id JOIN announcement a ON a.id = r.announcement_id WHERE m.account_id = ? ORDER BY a.id`,
    [accountId],
  );
  return rows.map((row) => ({ title: row.title, ...presentMarks(row) }));
}
