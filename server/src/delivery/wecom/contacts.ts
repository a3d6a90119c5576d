import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErased, AccountIdentified } from '../../members/events';
import { type ContactLookup, Lookups } from '../../members/people/lookups';
import { OwnData } from '../../members/people/own-data';
import { forUpdate, insertMany, type Sql, type Tx } from '../../platform/database/sql';
import { Events, OnEvent } from '../../platform/jobs/events';
import { Jobs } from '../../platform/jobs/jobs';
import { CustomerAdded, CustomerIdentified, CustomerRemoved } from '../../platform/wecom/events';

type Pair = { userid: string; externalUserid: string };

/** Which customer knows which member of the corp, and who they are here: kept from what WeCom tells. */
@Injectable()
export class WecomContacts implements OnModuleInit, ContactLookup {
  constructor(
    private readonly lookups: Lookups,
    private readonly own: OwnData,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.lookups.contacts = this;
    this.own.register({ key: 'wecom', collect });
  }

  /** Notices may overtake each other: what happened later counts, whenever it is told. */
  @OnEvent(CustomerAdded)
  async onAdded({ userid, externalUserid, state, at }: CustomerAdded, tx: Tx): Promise<void> {
    const row = await this.lock(tx, { userid, externalUserid });
    const isNews = row.added_at < at;
    await tx.execute(
      `UPDATE wecom_contact SET added_at = ?, state = COALESCE(state, ?), removed_at = CASE WHEN removed_at <= ? THEN NULL ELSE removed_at END
       WHERE external_userid = ? AND userid = ?`,
      [isNews ? at : row.added_at, state, at, externalUserid, userid],
    );
    if (row.account_id === null) await this.jobs.add(tx, 'wecom.identify', { externalUserid }, { key: `wecom.identify:${externalUserid}` });
  }

  @OnEvent(CustomerRemoved)
  async onRemoved({ userid, externalUserid, at }: CustomerRemoved, tx: Tx): Promise<void> {
    await this.lock(tx, { userid, externalUserid });
    await tx.execute(
      `UPDATE wecom_contact SET removed_at = ? WHERE external_userid = ? AND userid = ? AND added_at <= ? AND (removed_at IS NULL OR removed_at < ?)`,
      [at, externalUserid, userid, at, at],
    );
  }

  /** Someone who was a customer in WeCom before they first came here. */
  @OnEvent(AccountIdentified)
  async onIdentified({ accountId, unionid, at }: AccountIdentified, tx: Tx): Promise<void> {
    const { affected } = await tx.execute('UPDATE wecom_contact SET account_id = ? WHERE unionid = ? AND account_id IS NULL', [
      accountId,
      unionid,
    ]);
    if (affected > 0) await this.events.publish(tx, new CustomerIdentified(accountId, at));
  }

  @OnEvent(AccountErased)
  async onErased({ accountId }: AccountErased, tx: Tx): Promise<void> {
    await tx.execute('UPDATE wecom_contact SET account_id = NULL, unionid = NULL WHERE account_id = ?', [accountId]);
  }

  async statesOf(sql: Sql, accountId: number): Promise<{ state: string; at: number }[]> {
    return sql.query<{ state: string; at: number }>(
      'SELECT state, added_at AS at FROM wecom_contact WHERE account_id = ? AND state IS NOT NULL ORDER BY added_at, userid',
      [accountId],
    );
  }

  private async lock(tx: Tx, { userid, externalUserid }: Pair): Promise<{ added_at: number; account_id: number | null }> {
    await insertMany(tx, 'wecom_contact', ['external_userid', 'userid', 'added_at'], [[externalUserid, userid, 0]], { ignore: true });
    const [row] = await tx.query<{ added_at: number; account_id: number | null }>(
      `SELECT added_at, account_id FROM wecom_contact WHERE external_userid = ? AND userid = ?${forUpdate(tx)}`,
      [externalUserid, userid],
    );
    return row ?? { added_at: 0, account_id: null };
  }
}

/** What is stored here about one person, as they get it. */
async function collect(sql: Sql, accountId: number): Promise<unknown> {
  const known = await sql.query<{ name: string | null; added_at: number; removed_at: number | null }>(
    `SELECT f.name, c.added_at, c.removed_at FROM wecom_contact c LEFT JOIN staff f ON f.wecom_userid = c.userid
     WHERE c.account_id = ? ORDER BY c.added_at, c.userid`,
    [accountId],
  );
  const [link] = await sql.query<{ corp_name: string; userid: string; linked_at: number }>(
    'SELECT corp_name, userid, linked_at FROM wecom_linked_member WHERE account_id = ?',
    [accountId],
  );
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    salespeople: known.map(({ name, added_at, removed_at }) => ({
      name,
      addedAt: iso(added_at),
      removedAt: removed_at === null ? null : iso(removed_at),
    })),
    company: link ? { name: link.corp_name, userid: link.userid, linkedAt: iso(link.linked_at) } : null,
  };
}
