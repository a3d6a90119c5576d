import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Tx } from '../platform/database/sql';
import { Jobs } from '../platform/jobs/jobs';
import { audienceOf, type Campaign } from './campaign-rows';
import { firstChannel, INBOX, peopleOf, type Reach } from './choosing';
import { firstLoudMoment } from './quiet-hours';

export type Range = { number: number; first: number; last: number };
export type Planned = { people: number; outside: number };

/** Writes down who of a range is sent to through what: set-based, nobody is read into the process. */
@Injectable()
export class Planning {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Only those that an outside channel reaches become rows; of the others the range knows how many they are. In the transaction that
   * moves the planner's cursor, so that a range is written exactly once.
   */
  async plan(tx: Tx, campaign: Campaign, reaches: readonly Reach[], range: Range): Promise<Planned> {
    const people = peopleOf(campaign);
    const [id, shop] = audienceOf(campaign.to) === 'staff' ? ['f.id', '0'] : ['m.id', 'm.shop_id'];
    const within = `AND ${id} BETWEEN ? AND ?`;
    const bounds = [range.first, range.last];
    const [count] = await tx.query<{ n: number }>(`SELECT COUNT(*) AS n ${people.sql} ${within}`, [...people.params, ...bounds]);
    if (!count || count.n === 0) return { people: 0, outside: 0 };
    const outside = reaches.length === 0 ? 0 : await this.insert(tx, campaign, reaches, { id, shop, within }, bounds);
    const dueAt = outside === 0 ? null : this.dueAt(campaign);
    await tx.execute(
      `INSERT INTO push_range (campaign_id, number, first_member_id, last_member_id, people, due_at, done_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [campaign.id, range.number, range.first, range.last, count.n, dueAt, dueAt === null ? this.clock.now() : null],
    );
    if (dueAt !== null) await this.wake(tx, campaign.id, range.number, dueAt);
    return { people: count.n, outside };
  }

  /** A job for a range that has something to send at that time. */
  async wake(tx: Tx, campaignId: number, number: number, at: number): Promise<void> {
    await this.jobs.add(tx, 'delivery.send', { campaignId, number }, { at, key: `delivery.send:${campaignId}:${number}:${at}` });
  }

  /** A range that was through has somebody again to send to. */
  async goOn(tx: Tx, campaignId: number, number: number, due: number): Promise<void> {
    await tx.execute('UPDATE push_range SET due_at = ?, done_at = NULL WHERE campaign_id = ? AND number = ?', [due, campaignId, number]);
    await tx.execute(`UPDATE push_campaign SET state = 'sending', finished_at = NULL WHERE id = ? AND state = 'done'`, [campaignId]);
    await this.wake(tx, campaignId, number, due);
  }

  dueAt({ policy, importance }: Pick<Campaign, 'policy' | 'importance'>): number {
    return firstLoudMoment(Math.max(policy.at, this.clock.now()), importance, policy);
  }

  private async insert(
    tx: Tx,
    campaign: Campaign,
    reaches: readonly Reach[],
    { id, shop, within }: { id: string; shop: string; within: string },
    bounds: number[],
  ): Promise<number> {
    const people = peopleOf(campaign);
    const channel = firstChannel(reaches, campaign);
    const { affected } = await tx.execute(
      `INSERT INTO push_recipient (campaign_id, member_id, account_id, shop_id, channel, state, due_at, changed_at)
       SELECT ?, p.id, p.account_id, p.shop_id, p.channel, 'planned', ?, ?
       FROM (SELECT ${id} AS id, a.id AS account_id, ${shop} AS shop_id, ${channel.sql} AS channel ${people.sql} ${within}) p
       WHERE p.channel <> '${INBOX}' ORDER BY p.id`,
      [campaign.id, this.dueAt(campaign), this.clock.now(), ...channel.params, ...people.params, ...bounds],
    );
    if (affected > 0) await this.count(tx, campaign.id, reaches, affected, bounds);
    return affected;
  }

  private async count(tx: Tx, campaignId: number, reaches: readonly Reach[], outside: number, bounds: number[]): Promise<void> {
    const [only, another] = reaches;
    const counts =
      only && !another
        ? [{ channel: only.channel.name, people: outside }]
        : await tx.query<{ channel: string; people: number }>(
            'SELECT channel, COUNT(*) AS people FROM push_recipient WHERE campaign_id = ? AND member_id BETWEEN ? AND ? GROUP BY channel',
            [campaignId, ...bounds],
          );
    const grow =
      tx.engine === 'mysql'
        ? 'ON DUPLICATE KEY UPDATE people = people + VALUES(people)'
        : 'ON CONFLICT (campaign_id, channel) DO UPDATE SET people = push_planned.people + excluded.people';
    for (const { channel, people } of counts)
      await tx.execute(`INSERT INTO push_planned (campaign_id, channel, people) VALUES (?, ?, ?) ${grow}`, [campaignId, channel, people]);
  }
}
