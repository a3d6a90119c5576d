import { randomUUID } from 'node:crypto';
import { type OperationId, route } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from '../test/app';
import { buildMember } from '../test/builders/member';
import { buildStaff } from '../test/builders/staff';
import { Operations } from './platform/http/operations';

let t: TestApp;
let tokens: string[];
beforeAll(async () => {
  t = await bootApp();
  const roles = ['salesperson', 'manager', 'office', 'finance', 'warehouse', 'courier', 'admin'] as const;
  tokens = [(await buildStaff(t, { roles: [...roles], regions: ['51'] })).token, (await buildMember(t)).token];
});
afterAll(() => t.close());

const IDS = [
  '1',
  '0',
  '-1',
  '1.5',
  '1e21',
  '4294967295',
  '18446744073709551616',
  'NaN',
  "1' OR '1'='1",
  '../../etc/passwd',
  '%00',
  '💣'.repeat(40),
];
const VALUES: unknown[] = [
  "'; DROP TABLE shop; --",
  '%_!\\"`<script>alert(1)</script>',
  '\u202e\u0007=cmd|calc!A1',
  '\ud800',
  '\u0000',
  // Under every name at once it still fits into a body, so that each field has to refuse it.
  '龘'.repeat(5_000),
  0,
  -1,
  0.1,
  1e21,
  2 ** 53,
  1e308,
  true,
  '0x10',
  '1e3',
  [5],
  null,
  [],
  {},
  [[null]],
  { id: { $gt: 0 }, toString: 1 },
];
/** Sent as the whole body. */
const BARE: unknown[] = [null, [], 'x', 0];
/** Names that the contract knows: what arrives under them gets furthest. */
const NAMES =
  'name title text code id ids shopId shopIds q rule audience fileIds mapping customFields provider limit cursor from to s version role roles answers blocks postId communityId month since latitude typed newShop lines items skuId productId categoryId unit quantity seenFen totalFen fen prices skus steps reason kind day month orderId paymentMethod warehouseId change'.split(
    ' ',
  );

const AT_ONCE = 6;
/** Each under all names at once. */
const BODIES = VALUES.map((value) => JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, value]))));

type Answered = { status: number; text: string; ms: number };

async function send(
  id: OperationId,
  as: string | undefined,
  params: string,
  query: Record<string, string>,
  body: unknown,
): Promise<Answered> {
  const { method, path } = route(id);
  const url = new URL(`${t.url}/api${path.replace(/:\w+/g, () => escaped(params))}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = {
    ...(as ? { authorization: `Bearer ${as}` } : {}),
    // What moves money or goods listens to nobody without one.
    'idempotency-key': randomUUID(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const started = performance.now();
  const withBody = method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...withBody });
  return { status: response.status, text: await response.text(), ms: performance.now() - started };
}

const escaped = (text: string) => (text.startsWith('%') ? text : encodeURIComponent(text));
const LEAKS = /\bat \S+ \(|node_modules|\/srv\/|\/work\/|SQLITE_|ER_[A-Z]{3,}|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) \w/;

function faultOf({ status, text }: Answered): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`;
  if (status >= 400 && !/"code":"\w+","message":".*\p{Script=Han}/u.test(text)) return `no refusal: ${text.slice(0, 200)}`;
  if (status >= 400 && LEAKS.test(text)) return `tells too much: ${text.slice(0, 200)}`;
  return null;
}

const SLOW_MS = 2_000;

/** Signing out or erasing would end the test for the others. */
const LAST: OperationId[] = ['session.delete', 'members.eraseOwn'];

function asQuery(value: unknown): Record<string, string> {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\p{Surrogate}/gu, '').slice(0, 200);
  return Object.fromEntries(NAMES.map((name) => [name, text]));
}

describe('whatever is sent to whatever operation', () => {
  it('is never a 5xx, never slow, and the answer never tells of the inside', async () => {
    const faults: string[] = [];
    const operations = t.app
      .get(Operations, { strict: false })
      .all()
      .filter(({ id }) => !LAST.includes(id) && !id.startsWith('health.'));
    for (const { id, allow } of operations) {
      for (const as of tokens) {
        // Turned away for who asks, before a word of it is read.
        if (!allow.includes('anonymous') && (await send(id, as, '1', {}, {})).status === 403) continue;
        const { method, path } = route(id);
        const tries = [
          ...(path.includes(':') ? IDS : ['1']).map((params) => () => send(id, as, params, {}, {})),
          ...VALUES.map((value, i) => () => send(id, as, '1', asQuery(value), BODIES[i])),
          ...(method === 'GET' ? [] : BARE).map((value) => () => send(id, as, '1', {}, value)),
        ];
        const slow: typeof tries = [];
        const next = tries.entries();
        const sender = async (): Promise<void> => {
          for (const [i, attempt] of next) {
            const answered = await attempt();
            const fault = faultOf(answered);
            if (fault) faults.push(`${id}, try ${i}: ${fault}`);
            if (answered.ms > SLOW_MS) slow.push(attempt);
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, sender));
        // Slow among others may be the machine (a first poster loads its fonts); slow again and alone is the operation.
        for (const attempt of slow) {
          const { ms } = await attempt();
          if (ms > SLOW_MS) faults.push(`${id} took ${Math.round(ms)} ms`);
        }
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);
});
