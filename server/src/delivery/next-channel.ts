import { groupBy } from '@dianquan/shared/group-by';
import { INBOX } from '@dianquan/shared/push-channels';
import { inList, type Tx } from '../platform/database/sql';
import { audienceOf, type Campaign } from './campaign-rows';
import { firstChannel, type Reach } from './choosing';
import { moveRecipients, restIn } from './recipient-rows';

export type Move = {
  /** The channel that did not do. */
  after: string;
  from: readonly string[];
  due: number;
  now: number;
  /** What becomes of those whom no later channel reaches; null: nothing. */
  otherwise: string | null;
};

/** Sends these people on to the first of the later channels that reaches them. @returns how many have one */
export async function tryNextChannel(
  tx: Tx,
  campaign: Campaign,
  reaches: readonly Reach[],
  memberIds: number[],
  move: Move,
): Promise<number> {
  if (memberIds.length === 0) return 0;
  const next = await nextChannels(tx, campaign, laterThan(campaign, reaches, move.after), memberIds);
  let moved = 0;
  for (const [channel, ids] of groupBy(memberIds, (id) => next.get(id) ?? INBOX)) {
    if (channel === INBOX) {
      if (move.otherwise !== null) await moveRecipients(tx, campaign.id, ids, move.from, restIn(move.otherwise, move.now));
      continue;
    }
    moved += await moveRecipients(tx, campaign.id, ids, move.from, {
      sql: `state = 'planned', channel = ?, due_at = ?, changed_at = ?, attempts = 0`,
      params: [channel, move.due, move.now],
    });
  }
  return moved;
}

/** A channel that is not in the campaign's order (any more) is followed by none. */
export function laterThan({ policy }: Pick<Campaign, 'policy'>, reaches: readonly Reach[], channel: string): Reach[] {
  const place = policy.channels.map(String).indexOf(channel);
  return place < 0 ? [] : reaches.filter((one) => policy.channels.indexOf(one.channel.name) > place);
}

async function nextChannels(tx: Tx, campaign: Campaign, later: readonly Reach[], memberIds: number[]): Promise<Map<number, string>> {
  if (later.length === 0) return new Map();
  const channel = firstChannel(later, campaign);
  const ids = inList(memberIds);
  const { id, from } = PEOPLE[audienceOf(campaign.to)];
  const rows = await tx.query<{ id: number; channel: string }>(
    `SELECT ${id} AS id, ${channel.sql} AS channel ${from} WHERE ${id} IN ${ids.sql}`,
    [...channel.params, ...ids.params],
  );
  return new Map(rows.map((row) => [row.id, row.channel]));
}

const PEOPLE = {
  staff: { id: 'f.id', from: 'FROM staff f JOIN account a ON a.id = f.account_id' },
  members: { id: 'm.id', from: 'FROM member m JOIN account a ON a.id = m.account_id JOIN shop s ON s.id = m.shop_id' },
} as const;
