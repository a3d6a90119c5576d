import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErased } from '../members/events';
import { type InvitationLookup, Lookups } from '../members/people/lookups';
import { OwnData } from '../members/people/own-data';
import { Clock } from '../platform/clock';
import { inList, type Sql, type Tx } from '../platform/database/sql';
import { OnEvent } from '../platform/jobs/events';
import { type InvitationRow, stateOf } from './invitation-state';

/** What this room tells the members room below when asked. */
@Injectable()
export class InvitationLookups implements OnModuleInit, InvitationLookup {
  constructor(
    private readonly clock: Clock,
    private readonly lookups: Lookups,
    private readonly own: OwnData,
  ) {}

  onModuleInit(): void {
    this.lookups.invitations = this;
    this.own.register({ key: 'invitations', collect });
  }

  async prospectShopOf(sql: Sql, code: string): Promise<number | null> {
    const [row] = await sql.query<InvitationRow>('SELECT * FROM invitation WHERE code = ?', [code]);
    return row && stateOf(row, this.clock.now()) === 'open' ? row.prospect_shop_id : null;
  }

  async rootStaffOf(sql: Sql, invitationId: number): Promise<number | null> {
    const [row] = await sql.query<{ root_staff_id: number | null }>('SELECT root_staff_id FROM invitation WHERE id = ?', [invitationId]);
    return row?.root_staff_id ?? null;
  }

  async inviterNames(sql: Sql, memberIds: number[]): Promise<Map<number, string>> {
    const ids = inList(memberIds);
    const rows = await sql.query<{ id: number; name: string | null }>(
      `SELECT m.id, COALESCE(st.name, im.name) AS name FROM member m JOIN invitation i ON i.id = m.invitation_id
         LEFT JOIN staff st ON st.id = i.staff_id LEFT JOIN member im ON im.id = i.member_id WHERE m.id IN ${ids.sql}`,
      ids.params,
    );
    return new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.id, row.name] as const])));
  }

  /** Their open invitations end; the credit stays as an id without a person behind it. */
  @OnEvent(AccountErased)
  async onErased(event: AccountErased, tx: Tx): Promise<void> {
    const ids = inList(event.memberIds);
    await tx.execute(`UPDATE invitation SET revoked_at = ? WHERE revoked_at IS NULL AND member_id IN ${ids.sql}`, [
      event.at,
      ...ids.params,
    ]);
  }
}

async function collect(sql: Sql, accountId: number): Promise<unknown> {
  const made = await sql.query<{ created_at: number; used: number; landed: number }>(
    'SELECT i.created_at, i.used, i.landed FROM invitation i JOIN member m ON m.id = i.member_id WHERE m.account_id = ? ORDER BY i.id',
    [accountId],
  );
  const [credit] = await sql.query<{ at: number; name: string | null }>(
    'SELECT a.at, COALESCE(st.name, m.name) AS name FROM attribution a LEFT JOIN staff st ON st.id = a.staff_id LEFT JOIN member m ON m.id = a.inviter_member_id WHERE a.account_id = ?',
    [accountId],
  );
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    made: made.map((row) => ({ createdAt: iso(row.created_at), used: row.used, landed: row.landed })),
    broughtInBy: credit ? { name: credit.name, at: iso(credit.at) } : null,
  };
}
