import { groupBy } from '@dianquan/shared/group-by';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/sql';
import { Random } from '../platform/ids';
import { GiveUp, JobHandler, LeaseLost, type RunningJob } from '../platform/jobs/job';
import { BlockSending } from './block-sending';
import { type Campaign, findCampaign } from './campaign-rows';
import type { Recipient, Settled } from './channels/channel';
import { Channels } from './channels/channels';
import { Choosing, type Reach } from './choosing';
import { dispatch } from './dispatch';
import { Faults } from './faults';
import { Holding, STOPPED, type Wave } from './holding';
import { leftHeld } from './left-held';
import { tryNextChannel } from './next-channel';
import { Pauses } from './pauses';
import { Planning } from './planning';
import { firstLoudMoment } from './quiet-hours';
import {
  BEAT_MS,
  type ClaimedRange,
  cancelPlanned,
  claimRange,
  closeCampaign,
  keepRange,
  rangeFreeAt,
  releaseRange,
  stateOf,
} from './range-rows';
import { dueChannels, moveRecipients, nextWaiting, planAgain, restIn } from './recipient-rows';
import { Settlement } from './settlement';
import { Taking } from './taking';

/** People marked at once as being sent to, where a platform takes one in a call: what a kill leaves in doubt. */
const FEW = 40;
const HOUR = 3_600_000;
const PLANNED = ['planned'] as const;
type Working = { job: RunningJob; campaign: Campaign; range: ClaimedRange; reaches: readonly Reach[] };
/** `stopped`: nothing more of this campaign; `paused`: nothing more through this channel for now. */
type End = 'through' | 'paused' | 'stopped';

/**
 * Sends to the people of one range who are due. Idempotent by the range's lease and by the state of each recipient: whoever is marked as
 * being sent to when a worker takes over from a dead one is not sent to again, unless the platform itself recognises a repetition.
 */
