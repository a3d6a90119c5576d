import { changeText, dayText, headlines, openBars } from './overview';

const sums = (fen: number) => ({ fen, orders: 2, shops: 1 });
const said = (now: number, then: number) => changeText({ sums: sums(now), before: sums(then), beforeLabel: '上月同期' });

describe('the overview', () => {
  it('holds a figure against the time before in words', () => {
    expect(said(15_000, 10_000)).toBe('比上月同期 ¥100.00 多 50%');
    expect(said(5_000, 10_000)).toBe('比上月同期 ¥100.00 少 50%');
    expect(said(1_000_000, 10_000)).toBe('比上月同期 ¥100.00 多 9,900%');
    expect(said(10_001, 10_000)).toBe('比上月同期 ¥100.00 多 不到 1%');
    expect(said(10_000, 10_000)).toBe('和上月同期持平');
    expect(said(10_000, 0)).toBe('上月同期没有订货');
    expect(said(0, 0)).toBe('上月同期也没有');
  });

  it('has a headline for today, this week and this month', () => {
    const overview = {
      ...{ today: sums(1), yesterday: sums(2), week: sums(3), lastWeek: sums(4), month: sums(5), lastMonth: sums(6) },
      ...{ days: [], openOrders: 0, open: [], owedFen: 0, lowStock: 0 },
    };
    expect(headlines(overview).map(({ key, sums: now, before }) => [key, now.fen, before.fen])).toEqual([
      ['today', 1, 2],
      ['week', 3, 4],
      ['month', 5, 6],
    ]);
  });

  it('shows where open orders stand, beside the most', () => {
    const bars = openBars({
      open: [
        { state: 'submitted', orders: 4 },
        { state: 'outbound', orders: 1 },
      ],
    });
    expect(bars).toEqual([
      { state: 'submitted', label: '已提交', orders: 4, share: 1 },
      { state: 'outbound', label: '已出库', orders: 1, share: 0.25 },
    ]);
    expect(dayText({ day: '2026-11-05', fen: 120_000, orders: 3 })).toBe('11月5日：¥1,200.00，3 单');
  });
});
