import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import type { FieldFault } from '@dianquan/shared/errors';
import type { PushChannel, TemplateUse } from '@dianquan/shared/push-channels';
import type { Fragment, Tx } from '../../platform/database/sql';

/** What one campaign says, whatever it is sent through. */
export type Message = {
  use: TemplateUse;
  title: string;
  summary: string;
  /** Of the mini-program, with its query: what a tap opens. */
  page: string;
  /** Which of a person's preferences it falls under. */
  category: 'announcements' | 'orders' | 'community';
  /** Epoch milliseconds of what is told. */
  at: number;
  sender?: string;
  /** Further sources of template fields: number, amount, state, note. */
  fields?: Record<string, string>;
  /** How many notices this one stands for, where several became one. */
  merged?: number;
};

export type Importance = 'order' | 'must' | 'normal';

/** Whom a campaign is for. Recipients of staff carry the staff id in place of the member id. */
export type Audience = 'members' | 'staff';

export type CampaignNeeds = { to: Audience; importance: Importance; message: Message; now: number };

export type Recipient = {
  campaignId: number;
  /** Of the member; of the staff person in a campaign for staff. */
  memberId: number;
  accountId: number;
  /** 0 for staff. */
  shopId: number;
  shopName: string;
  name: string;
  /** openid of WeChat, userid of WeCom. */
  externalId: string;
  unionid: string | null;
  /** The salesperson of the shop; null for none and for staff. */
  ownerStaffId: number | null;
  /** Set by `hold`, kept with the attempt. */
  templateId?: number;
};

export type Outcome =
  | { state: 'accepted'; platformId?: string }
  /** Only this person: with `permanent` this channel does not try them again. */
  | { state: 'refused'; code: number; permanent: boolean; reason: string }
  /** Nothing has been sent; not before `until`, with `pausesChannel` nothing to anybody. */
  | { state: 'later'; code: number; until: number; pausesChannel: boolean; reason: string }
  /** It may have arrived; never tried again unless the channel is `repeatable`. */
  | { state: 'unknown'; reason: string }
  /** The message itself is refused: nobody can get it as it is. It becomes a dead letter. */
  | { state: 'broken'; code: number; reason: string };

export type Settled = { recipient: Recipient; outcome: Outcome };

/** Many people at once. Who they are beyond their ids is looked up only when asked for. */
export type BlockOfPeople = { campaignId: number; memberIds: number[]; recipients(): Promise<Recipient[]> };

export type Limit = {
  /** Shown to admins. */
  label: string;
  per: LimitPeriod;
  most: number;
  /** Recipients with the same key share the limit. */
  key(recipient: Recipient): string;
  /** The whole app shares it: then its use can be shown. */
  shared: boolean;
};
export type LimitPeriod = 'minute' | 'hour' | 'day' | 'month';

/** An attempt whose message the platform can still take back. */
export type Recallable = { attemptId: number; platformId: string; memberId: number; accountId: number; at: number };

/**
 * A way to reach somebody outside the app. One file `NAME.channel.ts` in this folder that exports one such class: it is found by its
 * file name, so a channel is added without touching anything else. What it injects must be provided by the delivery module.
 */
export abstract class Channel {
  abstract readonly name: PushChannel;
  abstract readonly label: string;
  /** Where nobody has said in which order channels are tried, the cheapest is first. */
  readonly cost: number = 100;
  /** At most so many recipients in one call of `send`. */
  readonly batch: number = 1;
  /** The platform itself recognises a repetition, so that what is ambiguous may be tried again. */
  readonly repeatable: boolean = false;
  /** False where nothing can be told of a single person: then accepted sends leave no row of their own, refused ones do. */
  readonly keepsAttempts: boolean = true;
  abstract readonly limits: readonly Limit[];

  /**
   * A condition that is true where this person can be reached now; that they want to be is looked at beside it. Aliases: `m` member, `s` shop, `a` account; in a campaign for staff
   * `f` staff and `a` account. Planning and the forecast use the same one. Null: not available here, or not for such a campaign.
   */
  abstract reaches(needs: CampaignNeeds): Promise<Fragment | null>;
  /** The message as the person will see it. */
  abstract preview(message: Message): Promise<ChannelPreview>;
  /** Never throws for a refusal; one outcome for each recipient, in their order. Runs outside any transaction. */
  abstract send(message: Message, to: Recipient[]): Promise<Outcome[]>;

  /**
   * Where nothing needs to be known of single people and nothing is told of them: takes all of a range at once. Such a channel has no
   * limits and keeps no attempts; `hold`, `send` and `settle` are for those alone who had to be looked at by themselves.
   * @returns who was not accepted, with why
   */
  sendBlock?(message: Message, to: BlockOfPeople): Promise<Settled[]>;

  /** What would be refused, asked before anything is queued. */
  async check(_message: Message): Promise<FieldFault[]> {
    return [];
  }

  /** Reserves what a send uses up, in the transaction that marks these people as being sent to. Who is not returned is not reached any more. */
  async hold(_tx: Tx, _message: Message, to: Recipient[]): Promise<Recipient[]> {
    return to;
  }

  /** Books what came of it, in the transaction that records it. Recipients of a worker that died come as `unknown`. */
  async settle(_tx: Tx, _message: Message, _results: Settled[]): Promise<void> {}

  /** Takes back what can be; returns the attempts that were. */
  async recall(_attempts: Recallable[]): Promise<number[]> {
    return [];
  }

  /** What keeps it from sending, in words, and its token, for the admin's page. */
  async health(): Promise<{ on: boolean; fault: string | null; token: { valid: boolean; until: string | null } | null }> {
    return { on: true, fault: null, token: null };
  }
}
