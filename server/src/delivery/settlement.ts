import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Fragment, inList, insertMany, type Tx } from '../platform/database/sql';
import { leaveBlock, lockBlock } from './blocks';
import { countOutcomes } from './channel-days';
import type { Outcome, Settled } from './channels/channel';
import { isCapped, type Wave } from './holding';
import { partAgain } from './merging';
import { tryNextChannel } from './next-channel';
import { Pauses } from './pauses';
import { weekOf } from './quiet-hours';
import { keepRange } from './range-rows';
import { moveRecipients, planAgain, restIn } from './recipient-rows';
import { uncountInWeek } from './weekly-cap';

const MINUTE = 60_000;
/** A person is tried so often on one channel before it counts as refused. */
const MOST_TRIES = 6;
const HELD = ['held'] as const;

/** Writes down what came of a batch: recipients, attempts and whatever the channel keeps, in one transaction. */
@Injectable()
export class Settlement {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly pauses: Pauses,
  ) {}

  /** @returns what the platform said about the message itself, if it will have it from nobody */
  async settle(wave: Wave, results: Settled[], jobId: number): Promise<string | null> {
    if (results.length === 0) return null;
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await keepRange(tx, wave.range, now);
      await this.attempts(tx, wave, results, now);
      for (const [state, own] of groupBy(results, ({ outcome }) => outcome.state)) await this.recipients(tx, wave, state, own, now);
      await this.uncount(tx, wave, results, now);
      const missed = results.filter(({ outcome }) => outcome.state !== 'accepted').map(({ recipient }) => recipient.accountId);
      await partAgain(tx, wave.campaign.id, missed, now);
      return this.book(tx, wave, results, jobId, now);
    });
  }

  /** Of a block: it has been sent, and whoever was not reached speaks for themselves from now on. `people` counts them all. */
  async settleBlock(wave: Wave, people: number, exceptions: Settled[], jobId: number): Promise<string | null> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await keepRange(tx, wave.range, now, { sql: `block_state = 'sent'`, params: [] });
      if (exceptions.length > 0) {
        const block = await lockBlock(tx, wave.range);
        if (block) await leaveBlock(tx, wave.range, { ...block, state: 'held' }, idsOf(exceptions), now);
        await this.attempts(tx, wave, exceptions, now);
        for (const [state, own] of groupBy(exceptions, ({ outcome }) => outcome.state)) await this.recipients(tx, wave, state, own, now);
      }
      return this.book(tx, wave, exceptions, jobId, now, people - exceptions.length);
    });
  }

  private async book(tx: Tx, wave: Wave, results: Settled[], jobId: number, now: number, others = 0): Promise<string | null> {
    await wave.channel.settle(tx, wave.campaign.message, results);
    await countOutcomes(tx, wave.channel.name, this.clock.shanghaiDay(now), results, others);
    await this.pause(tx, wave, results);
    return this.fault(tx, wave, results, jobId);
  }

  private async recipients(tx: Tx, wave: Wave, state: Outcome['state'], results: Settled[], now: number): Promise<void> {
    const { campaign } = wave;
    const ids = idsOf(results);
    if (state === 'accepted') await moveRecipients(tx, campaign.id, ids, HELD, restIn('sent', now));
    else if (state === 'unknown' && !wave.channel.repeatable) await moveRecipients(tx, campaign.id, ids, HELD, restIn('unknown', now));
    else if (state === 'broken') await moveRecipients(tx, campaign.id, ids, HELD, planAgain(now, now));
    else {
      const [final, again] = split(results, ({ outcome }) => outcome.state === 'refused' && outcome.permanent);
      await this.refuse(tx, wave, idsOf(final), now);
      await this.later(tx, wave, again, now);
    }
  }

  private async refuse(tx: Tx, { campaign, channel, reaches }: Wave, ids: number[], now: number): Promise<void> {
    await tryNextChannel(tx, campaign, reaches, ids, { after: channel.name, from: HELD, due: now, now, otherwise: 'refused' });
  }

  /** Another try of the same channel, each time after a longer pause, unless there have been enough. */
  private async later(tx: Tx, wave: Wave, results: Settled[], now: number): Promise<void> {
    if (results.length === 0) return;
    const tries = await triesOf(tx, wave.campaign.id, idsOf(results));
    const [over, again] = split(results, ({ recipient }) => (tries.get(recipient.memberId) ?? 1) >= MOST_TRIES);
    await this.refuse(tx, wave, idsOf(over), now);
    const dueOf = ({ recipient, outcome }: Settled): number =>
      outcome.state === 'later' ? outcome.until : now + MINUTE * 2 ** ((tries.get(recipient.memberId) ?? 1) - 1);
    for (const [due, own] of groupBy(again, dueOf)) await moveRecipients(tx, wave.campaign.id, idsOf(own), HELD, planAgain(due, now));
  }

  private async attempts(tx: Tx, { campaign, channel }: Wave, results: Settled[], now: number): Promise<void> {
    if (!channel.keepsAttempts) return this.exceptions(tx, { campaign, channel }, results, now);
    for (const [key, own] of groupBy(results, ({ outcome }) => JSON.stringify({ ...answerOf(outcome), platformId: null }))) {
      const { state, code, answer, nextAt } = JSON.parse(key) as Answer;
      const platformId = platformIds(own);
      const ids = inList(idsOf(own));
      await tx.execute(
        `UPDATE push_attempt SET state = ?, code = ?, answer = ?, next_at = ?, platform_id = ${platformId.sql}
         WHERE campaign_id = ? AND member_id IN ${ids.sql} AND channel = ? AND state = 'sending'`,
        [state, code, answer, nextAt, ...platformId.params, campaign.id, ...ids.params, channel.name],
      );
    }
  }

  private async exceptions(
    tx: Tx,
    { campaign, channel }: Pick<Wave, 'campaign' | 'channel'>,
    results: Settled[],
    now: number,
  ): Promise<void> {
    const rows = results
      .filter(({ outcome }) => outcome.state !== 'accepted')
      .map(({ recipient, outcome }) => {
        const { state, code, answer, nextAt } = answerOf(outcome);
        return [campaign.id, recipient.memberId, recipient.accountId, channel.name, now, state, code, answer, nextAt];
      });
    const columns = ['campaign_id', 'member_id', 'account_id', 'channel', 'at', 'state', 'code', 'answer', 'next_at'];
    await insertMany(tx, 'push_attempt', columns, rows);
  }

  private async pause(tx: Tx, { channel }: Wave, results: Settled[]): Promise<void> {
    const asked = results.flatMap(({ outcome }) => (outcome.state === 'later' && outcome.pausesChannel ? [outcome] : []));
    const longest = asked.sort((a, b) => b.until - a.until)[0];
    if (longest) await this.pauses.set(tx, channel.name, longest.until, `${longest.reason}（${longest.code}）`);
  }

  private async uncount(tx: Tx, { campaign }: Wave, results: Settled[], now: number): Promise<void> {
    if (!isCapped(campaign)) return;
    const unsent = results.filter(({ outcome }) => outcome.state !== 'accepted' && outcome.state !== 'unknown');
    await uncountInWeek(
      tx,
      unsent.map(({ recipient }) => recipient.accountId),
      weekOf(now),
    );
  }

  /** Until somebody has decided, nothing more of the campaign goes out: everybody's would be refused alike. */
  private async fault(tx: Tx, { campaign, channel }: Wave, results: Settled[], jobId: number): Promise<string | null> {
    const broken = results.find(({ outcome }) => outcome.state === 'broken')?.outcome;
    if (broken?.state !== 'broken') return null;
    const fault = `${channel.label}：${broken.reason}（${broken.code}）`.slice(0, 200);
    await tx.execute('UPDATE push_campaign SET fault = ?, job_id = ? WHERE id = ? AND fault IS NULL', [fault, jobId, campaign.id]);
    return fault;
  }
}

