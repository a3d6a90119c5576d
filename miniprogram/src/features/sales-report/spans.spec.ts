import { behind, narrowedFrom, shifted, spanOf, weekStart } from './spans';

const whole = { from: '2026-11-05', to: '2026-11-22' };

describe('spans of days', () => {
  it('begin weeks on Mondays and go over the ends of months and years', () => {
    expect(['2026-11-16', '2026-11-22', '2026-11-23'].map(weekStart)).toEqual(['2026-11-16', '2026-11-16', '2026-11-23']);
    expect(shifted('2026-12-31', 1)).toBe('2027-01-01');
    expect(spanOf('lastMonth', '2026-01-05')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(spanOf('lastMonth', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(spanOf('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  });
});

describe('what is behind a row', () => {
  it('is one bucket of time, cut where the whole is cut', () => {
    expect(behind('day', '2026-11-20', whole)).toEqual({ from: '2026-11-20', to: '2026-11-20' });
    expect(behind('week', '2026-11-05', whole)).toEqual({ from: '2026-11-05', to: '2026-11-08' });
    expect(behind('month', '2026-11-05', whole)).toEqual(whole);
    expect(behind('month', '2026-02-01', { from: '2026-01-01', to: '2026-12-31' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(behind('year', '2025-03-01', { from: '2025-03-01', to: '2026-11-22' })).toEqual({ from: '2025-03-01', to: '2025-12-31' });
  });

  it('is one thing, within what was narrowed before', () => {
    expect(behind('product', '7', { ...whole, shopId: 3 })).toEqual({ ...whole, shopId: 3, productId: 7 });
    expect(behind('salesperson', '0', whole)).toEqual({ ...whole, staffId: 0 });
    expect(behind('region', '510107', whole)).toEqual({ ...whole, regionCode: '510107' });
  });

  it('is read back from an address', () => {
    expect(narrowedFrom({ from: '2026-11-05', to: '2026-11-22', staffId: '0' }, '2026-11-22')).toMatchObject({ ...whole, staffId: 0 });
    expect(narrowedFrom({}, '2026-11-22')).toMatchObject({ from: '2026-11-22', to: '2026-11-22' });
  });
});
