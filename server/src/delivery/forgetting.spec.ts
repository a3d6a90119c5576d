import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { publishTo, setSettings, toHour, work } from '../../test/push/notices';
import { Forgetting, KEPT_DAYS } from './forgetting';
import { Limits } from './limits';

const DAY = 24 * 3_600_000;
const TABLES = ['push_campaign', 'push_range', 'push_planned', 'push_recipient', 'push_attempt'];

let t: TestApp;
let shopId: number;
beforeAll(async () => {
  t = await bootApp({ env: { PUSH_WEBHOOK: 'file' } });
  await setSettings(t, { weeklyCap: 3 });
  toHour(t, 10);
  ({ shopId } = await buildShop(t));
  for (const role of ['owner', 'clerk'] as const) await buildMember(t, { shopId, role });
});
afterAll(() => t.close());
afterEach(() => checkConservation(t));

/** Signed in anew: the time of the last is over. */
const manager = async (): Promise<string> => (await buildStaff(t, { roles: ['manager'] })).token;
const count = async (table: string): Promise<number> =>
  Number((await t.db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);
const counts = (): Promise<number[]> => Promise.all(TABLES.map(count));

it('what was sent can be looked up for more than a year, and then goes with all that belongs to it', async () => {
  const id = await publishTo(t, await manager(), [shopId]);
  await work(t);
  const kept = await counts();
  expect(kept).toEqual([1, 1, 1, 2, 2]);
  t.clock.advance((KEPT_DAYS - 1) * DAY);
  await t.app.get(Forgetting).campaigns();
  expect(await counts()).toEqual(kept);
  t.clock.advance(2 * DAY);
  const later = await publishTo(t, await manager(), [shopId]);
  await work(t);
  await t.app.get(Forgetting).campaigns();
  expect(await counts()).toEqual(kept);
  const token = await manager();
  const stateOf = async (one: number): Promise<string> => (await t.call('delivery.report', { as: token, params: { id: one } })).body.state;
  expect([await stateOf(id), await stateOf(later)]).toEqual(['none', 'done']);
});

it('one that is not over stays, however old it is', async () => {
  await t.db.execute(`UPDATE push_campaign SET state = 'sending', created_at = 1`);
  await t.app.get(Forgetting).campaigns();
  expect(await counts()).toEqual([1, 1, 1, 2, 2]);
  await t.db.execute(`UPDATE push_campaign SET state = 'done', created_at = ?`, [t.clock.now()]);
});

it('counts go once nothing they count for is left, and those that still count stay', async () => {
  const limits = t.app.get(Limits);
  const asked = (key: string) => [{ key, per: 'month' as const, most: 4, n: 1 }];
  await limits.take(asked('old'), t.clock.now());
  expect(await count('push_week')).toBe(2);
  t.clock.advance(50 * DAY);
  await limits.take(asked('new'), t.clock.now());
  await publishTo(t, await manager(), [shopId]);
  toHour(t, 10);
  await work(t);
  await t.app.get(Forgetting).counts();
  const rows = await t.db.query<{ limit_key: string }>('SELECT limit_key FROM push_limit');
  expect(rows.map((row) => row.limit_key)).toEqual(['new']);
  expect(await count('push_week')).toBe(2);
  expect((await limits.use([{ key: 'new', per: 'month', most: 4 }], t.clock.now()))[0]?.used).toBe(1);
});
