import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { inList, type Tx } from '../platform/database/sql';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { type Campaign, findCampaign } from './campaign-rows';
import { Choosing, type Reach } from './choosing';
import { tryNextChannel } from './next-channel';
import { Planning } from './planning';
import { firstLoudMoment } from './quiet-hours';

export const GO_ON = 'delivery.go-on';
export type Further = { campaign: Campaign; reaches: readonly Reach[]; now: number };

/** After a message was accepted and did not arrive all the same: what comes after its channel is tried, as after any refusal. */
@Injectable()
export class GoingOn {
  constructor(private readonly planning: Planning) {}

  /** Whoever is in the state `from` and is reached by no later channel ends as refused. */
  async after(tx: Tx, channel: string, from: string, memberIds: number[], { campaign, reaches, now }: Further): Promise<void> {
    const due = firstLoudMoment(now, campaign.importance, campaign.policy);
    const goesOn = campaign.state !== 'withdrawn';
    const move = { after: channel, from: [from], due, now, otherwise: from === 'refused' ? null : 'refused' };
    const moved = await tryNextChannel(tx, campaign, goesOn ? reaches : [], memberIds, move);
    if (moved > 0) for (const number of await rangesOf(tx, campaign.id, memberIds)) await this.planning.goOn(tx, campaign.id, number, due);
  }
}

/** For whoever learns of it within a transaction, where the channels cannot be asked whom they reach. */
@JobHandler(GO_ON)
export class GoOnJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly choosing: Choosing,
    private readonly goingOn: GoingOn,
  ) {}

  /** Idempotent: who was sent on is not refused any more. */
  async run(job: RunningJob): Promise<void> {
    const { campaignId, memberId, channel } = job.payload as { campaignId: number; memberId: number; channel: string };
    const campaign = await findCampaign(this.db, { id: campaignId });
    if (!campaign) return;
    const now = this.clock.now();
    const further = { campaign, reaches: await this.choosing.reaches(campaign, now), now };
    await this.db.transaction((tx) => this.goingOn.after(tx, channel, 'refused', [memberId], further));
  }
}

async function rangesOf(tx: Tx, campaignId: number, memberIds: number[]): Promise<number[]> {
  const ids = inList(memberIds);
  const rows = await tx.query<{ number: number }>(
    `SELECT DISTINCT g.number FROM push_range g JOIN push_recipient r ON r.campaign_id = g.campaign_id
       AND r.member_id BETWEEN g.first_member_id AND g.last_member_id
     WHERE g.campaign_id = ? AND r.member_id IN ${ids.sql} ORDER BY g.number`,
    [campaignId, ...ids.params],
  );
  return rows.map(({ number }) => number);
}
