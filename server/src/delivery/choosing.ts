import { INBOX, type PushChannel } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import type { Fragment } from '../platform/database/sql';
import { audienceOf, type Campaign, needsOf, whoOf } from './campaign-rows';
import type { Channel } from './channels/channel';
import { Channels } from './channels/channels';

type Asked = Pick<Campaign, 'to' | 'importance' | 'message'> & { policy: { channels: PushChannel[] } };
export type Reach = { channel: Channel; condition: Fragment };

/** The channels of a campaign in their order, each with the people it reaches; those that reach nobody here are left out. */
@Injectable()
export class Choosing {
  constructor(private readonly channels: Channels) {}

  async reaches(campaign: Asked, now: number): Promise<Reach[]> {
    const needs = needsOf(campaign, now);
    const found: Reach[] = [];
    for (const channel of this.channels.inOrder(campaign.policy.channels)) {
      const condition = channel.name === INBOX ? null : await channel.reaches(needs);
      if (condition) found.push({ channel, condition });
    }
    return found;
  }
}

/** The first channel that reaches, as an expression; the inbox where none does or the person wants no other. */
export function firstChannel(reaches: readonly Reach[], campaign: Pick<Campaign, 'message' | 'to'>): Fragment {
  if (reaches.length === 0) return { sql: `'${INBOX}'`, params: [] };
  const whens = reaches.map(({ channel, condition }) => `WHEN ${condition.sql} THEN '${channel.name}'`);
  return {
    sql: `CASE WHEN ${unwanted(campaign)} THEN '${INBOX}' ${whens.join(' ')} ELSE '${INBOX}' END`,
    params: reaches.flatMap(({ condition }) => condition.params),
  };
}

/**
 * The people of a campaign as `FROM … WHERE …`, each once: whoever is in several shops counts in the first of them. Their accounts are
 * joined only where one of the conditions asks about them.
 */
export function peopleOf(campaign: Pick<Campaign, 'to'>, reaches: readonly Reach[]): Fragment {
  const who = whoOf(campaign.to);
  const [isStaff, asked] = [audienceOf(campaign.to) === 'staff', [who, ...reaches.map(({ condition }) => condition)]];
  const account = asked.some(({ sql }) => /\ba\./.test(sql)) ? `JOIN account a ON a.id = ${isStaff ? 'f' : 'm'}.account_id` : '';
  if (isStaff) return { sql: `FROM staff f ${account} WHERE f.disabled_at IS NULL AND ${who.sql}`, params: who.params };
  // `d`: an earlier membership of the same person. Few have one, and of several the first stands for all.
  return {
    sql: `FROM member m JOIN shop s ON s.id = m.shop_id ${account} LEFT JOIN member d ON d.account_id = m.account_id AND d.id < m.id
      WHERE m.status = 'active' AND ${who.sql}
        AND (d.id IS NULL OR NOT EXISTS (SELECT 1 FROM member e WHERE e.account_id = d.account_id AND e.id < d.id)
          AND m.id = (SELECT MIN(m.id) FROM member m LEFT JOIN shop s ON s.id = m.shop_id
            WHERE m.account_id = d.account_id AND m.status = 'active' AND ${who.sql}))`,
    params: [...who.params, ...who.params],
  };
}

/** Columns are named after the preferences, and the names come from our own types. */
const unwanted = ({ message, to }: Pick<Campaign, 'message' | 'to'>): string =>
  `EXISTS (SELECT 1 FROM push_preference w WHERE w.account_id = ${audienceOf(to) === 'staff' ? 'f' : 'm'}.account_id AND w.${message.category} = 0)`;
