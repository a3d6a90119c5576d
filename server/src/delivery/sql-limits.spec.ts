import { freshDatabase } from '../../test/database';
import { type LimitAsked } from './limits';
import { SqlLimits } from './sql-limits';

const MINUTE = 60_000;
/** Eleven in the morning in Shanghai, on the minute. */
const NOON = Date.parse('2026-11-23T11:00:00+08:00');
let key = 0;
const limitOf = (per: LimitAsked['per'], most: number): LimitAsked => ({ key: `test:${++key}`, per, most });

describe('limits kept in the database', () => {
  let place: Awaited<ReturnType<typeof freshDatabase>>;
  let limits: SqlLimits;
  beforeAll(async () => {
    place = await freshDatabase({ migrated: true });
    limits = new SqlLimits(place.database);
  });
  afterAll(() => place.drop());

  const take = async (limit: LimitAsked, n: number, now: number): Promise<number> => (await limits.take([{ ...limit, n }], now))[0]?.granted ?? -1;

  it('grant what is left, and say when there is more', async () => {
    const limit = limitOf('minute', 30);
    expect(await limits.take([{ ...limit, n: 20 }], NOON)).toEqual([{ granted: 20, retryAt: expect.any(Number) }]);
    expect(await limits.take([{ ...limit, n: 20 }], NOON + 1)).toEqual([{ granted: 10, retryAt: NOON + 2 * MINUTE }]);
    expect(await take(limit, 1, NOON + 59_999)).toBe(0);
    expect(await take(limit, 1, NOON + MINUTE)).toBe(0);
    expect(await take(limit, 30, NOON + 2 * MINUTE)).toBe(30);
  });

  it('are never exceeded in any stretch of a minute, wherever it begins', async () => {
    const limit = limitOf('minute', 30);
    const taken: number[] = [];
    for (let at = NOON; at < NOON + 10 * MINUTE; at += 700) for (let n = await take(limit, 3, at); n > 0; n--) taken.push(at);
    const busiest = Math.max(...taken.map((from) => taken.filter((at) => at >= from && at < from + MINUTE).length));
    expect(busiest).toBeLessThanOrEqual(30);
    expect(taken.length).toBeGreaterThanOrEqual(120);
  });

  it('count a day from midnight in Shanghai, and a month from its first', async () => {
    const [day, month] = [limitOf('day', 5), limitOf('month', 5)];
    const late = Date.parse('2026-11-30T23:59:59+08:00');
    expect([await take(day, 9, late), await take(month, 9, late)]).toEqual([5, 5]);
    expect([await take(day, 9, late + 999), await take(month, 9, late + 999)]).toEqual([0, 0]);
    expect([await take(day, 9, late + 1_000), await take(month, 9, late + 1_000)]).toEqual([5, 5]);
  });

  it('hold when many ask at once', async () => {
    const limit = limitOf('hour', 100);
    const answers = await Promise.all(Array.from({ length: 40 }, () => take(limit, 7, NOON)));
    expect(answers.reduce((sum, n) => sum + n, 0)).toBe(100);
  });

  it('take of several limits what each of them has', async () => {
    const [small, large] = [limitOf('minute', 2), limitOf('hour', 50)];
    const answers = await limits.take(
      [
        { ...small, n: 5 },
        { ...large, n: 5 },
      ],
      NOON,
    );
    expect(answers.map(({ granted }) => granted)).toEqual([2, 5]);
  });

  it('take back what was not sent, in the window in which it was taken', async () => {
    const limit = limitOf('minute', 10);
    expect(await take(limit, 10, NOON)).toBe(10);
    await limits.giveBack([{ ...limit, n: 4 }], NOON + 5);
    expect(await take(limit, 10, NOON + 6)).toBe(4);
    await limits.giveBack([{ ...limit, n: 10 }], NOON + 3 * MINUTE);
    expect(await limits.use([limit], NOON + 7)).toEqual([{ used: 10, resetsAt: NOON + MINUTE }]);
  });
});
