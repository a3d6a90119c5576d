import type { PushSettings } from '@dianquan/shared/contract/delivery';
import type { PushChannel } from '@dianquan/shared/push-channels';
import { type Fragment, inList, type Sql } from '../platform/database/sql';
import type { Audience, CampaignNeeds, Importance, Message } from './channels/channel';
import { CHUNK_SIZE } from './member-chunks';

/** To whom: members by a condition over `m` (member) and `s` (shop), or by id; or staff by id. */
export type To = { condition: Fragment } | { memberIds: number[] } | { staffIds: number[] };

/** What held when the campaign began: later changes of the settings concern later campaigns. */
export type Policy = Omit<PushSettings, 'channels' | 'callAfterHours'> & { channels: PushChannel[]; at: number };

export type CampaignState = 'planning' | 'sending' | 'done' | 'withdrawn';
export type Campaign = {
  id: number;
  kind: string;
  subject: string;
  message: Message;
  policy: Policy;
  to: To;
  importance: Importance;
  state: CampaignState;
  people: number;
  /** With a fault nothing goes out until the job of this id has been tried again. */
  fault: string | null;
  faultJobId: number | null;
};

type Row = {
  id: number;
  kind: string;
  subject: string;
  message: string;
  policy: string;
  audience: string;
  importance: Importance;
  state: CampaignState;
  people: number;
  fault: string | null;
  job_id: number | null;
};

const COLUMNS = 'id, kind, subject, message, policy, audience, importance, state, people, fault, job_id';

export async function findCampaign(sql: Sql, by: { id: number } | { subject: string }): Promise<Campaign | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['subject', by.subject];
  const [row] = await sql.query<Row>(`SELECT ${COLUMNS} FROM push_campaign WHERE ${column} = ?`, [value]);
  if (!row) return null;
  const { message, policy, audience, job_id, ...same } = row;
  return { ...same, message: JSON.parse(message), policy: JSON.parse(policy), to: JSON.parse(audience), faultJobId: job_id };
}

export const audienceOf = (to: To): Audience => ('staffIds' in to ? 'staff' : 'members');

export const needsOf = ({ to, importance, message }: Pick<Campaign, 'to' | 'importance' | 'message'>, now: number): CampaignNeeds => ({
  to: audienceOf(to),
  importance,
  message,
  now,
});

/** Who of `m`, `s` (or `f` of the staff) is meant. */
export function whoOf(to: To): Fragment {
  if ('condition' in to) return to.condition;
  const [column, ids] = 'memberIds' in to ? ['m.id', to.memberIds] : ['f.id', to.staffIds];
  const among = inList(ids);
  return { sql: `${column} IN ${among.sql}`, params: among.params };
}

/** Ids named one by one are all in one range; others in ranges of member ids that are fixed by the id alone. */
export const isNamed = (to: To): boolean => !('condition' in to);
export const NAMED_RANGE = { number: 0, first: 1, last: 4_294_967_295 };
export const rangeOf = (number: number): { number: number; first: number; last: number } => ({
  number,
  first: number * CHUNK_SIZE + 1,
  last: (number + 1) * CHUNK_SIZE,
});
