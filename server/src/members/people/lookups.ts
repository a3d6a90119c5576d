import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';

/** What the invitations room, a floor above, tells this one when asked. */
export type InvitationLookup = {
  /** The shop that an invitation names; null for a code that is unknown or ended, or that names none. */
  prospectShopOf(sql: Sql, code: string): Promise<number | null>;
  /** The salesperson at the head of an invitation's chain. */
  rootStaffOf(sql: Sql, invitationId: number): Promise<number | null>;
  /** Who brought these people in, by member id. */
  inviterNames(sql: Sql, memberIds: number[]): Promise<Map<number, string>>;
};

/** The room above puts itself in here when it starts (`onModuleInit`); without it nobody was invited. */
@Injectable()
export class Lookups {
  invitations: InvitationLookup | null = null;
}
