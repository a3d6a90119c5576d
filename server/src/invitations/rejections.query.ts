import type { Answer, Input } from '@dianquan/shared/contract/all';
import { maskPhone } from '../members/phone-privacy';
import type { Sql } from '../platform/database/sql';
import type { StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import type { Rejection } from './invitation-log';

type Row = {
  id: number;
  at: number;
  reason: Rejection;
  invitation_id: number | null;
  inviter_name: string | null;
  who: string | null;
  phone: string | null;
};

/** Refused joins with the reason: a salesperson's own, everybody's for managers and admins. */
export async function listRejections(
  sql: Sql,
  me: StaffActor,
  input: Input<'invitations.rejections'>,
): Promise<Answer<'invitations.rejections'>> {
  const before = decodeCursor(input.cursor, ['number'])?.[0] as number | undefined;
  const all = me.staff.roles.some((role) => role === 'manager' || role === 'admin');
  const rows = await sql.query<Row>(
    `SELECT e.id, e.at, e.reason, e.invitation_id, COALESCE(st.name, m.name) AS inviter_name, a.name AS who, a.phone FROM invitation_event e
       LEFT JOIN invitation i ON i.id = e.invitation_id LEFT JOIN staff st ON st.id = i.staff_id LEFT JOIN member m ON m.id = i.member_id LEFT JOIN account a ON a.id = e.account_id
     WHERE e.kind = 'rejected' ${all ? '' : 'AND e.root_staff_id = ?'} ${before === undefined ? '' : 'AND e.id < ?'} ORDER BY e.id DESC LIMIT ${input.limit + 1}`,
    [...(all ? [] : [me.staff.id]), ...(before === undefined ? [] : [before])],
  );
  const page = pageOfRows(rows, input.limit, (row) => [row.id]);
  return {
    items: page.rows.map((row) => ({
      id: row.id,
      at: new Date(row.at).toISOString(),
      reason: row.reason,
      inviterName: row.inviter_name,
      who: row.who ?? maskPhone(row.phone),
      invitationId: row.invitation_id,
    })),
    next: page.next,
  };
}