@JobHandler('delivery.send')
export class SendJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly blocks: BlockSending,
    private readonly channels: Channels,
    private readonly choosing: Choosing,
    private readonly faults: Faults,
    private readonly holding: Holding,
    private readonly pauses: Pauses,
    private readonly planning: Planning,
    private readonly settlement: Settlement,
    private readonly taking: Taking,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    const { campaignId, number } = job.payload as { campaignId: number; number: number };
    const campaign = await findCampaign(this.db, { id: campaignId });
    if (!campaign || !['planning', 'sending'].includes(campaign.state)) return;
    if (campaign.fault !== null && !(await this.faults.takeUp(campaign, job.id))) return;
    const claim = await claimRange(this.db, campaignId, number, this.random.token(12), this.clock.now());
    if (!claim) return this.comeBack(campaignId, number);
    const { range, block } = claim;
    const working: Working = { job, campaign, range, reaches: await this.choosing.reaches(campaign, this.clock.now()) };
    const beat = setInterval(() => void this.beat(working), BEAT_MS);
    try {
      const newRows = block !== null && (await this.blocks.send(working, block));
      if (newRows || claim.rows) {
        await this.recover(working);
        await this.sendAll(working);
      }
    } finally {
      clearInterval(beat);
      await this.release(working);
    }
    return job.stopping ? 'again' : undefined;
  }

  /** Somebody else has the range, or died with it: what is left is looked after when that lease ends. */
  private async comeBack(campaignId: number, number: number): Promise<undefined> {
    const at = await rangeFreeAt(this.db, campaignId, number);
    if (at !== null) await this.db.transaction((tx) => this.planning.wake(tx, campaignId, number, at + 1));
  }

  private async beat({ job, range }: Working): Promise<void> {
    // Whether it was too late shows in the next transaction.
    await keepRange(this.db, range, this.clock.now()).catch(() => undefined);
    await job.renew().catch(() => undefined);
  }

  private async recover({ job, ...working }: Working): Promise<void> {
    for (const [name, results] of await leftHeld(this.db, working.range)) {
      const channel = this.channels.get(name);
      if (channel) await this.settlement.settle({ ...working, channel }, results, job.id);
    }
  }

  private async sendAll(working: Working): Promise<void> {
    while (!working.job.stopping) {
      const names = await this.dueNow(working);
      if (names.length === 0) return;
      for (const name of names) if ((await this.sendThrough(working, name)) === 'stopped') return;
    }
  }

  /** The channels by which something is due and may go; what may not is put off. */
  private async dueNow({ campaign, range }: Working): Promise<string[]> {
    const now = this.clock.now();
    const loud = firstLoudMoment(now, campaign.importance, campaign.policy);
    if (loud > now) {
      await this.putOff(range, null, loud);
      return [];
    }
    const pauses = await this.pauses.current(now);
    const names: string[] = [];
    for (const name of await dueChannels(this.db, range, now)) {
      const pause = pauses.get(name);
      if (pause) await this.putOff(range, name, pause.until);
      else names.push(name);
    }
    return names;
  }

  private async putOff({ campaignId, first, last }: ClaimedRange, channel: string | null, until: number): Promise<void> {
    await this.db.execute(
      `UPDATE push_recipient SET due_at = ? WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned' AND due_at < ?
       ${channel === null ? '' : 'AND channel = ?'}`,
      [until, campaignId, first, last, until, ...(channel === null ? [] : [channel])],
    );
  }

  private async sendThrough(working: Working, name: string): Promise<End> {
    const { campaign, range, job } = working;
    const channel = working.reaches.find((reach) => reach.channel.name === name)?.channel ?? null;
    const limit = Math.max(channel?.batch ?? 1_000, FEW);
    for (let after = 0; !job.stopping; ) {
      const { recipients, gone, last } = await nextWaiting(this.db, campaign, range, name, after, limit, this.clock.now());
      if (last === null) return 'through';
      after = last;
      if (gone.length > 0) await this.cancel(range, gone);
      if (!channel)
        await this.passOn(
          working,
          name,
          recipients.map(({ memberId }) => memberId),
        );
      else {
        const end = await this.wave({ campaign, range, channel, reaches: working.reaches }, recipients, job);
        if (end !== 'through') return end;
      }
    }
    return 'stopped';
  }

  /** One batch: allowed by the limits, marked, handed to the platform, written down. */
  private async wave(wave: Wave, candidates: Recipient[], job: RunningJob): Promise<End> {
    const { campaign, range, channel } = wave;
    const now = this.clock.now();
    const { allowed, postponed } = await this.taking.take(channel, candidates, now);
    if (postponed.length > 0)
      await this.db.transaction(async (tx) => {
        await keepRange(tx, range, now);
        for (const [until, own] of groupBy(postponed, (one) => one.until))
          await moveRecipients(
            tx,
            campaign.id,
            own.map(({ recipient }) => recipient.memberId),
            PLANNED,
            planAgain(until, now),
          );
      });
    if (allowed.length === 0) return 'through';
    const held = await this.holding.hold(wave, allowed);
    const going = new Set(held === STOPPED ? [] : held.recipients.map(({ memberId }) => memberId));
    const unused = allowed.filter(({ memberId }) => !going.has(memberId));
    if (unused.length > 0) await this.taking.giveBack(channel, unused, now);
    if (held === STOPPED) return 'stopped';
    const results = await dispatch(channel, campaign.message, held);
    const fault = await this.settlement.settle(wave, results, job.id);
    if (fault !== null) throw new GiveUp(fault);
    return results.some(pauses) ? 'paused' : 'through';
  }

  private async cancel(range: ClaimedRange, memberIds: number[]): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      await keepRange(tx, range, now);
      await moveRecipients(tx, range.campaignId, memberIds, PLANNED, restIn('cancelled', now));
    });
  }

  /** The channel has been switched off since. */
  private async passOn({ campaign, range, reaches }: Working, name: string, memberIds: number[]): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      await keepRange(tx, range, now);
      await tryNextChannel(tx, campaign, reaches, memberIds, { after: name, from: PLANNED, due: now, now, otherwise: 'unreachable' });
    });
  }

  private async release(working: Working): Promise<void> {
    try {
      await this.db.transaction((tx) => this.handOn(tx, working));
    } catch (error) {
      // Somebody else has the range, and releases it.
      if (!(error instanceof LeaseLost)) throw error;
    }
  }

  private async handOn(tx: Tx, { campaign, range, reaches }: Working): Promise<void> {
    const now = this.clock.now();
    // First the range's lock: whoever has it sees the campaign as it is then, and either they or the planner close it.
    await keepRange(tx, range, now);
    const state = await stateOf(tx, campaign.id);
    if (state === 'withdrawn') await cancelPlanned(tx, range, now);
    const fallbackAt = reaches.length > 1 ? now + campaign.policy.fallbackHours * HOUR : null;
    const due = await releaseRange(tx, range, fallbackAt, now);
    if (due === null && state === 'sending') await closeCampaign(tx, campaign.id, now);
    // What stopped for a reason is started again by whoever ends that reason.
    if (due !== null && due > now) await this.planning.wake(tx, campaign.id, range.number, due);
  }
}

const pauses = ({ outcome }: Settled): boolean => outcome.state === 'later' && outcome.pausesChannel;
