import { randomUUID } from 'node:crypto';
import type { OperationId } from '@dianquan/shared/routes';
import type { Call, TestApp } from '../app';
import { BARCODE } from './catalogue-worlds';
import { ID_PARAMETERS } from './id-parameters';
import type { Named, Unnamed } from './id-row';
import { textOf } from './text-of';
import type { Thing, World } from './worlds';

export type Place = { id: OperationId; place: string };
/** What an operation needs beside the id that is replayed, to get as far as looking at it. */
const BODIES: Partial<Record<OperationId, (b: World) => object>> = {
  'announcements.noteCall': () => ({ result: 'told' }),
  'announcements.update': () => ({ title: '改过' }),
  'communities.decideJoinRequest': () => ({ approve: false }),
  'communities.update': () => ({ description: '改过' }),
  'communities.requestToJoin': () => ({}),
  'credit.set': () => ({ limitFen: 100, termDays: 30 }),
  'favourites.put': () => ({}),
  'orderSets.put': () => ({ lines: [] }),
  'products.update': () => ({ description: '改过' }),
  'customFields.update': () => ({ label: '改过' }),
  'orders.amend': () => ({ version: 1, lines: [{ line: 1, quantity: 1 }], note: '少发' }),
  'orders.cancel': () => ({ reason: '不要了' }),
  'orders.takeStep': () => ({}),
  'payments.confirmOffline': () => ({ confirm: false }),
  'payments.prepay': () => ({}),
  'payments.refund': () => ({ fen: 1, reason: '多付' }),
  'returns.decide': () => ({ agree: false }),
  'returns.receive': () => ({ warehouseId: 1 }),
  'returns.request': () => ({ kind: 'return', lines: [{ line: 1, quantity: 1 }], reason: '卖不动' }),
  'segments.update': () => ({ name: '改过' }),
  'shops.handOver': (b) => ({ fromStaffId: b.things.staff, toStaffId: b.things.secondStaff }),
  'shops.import': () => ({ mapping: { 店名: 'name' } }),
  'shops.update': () => ({ trade: '改过' }),
  'staff.update': () => ({ name: '改过' }),
  'statements.reply': (b) => ({ lineId: b.things.ledgerLine, text: '已核对' }),
  'statements.answer': (b) => ({ confirm: false, objections: [{ lineId: b.things.ledgerLine, text: '不对' }] }),
};
/** What stands in a path and is no id. */
export const PATH_WORDS: Record<string, string> = { month: '2026-10', kind: 'post', barcode: BARCODE, step: 'approval' };
/** Which of one's own things stands in the path while another place is tried. */
const STANDING_BY: Partial<Record<OperationId, Thing>> = { 'announcements.update': 'draft' };

export const isNamed = (row: Named | Unnamed | undefined): row is Named => row !== undefined && 'names' in row;

/** A request of B's, in which the id at one place is the given one and all others are B's own. */
export function requestWith(b: World, { id, place }: Place, named: Named, value: number, signature: string): Call {
  const rows = ID_PARAMETERS[id] ?? {};
  const params: Record<string, number | string> = { ...PATH_WORDS };
  for (const [where, row] of Object.entries(rows)) {
    if (!where.startsWith('path.')) continue;
    const name = where.slice(5);
    const own = isNamed(row) ? (STANDING_BY[id] ?? row.names[0]) : undefined;
    params[name] = own === undefined ? b.code : Number(b.things[own]);
  }
  const sent = named.send?.(value) ?? {};
  Object.assign(params, sent.params);
  const query: Record<string, unknown> = id === 'files.get' ? { s: signature } : { ...sent.query };
  const needed = BODIES[id]?.(b);
  let body = sent.body ?? needed;
  const name = place.split('.').at(-1) ?? '';
  if (place.startsWith('path.')) params[name] = value;
  else if (named.send === undefined && place.startsWith('query.')) query[name] = value;
  else if (named.send === undefined) body = { ...needed, [name]: name.endsWith('Ids') ? [value] : value };
  const headers = { 'idempotency-key': randomUUID() };
  return { params, query, headers, ...(body === undefined ? {} : { body }) };
}

/** The answer without what differs between any two: the id asked for, ids and times of what was made, the number of the request. */
export async function answerTo(t: TestApp, as: string, id: OperationId, call: Call, value: number): Promise<string> {
  const { status, body, headers } = await t.call(id, { ...call, as });
  const type = headers.get('content-type') ?? '';
  if (!type.startsWith('application/json'))
    return `${status} ${type} ${body === null ? '' : (await textOf(body as unknown as Buffer)).replace(INSTANT, 'T')}`;
  return `${status} ${JSON.stringify(body, (key, part: unknown) => plain(key, part, value))}`;
}

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

function plain(key: string, part: unknown, value: number): unknown {
  if (key === 'requestId' || key === 'serverTime') return undefined;
  if (key === 'id' || (typeof part === 'number' && part === value && /ids?$/i.test(key))) return '#';
  if (Array.isArray(part) && /ids$/i.test(key)) return part.map((one) => (one === value ? '#' : one));
  if (typeof part !== 'string') return part;
  return part.replace(INSTANT, 'T').replace(new RegExp(`\\b${value}\\b`, 'g'), '#');
}
