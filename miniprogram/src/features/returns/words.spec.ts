import { moneyWords } from './words';

it('names what goes back, and no nought where goods are exchanged', () => {
  expect(moneyWords({ kind: 'exchange', refundFen: null, totalFen: 0 })).toEqual(['货款', '换货不退款']);
  expect(moneyWords({ kind: 'return', refundFen: null, totalFen: 11_880 })).toEqual(['货款', '¥118.80']);
  expect(moneyWords({ kind: 'damage', refundFen: 990, totalFen: 11_880 })).toEqual(['已退', '¥9.90']);
});
