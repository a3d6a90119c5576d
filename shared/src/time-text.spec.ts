import fc from 'fast-check';
import { clockOf, dateTimeText, dayHeading, dayOf, durationText, instantFrom, monthDayText, timeText, untilText } from './time-text.js';

const at = (day: string, clock: string) => instantFrom(day, clock) ?? '';
const now = Date.parse(at('2026-11-22', '14:30'));

describe('how long ago something was', () => {
  it.each([
    [at('2026-11-22', '14:30'), '刚刚'],
    [new Date(now - 59_999).toISOString(), '刚刚'],
    [new Date(now - 60_000).toISOString(), '1 分钟前'],
    [at('2026-11-22', '14:18'), '12 分钟前'],
    [new Date(now - 3_600_000).toISOString(), '今天 13:30'],
    [at('2026-11-22', '00:00'), '今天 00:00'],
    [at('2026-11-21', '23:59'), '昨天 23:59'],
    [at('2026-11-20', '14:05'), '11月20日'],
    [at('2026-01-01', '00:00'), '1月1日'],
    [at('2025-12-31', '23:59'), '2025年12月31日'],
    [at('2026-11-22', '18:00'), '今天 18:00'],
    [at('2026-11-23', '09:00'), '明天 09:00'],
    [at('2026-11-25', '09:00'), '11月25日 09:00'],
  ])('%s reads %s', (instant, text) => {
    expect(timeText(instant, now)).toBe(text);
  });

  it('says yesterday just after midnight only from an hour on', () => {
    const midnight = Date.parse(at('2026-11-22', '00:10'));
    expect(timeText(at('2026-11-21', '23:50'), midnight)).toBe('20 分钟前');
    expect(timeText(at('2026-11-21', '23:00'), midnight)).toBe('昨天 23:00');
  });
});

describe('days and times in China', () => {
  it('takes the day of +08:00, also where UTC has the day before', () => {
    expect(dayOf('2026-11-21T16:00:00.000Z')).toBe('2026-11-22');
    expect(clockOf('2026-11-21T16:05:00.000Z')).toBe('00:05');
    expect(dateTimeText('2026-11-22T06:05:00.000Z')).toBe('2026年11月22日 14:05');
  });

  it('names the year of an end only when it is another one in China', () => {
    expect(untilText(at('2026-12-31', '23:59'), now)).toBe('12月31日 23:59');
    expect(untilText(at('2027-01-01', '00:00'), now)).toBe('2027年1月1日 00:00');
  });

  it('heads the days of a list', () => {
    expect(monthDayText(at('2026-11-02', '23:30'))).toBe('11月2日');
    expect(dayHeading(now, now)).toBe('今天');
    expect(dayHeading(at('2026-11-21', '08:00'), now)).toBe('昨天');
    expect(dayHeading(at('2026-11-20', '08:00'), now)).toBe('11月20日 周五');
    expect(dayHeading(at('2025-11-22', '08:00'), now)).toBe('2025年11月22日 周六');
  });

  it.each([
    [45, '45 秒'],
    [60, '1 分钟'],
    [3599, '59 分钟'],
    [7200, '2 小时'],
    [200_000, '2 天'],
    [-3, '0 秒'],
  ])('%i seconds last %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it('reads back the day and time of every instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (minutes) => {
        const instant = new Date(minutes * 60_000).toISOString();
        const day = dayOf(instant);
        return day.length !== 10 || instantFrom(day, clockOf(instant)) === instant;
      }),
    );
  });

  it.each([
    ['2026-02-30', '10:00'],
    ['2026-11-22', '24:00'],
    ['22.11.2026', '10:00'],
  ])('refuses %s %s', (day, clock) => {
    expect(instantFrom(day, clock)).toBeNull();
  });
});
