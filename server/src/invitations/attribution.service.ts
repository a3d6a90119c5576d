import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { AttributionRow } from '@dianquan/shared/contract/invitations';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import { Database } from '../platform/database/database';
import { inList, type SqlValue } from '../platform/database/sql';
import { type Actor, hasRole } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { InvitationsPresenter, personOf } from './invitations.presenter';
import { dayEnd, dayStart } from './period';

type Row = {
  account_id: number;
  member_id: number;
  name: string;
  role: 'owner' | 'clerk';
  shop_id: number;
  shop_name: string;
  at: number;
  staff_id: number | null;
  inviter_member_id: number | null;
  invitation_id: number;
  campaign: string | null;
  stranger: number;
};
type Link = { id: number; parent_id: number | null; staff_id: number | null; member_id: number | null };

/** Who brought in whom, at any time, for those who may see it. */
@Injectable()
export class AttributionService {
  constructor(
    private readonly db: Database,
    private readonly presenter: InvitationsPresenter,
  ) {}

  async list(me: Actor, input: Input<'invitations.attribution'>): Promise<Answer<'invitations.attribution'>> {
    const after = decodeCursor(input.cursor, ['number', 'number']) as [number, number] | null;
    const where = this.whereOf(me, input);
    if (after) where.add('(a.at < ? OR (a.at = ? AND a.account_id < ?))', after[0], after[0], after[1]);
    const rows = await this.db.query<Row>(
      `SELECT a.account_id, a.member_id, m.name, m.role, a.shop_id, s.name AS shop_name, a.at, a.staff_id, a.inviter_member_id, a.invitation_id, i.campaign, a.stranger
       FROM attribution a JOIN member m ON m.id = a.member_id JOIN shop s ON s.id = a.shop_id JOIN invitation i ON i.id = a.invitation_id
       WHERE ${where.parts.join(' AND ')} ORDER BY a.at DESC, a.account_id DESC LIMIT ${input.limit + 1}`,
      where.params,
    );
    const page = pageOfRows(rows, input.limit, (row) => [row.at, row.account_id]);
    return { items: await this.present(page.rows), next: page.next };
  }

  /** Staff see what they brought in and what happened in the shops that they may see; a member, whom they themself invited. */
  private whereOf(me: Actor, input: Input<'invitations.attribution'>) {
    const parts: string[] = [];
    const params: SqlValue[] = [];
    const add = (sql: string, ...values: SqlValue[]): void => {
      parts.push(sql);
      params.push(...values);
    };
    if (me.staff) {
      const scope = shopScope(me, 's');
      if (hasRole(me, 'salesperson')) add(`(a.root_staff_id = ? OR ${scope.sql})`, me.staff.id, ...(scope.params as SqlValue[]));
      else add(scope.sql, ...(scope.params as SqlValue[]));
    } else add('a.inviter_member_id IN (SELECT x.id FROM member x WHERE x.account_id = ?)', me.accountId);
    if (input.staffId !== undefined) add('a.root_staff_id = ?', input.staffId);
    if (input.inviterMemberId !== undefined) add('a.inviter_member_id = ?', input.inviterMemberId);
    if (input.shopId !== undefined) add('a.shop_id = ?', input.shopId);
    if (input.stranger !== undefined) add('a.stranger = ?', input.stranger === 'true' ? 1 : 0);
    if (input.from !== undefined) add('a.at >= ?', dayStart(input.from));
    if (input.to !== undefined) add('a.at < ?', dayEnd(input.to));
    return { parts, params, add };
  }

  private async present(rows: Row[]): Promise<AttributionRow[]> {
    const chains = await this.chains(rows.map((row) => row.invitation_id));
    const issuers = rows.map((row) => ({ staff_id: row.staff_id, member_id: row.inviter_member_id }));
    const people = await this.presenter.people([...issuers, ...[...chains.values()].flat()]);
    return rows.map((row) => ({
      accountId: row.account_id,
      memberId: row.member_id,
      memberName: row.name,
      role: row.role,
      shopId: row.shop_id,
      shopName: row.shop_name,
      joinedAt: new Date(row.at).toISOString(),
      inviter: personOf(people, row.staff_id, row.inviter_member_id),
      stranger: Boolean(row.stranger),
      chain: (chains.get(row.invitation_id) ?? []).map((link) => {
        const { kind, id, name } = personOf(people, link.staff_id, link.member_id);
        return { kind, id, name };
      }),
      campaign: row.campaign,
    }));
  }

  /** From the head down. A level of all chains is one query; a parent is older than its child, so it ends. */
  private async chains(invitationIds: number[]): Promise<Map<number, Link[]>> {
    const links = new Map<number, Link>();
    let wanted = [...new Set(invitationIds)];
    while (wanted.length > 0) {
      const ids = inList(wanted);
      const rows = await this.db.query<Link>(
        `SELECT id, parent_id, staff_id, member_id FROM invitation WHERE id IN ${ids.sql}`,
        ids.params,
      );
      for (const row of rows) links.set(row.id, row);
      wanted = [...new Set(rows.flatMap((row) => (row.parent_id === null || links.has(row.parent_id) ? [] : [row.parent_id])))];
    }
    return new Map(invitationIds.map((id) => [id, chainOf(links, id)]));
  }
}

function chainOf(links: Map<number, Link>, id: number): Link[] {
  const chain: Link[] = [];
  for (let link = links.get(id); link; link = link.parent_id === null ? undefined : links.get(link.parent_id)) chain.unshift(link);
  return chain;
}
