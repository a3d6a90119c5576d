import { Clock } from './clock';
import { Random } from './ids';

describe('the clock', () => {
  it('goes with the world until it is moved', () => {
    const clock = new Clock();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
    clock.advance(86_400_000);
    expect(Math.abs(clock.now() - Date.now() - 86_400_000)).toBeLessThan(1_000);
    expect(Math.abs(clock.date().getTime() - clock.now())).toBeLessThan(1_000);
  });

  it('knows the day in Shanghai, which begins at 16:00 UTC', () => {
    const clock = new Clock();
    expect(clock.shanghaiDay(Date.UTC(2026, 10, 22, 15, 59, 59, 999))).toBe('2026-11-22');
    expect(clock.shanghaiDay(Date.UTC(2026, 10, 22, 16, 0, 0, 0))).toBe('2026-11-23');
    expect(clock.shanghaiDay(Date.UTC(2027, 0, 1) - 1)).toBe('2027-01-01');
  });
});

describe('chance', () => {
  it('gives tokens of the asked strength that never repeat, and numbers in range', () => {
    const random = new Random();
    const tokens = Array.from({ length: 500 }, () => random.token(12));
    expect(new Set(tokens).size).toBe(500);
    expect(tokens.every((token) => /^[\w-]{16}$/.test(token))).toBe(true);
    const numbers = Array.from({ length: 500 }, () => random.int(3));
    expect(new Set(numbers)).toEqual(new Set([0, 1, 2]));
    const fractions = Array.from({ length: 500 }, () => random.float());
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
  });
});
