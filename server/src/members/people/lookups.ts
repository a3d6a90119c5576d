import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';

/** What the invitations room, a floor above, tells this one when asked. */
export type InvitationLookup = {
  /** The shop that an invitation names; null for a code that is unknown or ended, or that names none. */
  prospectShopOf(sql: Sql, code: string): Promise<number | null>;
  /** The salesperson at the head of an invitation's chain. */
  rootStaffOf(sql: Sql, invitationId: number): Promise<number | null>;
  /** Who brought these people in, by member id. */
  inviterNames(sql: Sql, memberIds: number[]): Promise<Map<number, string>>;
};

/** What the communities room tells: an invitation may lead into one of them. */
export type CommunityLookup = {
  /** Null for one that does not exist, is archived, or is not the actor's to see. */
  find(actor: Actor, communityId: number): Promise<{ id: number; name: string } | null>;
  /** How many joined shops a community has; null when it is gone. */
  summary(sql: Sql, communityId: number): Promise<{ name: string; shops: number } | null>;
};

/** What the announcements room tells: somebody who has just joined is led to what waits for them. */
export type NoticeLookup = { firstUnread(sql: Sql, memberId: number): Promise<number | null> };

/** What the delivery room tells: somebody may have met a salesperson in WeCom before they came here. */
export type ContactLookup = {
  /** What the codes were made with by which this person became a customer in WeCom, the first one first. */
  statesOf(sql: Sql, accountId: number): Promise<{ state: string; at: number }[]>;
};

/** The room above puts itself in here when it starts (`onModuleInit`); without it nobody was invited. */
@Injectable()
export class Lookups {
  invitations: InvitationLookup | null = null;
  communities: CommunityLookup | null = null;
  notices: NoticeLookup | null = null;
  contacts: ContactLookup | null = null;
}
