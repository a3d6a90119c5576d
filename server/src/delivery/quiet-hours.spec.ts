import { firstLoudMoment, weekOf } from './quiet-hours';

const NIGHT = { quietFrom: 22, quietUntil: 8 };
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('quiet hours of Shanghai', () => {
  it.each([
    ['2026-11-23T21:59:59.999', '2026-11-23T21:59:59.999'],
    ['2026-11-23T22:00:00.000', '2026-11-24T08:00:00.000'],
    ['2026-11-24T00:00:00.000', '2026-11-24T08:00:00.000'],
    ['2026-11-24T07:59:59.999', '2026-11-24T08:00:00.000'],
    ['2026-11-24T08:00:00.000', '2026-11-24T08:00:00.000'],
    ['2026-12-31T23:30:00.000', '2027-01-01T08:00:00.000'],
  ])('let what comes at %s go at %s', (came, goes) => {
    expect(firstLoudMoment(at(came), 'normal', NIGHT)).toBe(at(goes));
    expect(firstLoudMoment(at(came), 'must', NIGHT)).toBe(at(goes));
  });

  it('hold no order', () => {
    expect(firstLoudMoment(at('2026-11-23T23:00:00'), 'order', NIGHT)).toBe(at('2026-11-23T23:00:00'));
  });

  it('can lie within a day, and can be none', () => {
    const noon = { quietFrom: 12, quietUntil: 14 };
    expect(firstLoudMoment(at('2026-11-23T13:00:00'), 'normal', noon)).toBe(at('2026-11-23T14:00:00'));
    expect(firstLoudMoment(at('2026-11-23T23:00:00'), 'normal', noon)).toBe(at('2026-11-23T23:00:00'));
    expect(firstLoudMoment(at('2026-11-23T23:00:00'), 'normal', { quietFrom: 9, quietUntil: 9 })).toBe(at('2026-11-23T23:00:00'));
  });
});

describe('a week of Shanghai', () => {
  it.each([
    ['2026-11-22T23:59:59.999', '20261116'],
    ['2026-11-23T00:00:00.000', '20261123'],
    ['2026-11-29T23:59:59.999', '20261123'],
    ['2027-01-01T12:00:00.000', '20261228'],
  ])('begins on a Monday: %s is in that of %s', (when, monday) => {
    expect(weekOf(at(when))).toBe(monday);
  });
});
