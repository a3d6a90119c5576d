import { changeText, dayText, headlines, openBars, sumsText } from './overview';

const sums = (fen: number) => ({ fen, orders: 2, shops: 1 });
const said = (now: number, then: number) => changeText({ sums: sums(now), before: sums(then), beforeLabel: '上月此时' });

describe('the overview', () => {
  it('holds a figure against the time before in words', () => {
    expect(said(15_000, 10_000)).toBe('比上月此时 ¥100.00 多 50%');
    expect(said(5_000, 10_000)).toBe('比上月此时 ¥100.00 少 50%');
    expect(said(1_000_000, 10_000)).toBe('比上月此时 ¥100.00 多 9,900%');
    expect(said(10_001, 10_000)).toBe('比上月此时 ¥100.00 多 不到 1%');
    expect(said(10_000, 10_000)).toBe('和上月此时持平');
    expect(said(10_000, 0)).toBe('上月此时还没有订货');
    expect(said(0, 10_000)).toBe('上月此时 ¥100.00');
    expect(said(0, 0)).toBeNull();
  });

  it('has a headline for today, this week and this month', () => {
    const overview = {
      ...{ today: sums(1), yesterday: sums(2), week: sums(3), lastWeek: sums(4), month: sums(5), lastMonth: sums(6) },
      soFar: { yesterday: sums(12), lastWeek: sums(14), lastMonth: sums(16) },
      ...{ days: [], openOrders: 0, open: [], owedFen: 0, lowStock: 0 },
    };
    expect(headlines(overview).map(({ key, sums: now, before }) => [key, now.fen, before.fen])).toEqual([
      ['today', 1, 12],
      ['week', 3, 14],
      ['month', 5, 16],
    ]);
  });

  it('counts orders and shops, and says so when there are none', () => {
    expect(sumsText(sums(1))).toBe('2 单，1 家门店');
    expect(sumsText({ fen: 0, orders: 0, shops: 0 })).toBe('还没有订货');
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
