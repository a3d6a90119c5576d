import { Injectable } from '@nestjs/common';
import { MemberConfirmed, MemberJoined, MemberRemoved } from '../members/events';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Sql, Tx } from '../platform/database/sql';
import { OnEvent } from '../platform/jobs/events';
import { Scheduled } from '../platform/jobs/scheduled';
import { addLateRecipients, dropUnreadRecipient } from './added-recipients';
import type { StoredAudience } from './audience';
import { asksOf } from './receipts';

type OpenRow = { id: number; audience: string; has_question: number; must_acknowledge: number };
const BATCH = 1_000;

/** Keeps the audience of announcements that stay open: whoever comes in until then is added, whoever leaves unread is dropped. */
@Injectable()
export class AudienceFollowers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Someone who has just joined finds what concerns them at once, not a minute later. */
  @OnEvent(MemberJoined)
  async onJoined(event: MemberJoined, tx: Tx): Promise<void> {
    if (event.status === 'active') await this.follow(tx, event.memberId);
  }

  @OnEvent(MemberConfirmed)
  async onConfirmed(event: MemberConfirmed, tx: Tx): Promise<void> {
    await this.follow(tx, event.memberId);
  }

  @OnEvent(MemberRemoved)
  async onRemoved(event: MemberRemoved, tx: Tx): Promise<void> {
    await dropUnreadRecipient(tx, event.memberId);
  }

  /** Shops also come in by moving into a segment. Idempotent: only people who are no recipients yet are added. */
  @Scheduled('announcements.follow-audience', { everyMs: 60_000 })
  async followAll(): Promise<void> {
    for (const row of await this.open(this.db)) {
      let added = BATCH;
      while (added === BATCH) added = await this.db.transaction((tx) => addLateRecipients(tx, parse(row), { limit: BATCH }));
    }
  }

  private async follow(tx: Tx, memberId: number): Promise<void> {
    for (const row of await this.open(tx)) await addLateRecipients(tx, parse(row), { memberId, limit: 1 });
  }

  private open(sql: Sql): Promise<OpenRow[]> {
    return sql.query<OpenRow>(
      `SELECT id, audience, question IS NOT NULL AS has_question, must_acknowledge FROM announcement WHERE state = 'published' AND open_until > ? ORDER BY id`,
      [this.clock.now()],
    );
  }
}

function parse(row: OpenRow) {
  const audience = JSON.parse(row.audience) as StoredAudience;
  return { id: row.id, audience: { ...audience, regions: audience.regions ?? [] }, asks: asksOf(row) };
}