type Answer = { state: string; code: string | null; answer: string | null; platformId: string | null; nextAt: number | null };

function answerOf(outcome: Outcome): Answer {
  const nothing = { code: null, answer: null, platformId: null, nextAt: null };
  switch (outcome.state) {
    case 'accepted':
      return { ...nothing, state: 'accepted', platformId: outcome.platformId ?? null };
    case 'unknown':
      return { ...nothing, state: 'unknown', answer: outcome.reason.slice(0, 200) };
    default:
      return {
        ...nothing,
        state: 'refused',
        code: String(outcome.code),
        answer: outcome.reason.slice(0, 200),
        nextAt: outcome.state === 'later' ? outcome.until : null,
      };
  }
}

/** The platform's number of each message: one for all of them, or each its own. */
function platformIds(results: Settled[]): Fragment {
  const given = results.map(({ recipient, outcome }) => [recipient.memberId, answerOf(outcome).platformId] as const);
  const distinct = new Set(given.map(([, platformId]) => platformId));
  if (distinct.size === 1) return { sql: '?', params: [...distinct] };
  return { sql: `CASE member_id ${given.map(() => 'WHEN ? THEN ?').join(' ')} END`, params: given.flat() };
}

async function triesOf(tx: Tx, campaignId: number, memberIds: number[]): Promise<Map<number, number>> {
  const ids = inList(memberIds);
  const rows = await tx.query<{ member_id: number; attempts: number }>(
    `SELECT member_id, attempts FROM push_recipient WHERE campaign_id = ? AND member_id IN ${ids.sql}`,
    [campaignId, ...ids.params],
  );
  return new Map(rows.map((row) => [row.member_id, row.attempts]));
}

const idsOf = (results: Settled[]): number[] => results.map(({ recipient }) => recipient.memberId);

function split<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
