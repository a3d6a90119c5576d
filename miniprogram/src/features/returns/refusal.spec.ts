import { ApiError } from '@/platform/api-error';
import { withRule } from './refusal';

const refused = (code: 'return_too_much' | 'return_too_late' | 'conflict') =>
  new ApiError(code, '不行', 409, { days: 30, sharePermille: 300 }, 'r-1');
const saying = (error: unknown, kind: 'return' | 'exchange' | 'damage') => (withRule(error, kind) as Error).message;

it('says how much and how long goods that did not sell may come back', () => {
  expect(saying(refused('return_too_much'), 'return')).toBe('没卖出的货最多退所发的 30%，请减少数量');
  expect(saying(refused('return_too_much'), 'exchange')).toBe('没卖出的货最多退所发的 30%，请减少数量');
  expect(saying(refused('return_too_late'), 'return')).toBe('发货超过 30 天，不能再退');
});

it('holds no share against what arrived broken, which has days of its own', () => {
  expect(saying(refused('return_too_much'), 'damage')).toBe('加上以前申请的，超过了发出的数量');
  expect(saying(refused('return_too_late'), 'damage')).toBe('不行');
});

it('leaves everything else as it is', () => {
  const [other, silence] = [refused('conflict'), new Error('?')];
  expect(withRule(other, 'return')).toBe(other);
  expect(withRule(silence, 'return')).toBe(silence);
});
