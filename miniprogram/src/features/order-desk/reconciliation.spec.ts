import { billDays, billText, differenceText } from './reconciliation';

describe('bills of WeChat Pay', () => {
  it('can be had of yesterday from ten in the morning on, in Shanghai', () => {
    expect(billDays(Date.parse('2026-11-22T01:59:00Z')).last).toBe('2026-11-20');
    expect(billDays(Date.parse('2026-11-22T02:00:00Z'))).toEqual({ first: '2026-08-23', last: '2026-11-21' });
  });

  it('say in words what agrees and what does not', () => {
    const day = { day: '2026-11-21', at: '', matched: 1_200, ourFen: 500, theirFen: 500, differences: [] };
    expect(billText(day)).toBe('¥5.00 全部对上');
    const number = 'X';
    const kinds = [
      { number, kind: 'missing_here', ourFen: null, theirFen: 900, paymentId: null },
      { number, kind: 'missing_there', ourFen: 800, theirFen: null, paymentId: 7 },
      { number, kind: 'amount', ourFen: 800, theirFen: 900, paymentId: 7 },
    ] as const;
    expect(kinds.map(differenceText)).toEqual([
      '微信收了 ¥9.00，我们没有记录',
      '我们记了 ¥8.00，微信账单里没有',
      '我们记 ¥8.00，微信记 ¥9.00',
    ]);
    expect(billText({ ...day, theirFen: 600, differences: [kinds[0]] })).toBe('我们 ¥5.00，微信 ¥6.00');
  });
});
