import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Sql, Tx } from '../platform/database/sql';
import { Scheduled } from '../platform/jobs/scheduled';
import { leaveBlock, lockBlock } from './blocks';
import { type Campaign, findCampaign } from './campaign-rows';
import { Choosing, type Reach } from './choosing';
import { laterThan, tryNextChannel } from './next-channel';
import { Planning } from './planning';
import { firstLoudMoment } from './quiet-hours';

const MINUTE = 60_000;
const AT_ONCE = 100;
/** Who has been told and has not read; where nobody knows whether they were, another channel may. */
const UNREAD = ['sent', 'unknown'] as const;
type RangeRow = { campaign_id: number; number: number; first_member_id: number; last_member_id: number };

/** What comes due without anybody's doing: the next channel for those who have not read, and ranges that nobody works on. */
@Injectable()
export class Sweeps {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly choosing: Choosing,
    private readonly planning: Planning,
  ) {}

  /** Each range has a job for its time; this finds those whose job was lost or ended early. */
  @Scheduled('delivery.due', { everyMs: MINUTE })
  async wakeDue(): Promise<void> {
    const now = this.clock.now();
    const ranges = await this.db.query<RangeRow>(
      `SELECT r.campaign_id, r.number FROM push_range r JOIN push_campaign c ON c.id = r.campaign_id
       WHERE r.due_at <= ? AND (r.lease_until IS NULL OR r.lease_until < ?) AND c.state IN ('planning', 'sending') AND c.fault IS NULL
       ORDER BY r.due_at LIMIT ${AT_ONCE}`,
      [now - MINUTE, now],
    );
    for (const range of ranges) await this.db.transaction((tx) => this.planning.wake(tx, range.campaign_id, range.number, now));
  }

  @Scheduled('delivery.fallback', { everyMs: 5 * MINUTE })
  async fallBack(): Promise<void> {
    const due = await this.db.query<RangeRow>(
      `SELECT campaign_id, number, first_member_id, last_member_id FROM push_range WHERE fallback_at <= ? ORDER BY fallback_at LIMIT ${AT_ONCE}`,
      [this.clock.now()],
    );
    for (const [campaignId, ranges] of groupBy(due, (range) => range.campaign_id)) {
      const campaign = await findCampaign(this.db, { id: campaignId });
      if (!campaign || campaign.state === 'withdrawn') await this.forget(campaignId);
      else {
        const reaches = await this.choosing.reaches(campaign, this.clock.now());
        for (const range of ranges) await this.moveOn(campaign, reaches, range);
      }
    }
  }

  private async forget(campaignId: number): Promise<void> {
    await this.db.execute('UPDATE push_range SET fallback_at = NULL WHERE campaign_id = ?', [campaignId]);
  }

  private async moveOn(campaign: Campaign, reaches: readonly Reach[], range: RangeRow): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { affected } = await tx.execute(
        'UPDATE push_range SET fallback_at = NULL WHERE campaign_id = ? AND number = ? AND fallback_at IS NOT NULL',
        [campaign.id, range.number],
      );
      if (affected === 0) return;
      const due = firstLoudMoment(now, campaign.importance, campaign.policy);
      await this.openBlock(tx, campaign, reaches, range, now);
      let moved = 0;
      for (const [channel, ids] of await this.unread(tx, campaign, reaches, range))
        moved += await tryNextChannel(tx, campaign, reaches, ids, { after: channel, from: UNREAD, due, now, otherwise: null });
      if (moved > 0) await this.planning.goOn(tx, campaign.id, range.number, due);
    });
  }

  /** Of those who have not read, each goes on by themselves. Nothing of the sort where there is no later channel. */
  private async openBlock(tx: Tx, campaign: Campaign, reaches: readonly Reach[], range: RangeRow, now: number): Promise<void> {
    const place = { campaignId: campaign.id, number: range.number };
    const block = await lockBlock(tx, place);
    if (block?.state !== 'sent' || laterThan(campaign, reaches, block.channel).length === 0) return;
    await leaveBlock(tx, place, block, block.members.ids(), now);
  }

  private async unread(sql: Sql, campaign: Campaign, reaches: readonly Reach[], range: RangeRow): Promise<Map<string, number[]>> {
    const rows = await sql.query<{ member_id: number; channel: string }>(
      `SELECT member_id, channel FROM push_recipient WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state IN ('sent', 'unknown')`,
      [campaign.id, range.first_member_id, range.last_member_id],
    );
    const further = rows.filter(({ channel }) => laterThan(campaign, reaches, channel).length > 0);
    return new Map([...groupBy(further, (row) => row.channel)].map(([channel, own]) => [channel, own.map((row) => row.member_id)]));
  }
}
