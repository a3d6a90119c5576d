import type { ReturnKind, ReturnLineFacts } from '@dianquan/shared/return-rule';
import { shopScope } from '../../members/shop-scope';
import { forUpdate, type Sql, type SqlValue } from '../../platform/database/sql';
import { NotFound } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';

export type ReturnState = 'requested' | 'approved' | 'refused' | 'received';
/** Base units. `agreed` is null until decided; `fen` is the worth of what was agreed to, of what is asked for before. */
export type ReturnLine = { line: number; quantity: number; agreed: number | null; fen: number };
export type ReturnRow = {
  id: number;
  number: string;
  orderId: number;
  orderNumber: string;
  shopId: number;
  shopName: string;
  kind: ReturnKind;
  state: ReturnState;
  reason: string;
  /** JSON of ReturnLine[]. */
  linesJson: string;
  totalFen: number;
  accountId: number;
  requestedAt: number;
  requestedBy: string;
  decidedAt: number | null;
  decidedBy: string | null;
  decisionNote: string;
  receivedAt: number | null;
  refundFen: number | null;
};
/** As much of a request as counts towards what may still be asked back. */
export type ReturnTally = Pick<ReturnRow, 'kind' | 'state' | 'linesJson'>;

const COLUMNS = `r.id, r.number, r.order_id AS orderId, o.number AS orderNumber, r.shop_id AS shopId, s.name AS shopName, r.kind, r.state, r.reason,
  r.lines_json AS linesJson, r.total_fen AS totalFen, r.account_id AS accountId, r.requested_at AS requestedAt,
  COALESCE(rs.name, a.name, m.name, '') AS requestedBy, r.decided_at AS decidedAt, ds.name AS decidedBy, r.decision_note AS decisionNote,
  r.received_at AS receivedAt, r.refund_fen AS refundFen`;
const FROM = `return_request r JOIN shop_order o ON o.id = r.order_id JOIN shop s ON s.id = r.shop_id
  LEFT JOIN account a ON a.id = r.account_id LEFT JOIN staff rs ON rs.account_id = r.account_id
  LEFT JOIN member m ON m.account_id = r.account_id AND m.shop_id = r.shop_id LEFT JOIN staff ds ON ds.id = r.decided_by_staff_id`;

export async function findReturns(
  sql: Sql,
  me: Actor,
  { where = '(1 = 1)', params = [], limit }: { where?: string; params?: SqlValue[]; limit: number },
): Promise<ReturnRow[]> {
  const scope = shopScope(me, 's');
  return sql.query<ReturnRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE ${where} AND ${scope.sql} ORDER BY r.id DESC LIMIT ${limit}`, [
    ...params,
    ...scope.params,
  ]);
}

/** @throws NotFound for a return that isn't the actor's to see */
export async function findReturn(sql: Sql, me: Actor, id: number): Promise<ReturnRow> {
  const [row] = await findReturns(sql, me, { where: 'r.id = ?', params: [id], limit: 1 });
  if (!row) throw new NotFound();
  return row;
}

/** As `findReturn`; nobody else decides about it until the transaction is over. */
export async function lockReturn(sql: Sql, me: Actor, id: number): Promise<ReturnRow> {
  if (sql.engine === 'mysql') await sql.query(`SELECT id FROM return_request WHERE id = ?${forUpdate(sql)}`, [id]);
  return findReturn(sql, me, id);
}

export const linesIn = (row: Pick<ReturnRow, 'linesJson'>): ReturnLine[] => JSON.parse(row.linesJson) as ReturnLine[];

/** What the rule looks at of a line, with the requests that there are for its order. */
export function returnFactsOf({ line, shipped }: { line: number; shipped: number }, requests: readonly ReturnTally[]): ReturnLineFacts {
  const unsold = requests.filter(({ kind }) => kind !== 'damage');
  return { shipped, asked: askedOf(requests, line), askedUnsold: askedOf(unsold, line) };
}

/** Of what was agreed to the agreed part, of what waits all of it, of what was refused nothing. */
function askedOf(requests: readonly ReturnTally[], line: number): number {
  return requests
    .filter(({ state }) => state !== 'refused')
    .flatMap(linesIn)
    .filter((one) => one.line === line)
    .reduce((sum, { quantity, agreed }) => sum + (agreed ?? quantity), 0);
}
