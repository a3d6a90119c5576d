import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { GiveUp, type RunningJob } from '../platform/jobs/job';
import { type Block, leaveBlock, lockBlock } from './blocks';
import type { Channel, Settled } from './channels/channel';
import { Channels } from './channels/channels';
import { FAILED } from './dispatch';
import type { Wave } from './holding';
import { CUT_OFF } from './left-held';
import type { MemberSet } from './member-set';
import { Pauses } from './pauses';
import { firstLoudMoment } from './quiet-hours';
import { keepRange, stillGoesOut } from './range-rows';
import { moveRecipients, presentOf, recipientsOf, restIn } from './recipient-rows';
import { Settlement } from './settlement';

type Working = Omit<Wave, 'channel'> & { job: RunningJob };
const PLANNED = ['planned'] as const;
const logger = new Logger('Delivery');

/**
 * Sends to the block of a range at once: it is marked, handed to its channel and written down as one, with rows only for exceptions.
 * A block that was marked when its worker died is not sent again: who was in it, nobody knows whether they got it.
 */
@Injectable()
export class BlockSending {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly channels: Channels,
    private readonly pauses: Pauses,
    private readonly settlement: Settlement,
  ) {}

  /** @returns whether somebody has a row of their own now */
  async send(working: Working, block: Block): Promise<boolean> {
    if (block.state === 'held') return this.recover(working, block);
    if (working.job.stopping || block.state !== 'planned' || block.dueAt > this.clock.now()) return false;
    const channel = working.reaches.find((reach) => reach.channel.name === block.channel)?.channel;
    if (!channel?.sendBlock) return this.disband(working);
    if (await this.putOff(working, block)) return false;
    const members = await this.hold(working, await presentOf(this.db, working.campaign, working.range));
    if (members === null) return false;
    const exceptions = await this.hand(working, channel, members.ids());
    const fault = await this.settlement.settleBlock({ ...working, channel }, members.size, exceptions, working.job.id);
    if (fault !== null) throw new GiveUp(fault);
    return members.size < block.people || exceptions.length > 0;
  }

  /** Outside any transaction. A call that fails in a way the channel doesn't know may have had its effect. */
  private async hand({ campaign }: Working, channel: Channel, memberIds: number[]): Promise<Settled[]> {
    if (memberIds.length === 0) return [];
    const recipients = () => recipientsOf(this.db, campaign, memberIds);
    try {
      const settled = await channel.sendBlock?.(campaign.message, { campaignId: campaign.id, memberIds, recipients });
      if (settled) return settled.filter(({ outcome }) => outcome.state !== 'accepted');
    } catch (error) {
      logger.error(error);
    }
    return (await recipients()).map((recipient) => ({ recipient, outcome: FAILED }));
  }

  private async recover({ job, ...working }: Working, block: Block): Promise<boolean> {
    const channel = this.channels.get(block.channel);
    if (!channel) return false;
    const people = await recipientsOf(this.db, working.campaign, block.members.ids());
    const results = people.map((recipient) => ({ recipient, outcome: CUT_OFF }));
    await this.settlement.settleBlock({ ...working, channel }, results.length, results, job.id);
    return true;
  }

  /** The channel has been switched off since, or takes no blocks any more: each is looked at by themselves. */
  private async disband({ range }: Working): Promise<boolean> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await keepRange(tx, range, now);
      const block = await lockBlock(tx, range);
      if (block) await leaveBlock(tx, range, block, block.members.ids(), now);
    });
    return true;
  }

  private async putOff({ campaign, range }: Working, block: Block): Promise<boolean> {
    const now = this.clock.now();
    const loud = firstLoudMoment(now, campaign.importance, campaign.policy);
    const until = Math.max(loud, (await this.pauses.current(now)).get(block.channel)?.until ?? 0);
    if (until <= now) return false;
    await keepRange(this.db, range, now, { sql: 'block_due_at = ?', params: [until] });
    return true;
  }

  /** Whoever has left the audience since leaves the block. @returns who is in it; null: nothing goes out now */
  private async hold({ campaign, range }: Working, present: MemberSet): Promise<MemberSet | null> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await keepRange(tx, range, now);
      if (!(await stillGoesOut(tx, campaign.id))) return null;
      const block = await lockBlock(tx, range);
      if (block?.state !== 'planned') return null;
      const gone = block.members.ids().filter((id) => !present.has(id));
      const { members } = await leaveBlock(tx, range, block, gone, now);
      await moveRecipients(tx, campaign.id, gone, PLANNED, restIn('cancelled', now));
      await keepRange(tx, range, now, { sql: `block_state = 'held'`, params: [] });
      return members;
    });
  }
}
