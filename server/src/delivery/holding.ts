import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database, insertMany, type Tx } from '../platform/database/database';
import type { Campaign } from './campaign-rows';
import type { Channel, Recipient } from './channels/channel';
import type { Reach } from './choosing';
import { mergeOthers, recentlyTold } from './merging';
import { tryNextChannel } from './next-channel';
import { weekOf } from './quiet-hours';
import { type ClaimedRange, keepRange, stillGoesOut } from './range-rows';
import { moveRecipients, planAgain, restIn, stillIn } from './recipient-rows';
import { countInWeek, uncountInWeek } from './weekly-cap';

export type Wave = { campaign: Campaign; range: ClaimedRange; channel: Channel; reaches: readonly Reach[] };
export type Held = {
  recipients: Recipient[];
  /** Of people for whom one message stands for several notices, how many. */
  merged: Map<number, number>;
};
/** The campaign was withdrawn, or waits for somebody to decide about its fault. */
export const STOPPED = 'stopped';

/** Marks people as being sent to, with all that this uses up, before the platform hears of it. */
@Injectable()
export class Holding {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async hold(wave: Wave, candidates: Recipient[]): Promise<Held | typeof STOPPED> {
    const { campaign, range, channel } = wave;
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await keepRange(tx, range, now);
      if (!(await stillGoesOut(tx, campaign.id))) return STOPPED;
      const still = await stillIn(
        tx,
        campaign.id,
        candidates.map(({ memberId }) => memberId),
        'planned',
      );
      let people = candidates.filter(({ memberId }) => still.has(memberId));
      if (campaign.importance === 'normal') people = await this.spare(tx, wave, people, now);
      const reached = await channel.hold(tx, campaign.message, people);
      await passOn(tx, wave, people, reached, now);
      const merged = await this.merge(tx, campaign, reached, now);
      await this.mark(tx, wave, reached, now);
      return { recipients: reached, merged };
    });
  }

  /** What comes right after another notice waits to be told together with the next; who has had enough this week is told nothing. */
  private async spare(tx: Tx, { campaign }: Wave, people: Recipient[], now: number): Promise<Recipient[]> {
    const { mergeMinutes, weeklyCap } = campaign.policy;
    let rest = people;
    if (mergeMinutes > 0 && rest.length > 0) {
      const told = await recentlyTold(tx, campaign.id, rest, mergeMinutes, now);
      const waiting = rest
        .map(({ accountId, memberId }) => ({ memberId, until: told.get(accountId) ?? 0 }))
        .filter(({ until }) => until > 0);
      for (const [until, own] of groupBy(waiting, (one) => one.until)) {
        const ids = own.map(({ memberId }) => memberId);
        await moveRecipients(tx, campaign.id, ids, ['planned'], planAgain(until, now));
      }
      rest = rest.filter(({ accountId }) => !told.has(accountId));
    }
    if (weeklyCap > 0 && rest.length > 0) {
      const full = await countInWeek(tx, accounts(rest), weekOf(now), weeklyCap);
      const capped = rest.filter(({ accountId }) => full.has(accountId)).map(({ memberId }) => memberId);
      await moveRecipients(tx, campaign.id, capped, ['planned'], restIn('capped', now));
      rest = rest.filter(({ accountId }) => !full.has(accountId));
    }
    return rest;
  }

  private async merge(tx: Tx, { id, importance, policy }: Campaign, people: Recipient[], now: number): Promise<Map<number, number>> {
    if (importance !== 'normal' || policy.mergeMinutes === 0 || people.length === 0) return new Map();
    return mergeOthers(tx, id, people, policy.mergeMinutes, now);
  }

  private async mark(tx: Tx, { campaign, channel }: Wave, people: Recipient[], now: number): Promise<void> {
    const ids = people.map(({ memberId }) => memberId);
    await moveRecipients(tx, campaign.id, ids, ['planned'], {
      sql: `state = 'held', attempts = attempts + 1, changed_at = ?`,
      params: [now],
    });
    if (!channel.keepsAttempts) return;
    await insertMany(
      tx,
      'push_attempt',
      ['campaign_id', 'member_id', 'account_id', 'channel', 'template_id', 'at', 'state'],
      people.map((one) => [campaign.id, one.memberId, one.accountId, channel.name, one.templateId ?? null, now, 'sending']),
    );
  }
}

/** Whom the channel cannot reach any more. */
async function passOn(tx: Tx, { campaign, channel, reaches }: Wave, people: Recipient[], reached: Recipient[], now: number): Promise<void> {
  const kept = new Set(reached.map(({ memberId }) => memberId));
  const lost = people.filter(({ memberId }) => !kept.has(memberId));
  if (lost.length === 0) return;
  const ids = lost.map(({ memberId }) => memberId);
  await tryNextChannel(tx, campaign, reaches, ids, { after: channel.name, from: ['planned'], due: now, now, otherwise: 'unreachable' });
  if (isCapped(campaign)) await uncountInWeek(tx, accounts(lost), weekOf(now));
}

export const isCapped = ({ importance, policy }: Campaign): boolean => importance === 'normal' && policy.weeklyCap > 0;
const accounts = (people: Recipient[]): number[] => people.map(({ accountId }) => accountId);
