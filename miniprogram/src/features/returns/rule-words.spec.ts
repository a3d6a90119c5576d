import { ruleWords, whyNothing } from './rule-words';

const until = '2026-12-22T06:00:00.000Z';
const rule = { days: 30, sharePermille: 300, until, damageDays: 30, damageUntil: until };
const now = Date.parse('2026-12-01T00:00:00.000Z');
const late = Date.parse('2026-12-23T00:00:00.000Z');

it('names the days and the share before anybody asks', () => {
  expect(ruleWords('return', rule)).toBe('没卖出的货，发货后 30 天内（到 12月22日）可申请，每种不超过所发的 30%');
  expect(ruleWords('exchange', { ...rule, sharePermille: 125, until: null })).toBe(
    '没卖出的货，发货后 30 天内可申请，每种不超过所发的 12.5%',
  );
  expect(ruleWords('damage', { ...rule, days: 0, damageDays: 7 })).toBe('到货破损的货，发货后 7 天内（到 12月22日）可申请，要有照片');
});

it('says why nothing may come back', () => {
  expect(whyNothing('return', { ...rule, until: null }, now)).toBe('货发出以后才能申请退换。');
  expect(whyNothing('return', { ...rule, sharePermille: 0 }, now)).toBe('供货商不收回没卖出的货，到货破损的可以申请。');
  expect(whyNothing('exchange', { ...rule, days: 0 }, late)).toBe('供货商不收回没卖出的货，到货破损的可以申请。');
  expect(whyNothing('return', rule, late)).toBe('发货超过 30 天，不能再申请。');
  expect(whyNothing('damage', { ...rule, days: 3, damageDays: 7 }, late)).toBe('发货超过 7 天，不能再申请。');
  expect(whyNothing('return', rule, now)).toBe('没卖出的货每种不超过所发的 30%，没有还能退换的了。');
  expect(whyNothing('damage', rule, now)).toBe('发出的货都已申请过。');
});
