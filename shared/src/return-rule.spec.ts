import fc from 'fast-check';
import { type ReturnFacts, returnableUnits, returnRefusal, returnUntil } from './return-rule';

const DAY = 86_400_000;
const RULE = { days: 30, sharePermille: 300 };
const line = (change: object = {}) => ({ shipped: 10, asked: 0, askedUnsold: 0, wanted: 3, ...change });
const facts = (change: Partial<ReturnFacts> = {}): ReturnFacts => ({
  kind: 'return',
  sentAt: 0,
  now: DAY,
  lines: [line()],
  pictures: 0,
  ...change,
});

describe('goods that may come back', () => {
  it.each([
    ['within the share', {}, null],
    ['beyond the share', { lines: [line({ wanted: 4 })] }, 'return_too_much'],
    ['with what was asked for before beyond the share', { lines: [line({ asked: 2, askedUnsold: 2, wanted: 2 })] }, 'return_too_much'],
    ['with damage before, which takes nothing of the share', { lines: [line({ asked: 7 })] }, null],
    ['more than was left by damage', { lines: [line({ asked: 8 })] }, 'return_too_much'],
    ['on the last moment', { now: 30 * DAY }, null],
    ['a moment later', { now: 30 * DAY + 1 }, 'return_too_late'],
    ['before anything left', { sentAt: null }, 'return_not_shipped'],
    ['of a line that has not left', { lines: [line(), line({ shipped: 0 })] }, 'return_not_shipped'],
    ['broken, all of it, with a picture', { kind: 'damage', lines: [line({ wanted: 10 })], pictures: 1 }, null],
    ['broken, without a picture', { kind: 'damage' }, 'return_picture_required'],
    ['broken, more than was sent', { kind: 'damage', lines: [line({ wanted: 11 })], pictures: 1 }, 'return_too_much'],
  ] as const)('%s', (_, change, refusal) => {
    expect(returnRefusal(facts(change as Partial<ReturnFacts>), RULE)).toBe(refusal);
  });

  it('may be claimed as broken for a week where nothing else may come back', () => {
    const none = { days: 0, sharePermille: 0 };
    expect(returnUntil('return', 5, none)).toBe(5);
    expect(returnUntil('damage', 5, none)).toBe(5 + 7 * DAY);
    expect(returnUntil('damage', 5, RULE)).toBe(5 + 30 * DAY);
    expect(returnableUnits('return', line(), none)).toBe(0);
    expect(returnableUnits('damage', line(), none)).toBe(10);
  });

  it('are refused exactly from one more on than may still be asked back', () => {
    const units = fc.integer({ min: 1, max: 5_000 });
    const kinds = fc.constantFrom('return', 'exchange', 'damage');
    fc.assert(
      fc.property(kinds, units, units, units, fc.integer({ min: 0, max: 1000 }), (kind, shipped, a, b, sharePermille) => {
        const asked = a % (shipped + 1);
        const before = { shipped, asked, askedUnsold: b % (asked + 1) };
        const rule = { days: 30, sharePermille };
        const most = returnableUnits(kind, before, rule);
        const ask = (wanted: number) => returnRefusal(facts({ kind, pictures: 1, lines: [{ ...before, wanted }] }), rule);
        expect(most).toBeLessThanOrEqual(shipped - asked);
        if (most > 0) expect(ask(most)).toBeNull();
        expect(ask(most + 1)).toBe('return_too_much');
      }),
    );
  });
});
