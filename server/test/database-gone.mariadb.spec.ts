import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationId } from '@dianquan/shared/routes';
import { Jobs } from '../src/platform/jobs/jobs';
import { bootApp, type Call, type TestApp } from './app';
import { buildGuest } from './builders/account';
import { buildMember } from './builders/member';
import { buildShop } from './builders/shop';
import { buildStaff } from './builders/staff';
import { checkConservation } from './conservation';
import { freshPlace, type TestPlace } from './database';
import { Line } from './line';
import { until } from './runners';

const GONE_MS = 10_000;
/** Two seconds until somebody asks whether the server is there, two until that has no answer, and a busy machine. */
const LONGEST_MS = 8_000;

type Told = { id: OperationId; status: number; code: string | undefined; message: string | undefined; memberId?: number; ms: number };

describe('the database gone for ten seconds', () => {
  let place: TestPlace;
  let line: Line;
  let t: TestApp;
  let manager: { token: string };
  let people: { token: string; memberId: number }[];
  let shopId: number;
  let notice: number;

  beforeEach(async () => {
    place = await freshPlace();
    line = new Line(new URL(place.url));
    t = await bootApp({ env: { DATABASE_URL: await line.open() }, runJobs: true });
    manager = await buildStaff(t, { roles: ['manager'] });
    shopId = (await buildShop(t)).shopId;
    people = await Promise.all(Array.from({ length: 30 }, () => buildMember(t, { shopId, role: 'clerk' })));
    notice = await announce();
    await until(async () => (await stateOf(notice)) === 'published');
  });
  afterEach(async () => {
    line.silent = false;
    line.onAsk = null;
    await t.close();
    await line.cut();
    await place.drop();
  });

  const stateOf = async (id: number) =>
    (await t.db.query<{ state: string }>('SELECT state FROM announcement WHERE id = ?', [id]))[0]?.state;
  const ready = async (): Promise<{ status: number; body: { checks: { database: { ok: boolean; detail: string } } } }> => {
    const answer = await fetch(`${t.url}/api/health/ready`);
    return { status: answer.status, body: await answer.json() };
  };
  const count = async (sql: string, params: (number | string)[] = []): Promise<number> =>
    Number((await t.db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`, params))[0]?.n);
  async function announce(): Promise<number> {
    const body = { title: '到货', blocks: [{ type: 'text', text: '到货了' }], audience: { shopIds: [shopId] } };
    const draft = await t.call('announcements.create', { as: manager.token, body });
    expect((await t.call('announcements.publish', { as: manager.token, params: { id: draft.body.id } })).status).toBe(200);
    return draft.body.id;
  }

  it.each(['cut', 'silent'] as const)(
    'its line %s: each request is done or unavailable in time, nothing is half done, and all goes on by itself',
    async (how) => {
      const { body: invitation } = await t.call('invitations.create', { as: manager.token, body: {} });
      const guests = await Promise.all(Array.from({ length: 60 }, () => buildGuest(t)));
      const told: Told[] = [];
      let isOver = false;
      const ask = async (id: OperationId, call: Call): Promise<Told> => {
        const begun = Date.now();
        const { status, body } = await t.call(id, call);
        const one = {
          id,
          status,
          code: body?.code,
          message: body?.message,
          memberId: (body as { memberId?: number } | null)?.memberId,
          ms: Date.now() - begun,
        };
        told.push(one);
        return one;
      };
      const busy = async (n: number, work: (round: number) => Promise<unknown>): Promise<void> => {
        for (let round = 0; !isOver; round++) {
          await work(round * 10 + n);
          await sleep(30);
        }
      };
      const somebody = (n: number) => people[n % people.length]?.token;
      const joined = new Map<number, Set<number | undefined>>();
      const running = Array.from({ length: 10 }, (_, n) => [
        busy(n, (i) => ask('announcements.markRead', { as: somebody(i), params: { id: notice }, body: { seconds: 1 } })),
        busy(n, () => ask('announcements.create', { as: manager.token, body: { title: '草稿' } })),
        busy(n, () => ask('announcements.report', { as: manager.token, params: { id: notice } })),
        busy(n, async (i) => {
          const guest = guests[i % guests.length];
          const body = { newShop: { name: `新店${i % guests.length}` }, role: 'owner' };
          const { status, memberId } = await ask('invitations.accept', { as: guest?.token, params: { code: invitation.code }, body });
          const known = joined.get(guest?.accountId ?? 0) ?? new Set();
          if (status === 200) joined.set(guest?.accountId ?? 0, known.add(memberId));
        }),
      ]).flat();
      await sleep(300);

      const later = await announce();
      if (how === 'cut') await line.cut();
      else line.silent = true;
      const gone = Date.now();
      await sleep(5_000);
      const asked = Date.now();
      const sick = await ready();
      expect(Date.now() - asked).toBeLessThan(4_000);
      expect([sick.status, sick.body.checks.database.ok]).toEqual([503, false]);
      expect(sick.body.checks.database.detail).toMatch(/\p{Script=Han}/u);
      expect((await t.call('health.live')).status).toBe(200);
      const before = told.length;
      await sleep(Math.max(0, gone + GONE_MS - Date.now()));
      // Nobody waits for what is known to be gone.
      expect(told.length - before).toBeGreaterThan(40);
      if (how === 'cut') await line.open();
      else line.silent = false;
      await until(async () => (await ready()).status === 200);
      const back = told.length;
      // How soon all is in full swing again is the machine's affair; that it is, is ours.
      await until(async () => joined.size > 10 && told.slice(back).filter(({ status }) => status < 300).length > 10);
      isOver = true;
      await Promise.all(running);

      const odd = told.filter(({ status, code }) => status >= 300 && status !== 503 && code !== 'already_member');
      expect(odd).toEqual([]);
      const refused = told.filter(({ status }) => status === 503);
      expect(refused.length).toBeGreaterThan(40);
      for (const { code, message } of refused) expect([code, message]).toEqual(['unavailable', expect.stringMatching(/\p{Script=Han}/u)]);
      expect(Math.max(...told.map(({ ms }) => ms))).toBeLessThan(LONGEST_MS);

      await until(async () => (await stateOf(later)) === 'published');
      await until(
        async () => (await count(`outbox_job WHERE status IN ('waiting', 'running') AND claimable_at < ?`, [Date.now() + 60_000])) === 0,
        15_000,
      );
      expect(await count('outbox_job WHERE status = ?', ['dead'])).toBe(0);
      // Asked again and again, each got the same membership every time, and made one shop.
      expect([...joined.values()].filter((members) => members.size !== 1 || members.has(undefined))).toEqual([]);
      expect(await count(`shop WHERE name LIKE '新店%'`)).toBe(await count(`shop WHERE name LIKE '新店%' AND member_count = 1`));
      expect(await count(`member WHERE status = 'active' AND account_id IN (${[...joined.keys()].join(',')})`)).toBe(joined.size);
      expect(await count('member WHERE account_id NOT IN (SELECT account_id FROM attribution) AND invitation_id IS NOT NULL')).toBe(0);
      expect(await count('announcement_recipient WHERE announcement_id = ?', [later])).toBe(30);
      const drafts = told.filter(({ id, status }) => id === 'announcements.create' && status === 201).length;
      expect(await count(`announcement WHERE title = '草稿'`)).toBeGreaterThanOrEqual(drafts);
      expect(await t.app.get(Jobs, { strict: false }).conservation()).toEqual([]);
      await checkConservation(t);
    },
    45_000,
  );

  it('in the moment between a commit and its answer: the effect is there, and asking again has no other', async () => {
    const { body: invitation } = await t.call('invitations.create', { as: manager.token, body: {} });
    const guest = await buildGuest(t);
    const join = () =>
      t.call('invitations.accept', {
        as: guest.token,
        params: { code: invitation.code },
        body: { newShop: { name: '断线五金' }, role: 'owner' },
      });
    const read = () => t.call('announcements.markRead', { as: people[0]?.token, params: { id: notice }, body: { seconds: 9 } });
    for (const [ask, mark] of [
      [join, '断线五金'],
      [read, 'announcement_recipient'],
    ] as const) {
      let committed = false;
      // Others commit too: background work has its hours.
      const own = new Set<object>();
      line.onAsk = (bytes, connection) => {
        if (bytes.includes(mark)) own.add(connection);
        if (committed || !own.has(connection) || !bytes.includes('COMMIT')) return;
        committed = true;
        // It reaches the server; what the server says does not reach us.
        line.deaf = true;
        setTimeout(() => void line.cut().then(() => line.open()), 50);
      };
      const { status, body } = await ask();
      line.onAsk = null;
      line.deaf = false;
      expect([committed, status, body?.code]).toEqual([true, 503, 'unavailable']);
      await until(async () => (await ready()).status === 200);
    }
    expect([await count('shop WHERE name = ?', ['断线五金']), await count('attribution WHERE account_id = ?', [guest.accountId])]).toEqual([
      1, 1,
    ]);
    const again = await join();
    expect([again.status, again.body.credited]).toEqual([200, true]);
    expect((await read()).status).toBe(204);
    expect([await count('shop WHERE name = ?', ['断线五金']), await count('attribution WHERE account_id = ?', [guest.accountId])]).toEqual([
      1, 1,
    ]);
    await checkConservation(t);
  });
});
