import { freshDatabase, type TestDatabase } from '../../test/database';
import { redisLink, withAndWithoutRedis } from '../../test/redis';
import type { Asked, LimitAsked, Limits } from './limits';
import { RedisLimits } from './redis-limits';
import { SqlLimits } from './sql-limits';

const NOON = Date.parse('2026-11-22T04:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 3_600_000;

withAndWithoutRedis('what the platforms allow', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await freshDatabase();
  });
  afterAll(() => place.drop());

  /** As one process has them. */
  const aProcess = (): Limits => {
    const link = redisLink();
    return link ? new RedisLimits(link) : new SqlLimits(place.database);
  };
  let keys = 0;
  const limit = (per: LimitAsked['per'], most: number): LimitAsked => {
    keys += 1;
    return { key: `wecom-app:${keys}`, per, most };
  };
  const ask = (one: LimitAsked, n: number): Asked => ({ ...one, n });
  const take = async (by: Limits, one: LimitAsked, n: number, now: number) => (await by.take([ask(one, n)], now))[0]?.granted;

  it('grants what is left, says when to ask again, and begins anew with the day of Shanghai', async () => {
    const by = aProcess();
    const day = limit('day', 10);
    const midnight = Date.parse('2026-11-22T16:00:00.000Z');
    expect(await by.take([ask(day, 7)], NOON)).toEqual([{ granted: 7, retryAt: midnight }]);
    expect(await take(by, day, 7, NOON + 1)).toBe(3);
    expect(await take(by, day, 7, midnight - 1)).toBe(0);
    expect(await take(by, day, 7, midnight)).toBe(7);
  });

  it('counts the minute before, so that no stretch of a minute sees more', async () => {
    const by = aProcess();
    const minute = limit('minute', 30);
    expect(await take(by, minute, 20, NOON + MINUTE - 1)).toBe(20);
    expect(await take(by, minute, 20, NOON + MINUTE)).toBe(10);
    expect(await take(by, minute, 20, NOON + 2 * MINUTE)).toBe(20);
    expect(await take(by, minute, 20, NOON + 4 * MINUTE)).toBe(20);
  });

  it('takes several at once, each by itself', async () => {
    const by = aProcess();
    const [few, many] = [limit('hour', 2), limit('month', 100)];
    const answers = await by.take([ask(few, 5), ask(many, 5)], NOON);
    expect(answers.map(({ granted }) => granted)).toEqual([2, 5]);
    expect(await by.use([few, many], NOON)).toEqual([
      { used: 2, resetsAt: NOON + 3_600_000 },
      { used: 5, resetsAt: Date.parse('2026-11-30T16:00:00.000Z') },
    ]);
    expect(await by.take([], NOON)).toEqual([]);
  });

  it('takes back what was not sent, and nothing of a window that is over', async () => {
    const by = aProcess();
    const day = limit('day', 10);
    await by.take([ask(day, 10)], NOON);
    await by.giveBack([ask(day, 4)], NOON);
    expect(await take(by, day, 10, NOON)).toBe(4);
    await by.giveBack([ask(day, 4)], NOON + DAY);
    expect(await by.use([day], NOON)).toEqual([{ used: 10, resetsAt: Date.parse('2026-11-22T16:00:00.000Z') }]);
    expect(await by.use([day], NOON + DAY)).toEqual([{ used: 0, resetsAt: null }]);
  });

  it('is shared by all processes and outlives each of them: forty at once never get more than there is', async () => {
    const processes = [aProcess(), aProcess(), aProcess(), aProcess()];
    const day = limit('day', 100);
    const shares = await Promise.all(Array.from({ length: 40 }, (_, n) => take(processes[n % 4] as Limits, day, 7, NOON)));
    expect(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBe(100);
    expect(await aProcess().use([day], NOON)).toEqual([{ used: 100, resetsAt: Date.parse('2026-11-22T16:00:00.000Z') }]);
  });
});
