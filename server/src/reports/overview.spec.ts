import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildStaff } from '../../test/builders/staff';
import { DAY } from '../../test/reports/sold';
import { writeSold } from '../../test/reports/write-sold';
import { startOf, textOf } from './days';

describe('the overview of sales', () => {
  let t: TestApp;
  let shopId: number;
  let manager: string;
  beforeAll(async () => {
    t = await bootApp();
    ({ shopId } = await buildMember(t));
    manager = (await buildStaff(t, { roles: ['manager'] })).token;
  });
  afterAll(() => t.close());

  const overview = async () => (await t.call('reports.overview', { as: manager })).body;
  const sum = (fen: number, orders: number) => ({ fen, orders, shops: orders === 0 ? 0 : 1 });
  /** As it is placed on a day, at the time of day that it is now or some minutes off. */
  const sold = (order: number, day: number, fen: number, minutes: number) => ({
    ...{ order, line: 1, shop: shopId, staff: null, product: 1, category: 1, region: null, quantity: 1, factor: 1, fen, cancelled: false },
    day: Number(textOf(day).replaceAll('-', '')),
    at: t.clock.now() + minutes * 60_000 - (Math.floor((t.clock.now() + DAY / 3) / DAY) - day) * DAY,
  });

  it('holds today, this week and this month against the time before up to the same time of the day', async () => {
    const today = Math.floor((t.clock.now() + DAY / 3) / DAY);
    const month = startOf('month', today);
    const dayOfLastMonth = Math.min(month - 1, startOf('month', month - 1) + today - month);
    await writeSold(t, [sold(1, today - 1, 100, -5), sold(2, today - 1, 1_000, 5), sold(3, today - 7, 10_000, -5)]);
    await writeSold(t, [sold(4, today - 7, 100_000, 5), sold(5, dayOfLastMonth, 2_000_000, -5), sold(6, today, 7, -1)]);
    const { yesterday, today: now, soFar, lastWeek, lastMonth } = await overview();
    expect(now).toEqual(sum(7, 1));
    expect(yesterday.fen - soFar.yesterday.fen).toBe(1_000);
    expect(soFar.yesterday.fen % 1_000).toBe(100);
    expect(lastWeek.fen - soFar.lastWeek.fen).toBe(100_000);
    // Every other day of the span counts as a whole.
    expect(lastMonth.fen - soFar.lastMonth.fen).toBe([1_000, 100_000][[today - 1, today - 7].indexOf(dayOfLastMonth)] ?? 0);
    expect(soFar.lastMonth.fen).toBeGreaterThanOrEqual(2_000_000);
  });

  it('has nothing to hold them against where nothing was sold', async () => {
    const { shopId: other } = await buildMember(t);
    const salesperson = await buildStaff(t, { roles: ['salesperson'] });
    await t.db.execute('UPDATE shop SET owner_staff_id = ? WHERE id = ?', [salesperson.staffId, other]);
    const { body } = await t.call('reports.overview', { as: salesperson.token });
    expect(body.soFar).toEqual({ yesterday: sum(0, 0), lastWeek: sum(0, 0), lastMonth: sum(0, 0) });
  });
});
