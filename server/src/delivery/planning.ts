import { INBOX } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Fragment, Tx } from '../platform/database/sql';
import { Jobs } from '../platform/jobs/jobs';
import { takesBlocks } from './blocks';
import { audienceOf, type Campaign } from './campaign-rows';
import { firstChannel, peopleOf, type Reach } from './choosing';
import type { MemberSet } from './member-set';
import { firstLoudMoment } from './quiet-hours';
import { membersOf } from './range-members';

export type Range = { number: number; first: number; last: number };
export type Planned = { people: number; outside: number };
type Block = { channel: string; members: MemberSet; people: number };
type Chosen = { people: number; outside: Map<string, number>; block: Block | null };
const NOBODY: Planned = { people: 0, outside: 0 };

/** Writes down who of a range is sent to through what. */
@Injectable()
export class Planning {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Those that an outside channel reaches become rows, by one statement, or the block of the range where the channel needs no row for
   * each; of the others the range knows how many they are. In the transaction that moves the planner's cursor, so that a range is
   * written exactly once.
   */
  async plan(tx: Tx, campaign: Campaign, reaches: readonly Reach[], range: Range): Promise<Planned> {
    const within = withinOf(campaign, range, reaches);
    const block = reaches.find(({ channel }) => takesBlocks(campaign, channel))?.channel.name;
    const chosen =
      block === undefined
        ? await this.chooseRows(tx, campaign, reaches, within)
        : await this.chooseBlock(tx, campaign, reaches, within, block);
    if (chosen.people === 0) return NOBODY;
    const outside = [...chosen.outside.values()].reduce((sum, people) => sum + people, 0);
    const dueAt = outside === 0 ? null : this.dueAt(campaign);
    await this.write(tx, campaign, range, chosen, dueAt);
    await this.count(tx, campaign.id, chosen.outside);
    if (dueAt !== null) await this.wake(tx, campaign.id, range.number, dueAt);
    return { people: chosen.people, outside };
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

  private async chooseRows(tx: Tx, campaign: Campaign, reaches: readonly Reach[], within: Within): Promise<Chosen> {
    const counted = withinOf(campaign, within.range, []).people;
    const [count] = await tx.query<{ n: number }>(`SELECT COUNT(*) AS n ${counted.sql}`, counted.params);
    const people = count?.n ?? 0;
    const isNobody = people === 0 || reaches.length === 0;
    return { people, outside: isNobody ? new Map() : await this.insert(tx, campaign, reaches, within, [INBOX]), block: null };
  }

  /** Only what the block cannot say becomes a row. */
  private async chooseBlock(tx: Tx, campaign: Campaign, reaches: readonly Reach[], within: Within, name: string): Promise<Chosen> {
    const channel = firstChannel(reaches, campaign);
    const meant = { sql: `${channel.sql} = '${name}'`, params: channel.params };
    const { people, members } = await membersOf(tx, within.range, peopleOf(campaign, reaches), meant);
    const own = members.size;
    const hasMore = reaches.length > 1 && people > own;
    const outside = hasMore ? await this.insert(tx, campaign, reaches, within, [INBOX, name]) : new Map<string, number>();
    if (own > 0) outside.set(name, own);
    return { people, outside, block: own === 0 ? null : { channel: name, members, people: own } };
  }

  private async write(
    tx: Tx,
    campaign: Campaign,
    { number, first, last }: Range,
    { people, block }: Chosen,
    dueAt: number | null,
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO push_range (campaign_id, number, first_member_id, last_member_id, people, due_at, done_at,
         block_channel, block_state, block_people, block_members, block_due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        campaign.id,
        number,
        first,
        last,
        people,
        dueAt,
        dueAt === null ? this.clock.now() : null,
        ...(block ? [block.channel, 'planned', block.people, block.members.toString(), dueAt] : [null, null, 0, null, null]),
      ],
    );
  }

  /** Nobody is read into the process. @returns how many by which channel */
  private async insert(tx: Tx, campaign: Campaign, reaches: readonly Reach[], within: Within, but: string[]): Promise<Map<string, number>> {
    const channel = firstChannel(reaches, campaign);
    const { affected } = await tx.execute(
      `INSERT INTO push_recipient (campaign_id, member_id, account_id, shop_id, channel, state, due_at, changed_at)
       SELECT ?, p.id, p.account_id, p.shop_id, p.channel, 'planned', ?, ?
       FROM (SELECT ${within.id} AS id, ${within.account} AS account_id, ${within.shop} AS shop_id, ${channel.sql} AS channel ${within.people.sql}) p
       WHERE p.channel NOT IN (${but.map((name) => `'${name}'`).join(', ')}) ORDER BY p.id`,
      [campaign.id, this.dueAt(campaign), this.clock.now(), ...channel.params, ...within.people.params],
    );
    const [only, another] = reaches;
    if (affected === 0 || !only) return new Map();
    if (!another) return new Map([[only.channel.name, affected]]);
    const counts = await tx.query<{ channel: string; people: number }>(
      'SELECT channel, COUNT(*) AS people FROM push_recipient WHERE campaign_id = ? AND member_id BETWEEN ? AND ? GROUP BY channel',
      [campaign.id, within.range.first, within.range.last],
    );
    return new Map(counts.map((row) => [row.channel, row.people]));
  }

  private async count(tx: Tx, campaignId: number, counts: ReadonlyMap<string, number>): Promise<void> {
    const grow =
      tx.engine === 'mysql'
        ? 'ON DUPLICATE KEY UPDATE people = people + VALUES(people)'
        : 'ON CONFLICT (campaign_id, channel) DO UPDATE SET people = push_planned.people + excluded.people';
    for (const [channel, people] of counts)
      await tx.execute(`INSERT INTO push_planned (campaign_id, channel, people) VALUES (?, ?, ?) ${grow}`, [campaignId, channel, people]);
  }
}

/** The people of a campaign in one range, and how their id, account and shop are called. */
type Within = { id: string; account: string; shop: string; people: Fragment; range: Range };

function withinOf(campaign: Campaign, range: Range, reaches: readonly Reach[]): Within {
  const isStaff = audienceOf(campaign.to) === 'staff';
  const [id, account, shop] = isStaff ? ['f.id', 'f.account_id', '0'] : ['m.id', 'm.account_id', 'm.shop_id'];
  const { sql, params } = peopleOf(campaign, reaches);
  return { id, account, shop, people: { sql: `${sql} AND ${id} BETWEEN ? AND ?`, params: [...params, range.first, range.last] }, range };
}
