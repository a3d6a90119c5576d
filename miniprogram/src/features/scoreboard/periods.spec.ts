import { ranked, type Score, totalOf } from './measures';
import { daysOf } from './periods';

describe('periods of the scoreboard', () => {
  // Half past midnight in China on 1 March: still February in UTC.
  const now = Date.parse('2026-02-28T16:30:00.000Z');

  it('counts days as they are in China', () => {
    expect(daysOf('today', now)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(daysOf('month', now)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
    expect(daysOf('week', now)).toEqual({ from: '2026-02-23', to: '2026-03-01' });
  });

  it('takes the whole of the last month, also across a year', () => {
    expect(daysOf('lastMonth', now)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(daysOf('lastMonth', Date.parse('2026-01-15T02:00:00.000Z'))).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });
});

describe('places on the scoreboard', () => {
  const score = (staffId: number, shops: number, joined: number): Score => ({
    staffId,
    name: `业务员${staffId}`,
    avatarUrl: null,
    invited: 1,
    landed: 2,
    joined,
    shops,
    strangers: 0,
    firstOrders: 0,
    today: 0,
    target: 150,
  });
  const scores = [score(1, 4, 9), score(2, 8, 9), score(3, 2, 12)];

  it('orders by what is looked at, and compares with the longest', () => {
    expect(ranked(scores, 'shops').map((row) => [row.score.staffId, row.share])).toEqual([
      [2, 1],
      [1, 0.5],
      [3, 0.25],
    ]);
    expect(ranked(scores, 'joined').map((row) => row.score.staffId)).toEqual([3, 1, 2]);
    expect(totalOf(scores, 'shops')).toBe(14);
  });

  it('draws no bars when nobody has anything', () => {
    expect(ranked(scores, 'strangers').map(({ share }) => share)).toEqual([0, 0, 0]);
  });
});
