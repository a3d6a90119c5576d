import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { inList } from '../../platform/database/sql';
import type { Recipient } from '../channels/channel';

/** A customer as one salesperson knows them. */
export type Contact = { accountId: number; externalUserid: string; userid: string; staffId: number };
export type MassTaskRow = {
  id: number;
  campaignId: number;
  userid: string;
  platformId: string;
  people: number;
  state: string;
  createdAt: number;
};

const COLUMNS = 'id, campaign_id AS campaignId, userid, platform_id AS platformId, people, state, created_at AS createdAt';

/** Mass messages as they stand with their salespeople. */
@Injectable()
export class MassTasks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** By account: through the salesperson of their own shop, or else whoever got to know them last. */
  async contactsOf(to: readonly Recipient[]): Promise<Map<number, Contact>> {
    const accounts = inList(to.map(({ accountId }) => accountId));
    const rows = await this.db.query<Contact>(
      `SELECT c.account_id AS accountId, c.external_userid AS externalUserid, c.userid, f.id AS staffId
       FROM wecom_contact c JOIN staff f ON f.wecom_userid = c.userid AND f.disabled_at IS NULL
       WHERE c.account_id IN ${accounts.sql} AND c.removed_at IS NULL ORDER BY c.added_at`,
      accounts.params,
    );
    const owners = new Map(to.map(({ accountId, ownerStaffId }) => [accountId, ownerStaffId]));
    const found = new Map<number, Contact>();
    for (const row of rows) {
      const known = found.get(row.accountId);
      if (known === undefined || known.staffId !== owners.get(row.accountId)) found.set(row.accountId, row);
    }
    return found;
  }

  async made(campaignId: number, contact: Contact, platformId: string, people: number): Promise<void> {
    await this.db.execute(
      `INSERT INTO push_mass_task (campaign_id, staff_id, userid, platform_id, people, state, created_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?)`,
      [campaignId, contact.staffId, contact.userid, platformId, people, this.clock.now()],
    );
  }

  /** Those that nobody has confirmed, also where we have taken them back already. */
  unconfirmed(platformIds: readonly string[]): Promise<MassTaskRow[]> {
    const ids = inList([...new Set(platformIds)]);
    return this.db.query(`SELECT ${COLUMNS} FROM push_mass_task WHERE state <> 'confirmed' AND platform_id IN ${ids.sql}`, ids.params);
  }

  /** Those to ask about: not confirmed yet, or so short a while ago that it may not be with everybody. */
  due(askedBefore: number, confirmedAfter: number, limit: number): Promise<MassTaskRow[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM push_mass_task WHERE (state = 'waiting' OR (state = 'confirmed' AND confirmed_at > ?)) AND COALESCE(pulled_at, 0) < ?
       ORDER BY COALESCE(pulled_at, 0), id LIMIT ${limit}`,
      [confirmedAfter, askedBefore],
    );
  }

  async cancelled(id: number): Promise<void> {
    await this.db.execute(`UPDATE push_mass_task SET state = 'cancelled' WHERE id = ? AND state = 'waiting'`, [id]);
  }
}
