import type { SegmentRule } from '@dianquan/shared/segment-rule';
import { ruleFaults } from './rule-check';

const grounds = {
  fields: new Map([
    [1, 'text'],
    [2, 'number'],
    [3, 'date'],
  ] as const),
  staffIds: new Set([5]),
};
const at = (rule: SegmentRule) => ruleFaults(rule, grounds).map((fault) => fault.field);
const nested = (depth: number): SegmentRule => (depth === 0 ? { field: 'joined' } : { not: nested(depth - 1) });

describe('a rule that the server takes', () => {
  it('may nest four deep and hold forty conditions', () => {
    expect(at(nested(4))).toEqual([]);
    expect(at({ all: Array.from({ length: 40 }, () => nested(0)) })).toEqual([]);
  });

  it('is refused at the place where it nests too deep', () => {
    expect(at({ all: [{ field: 'joined' }, nested(4)] })).toEqual(['rule.all.1.not.not.not']);
  });

  it('is refused with more conditions than forty', () => {
    expect(at({ all: [{ any: Array.from({ length: 41 }, () => nested(0)) }] })).toEqual(['rule']);
  });

  it.each<[SegmentRule, string[]]>([
    [{ field: 'orders90d', min: 3, max: 2 }, ['rule.max']],
    [{ any: [{ field: 'joined', from: '2026-02-01', to: '2026-01-01' }] }, ['rule.any.0.to']],
    [{ field: 'region', in: ['510107', '999999'] }, ['rule.in.1']],
    [{ field: 'ownerStaff', in: [5, 6] }, ['rule.in.1']],
    [{ field: 'invitedBy', in: [5] }, []],
    [{ field: 'lastOrder', never: true, withinDays: 3 }, ['rule.never']],
    [{ field: 'lastOrder', withinDays: 3, olderThanDays: 3 }, ['rule.olderThanDays']],
    [{ field: 'custom', id: 9 }, ['rule.id']],
    [{ field: 'custom', id: 1, contains: '货架' }, []],
    [{ field: 'custom', id: 2, contains: '货架' }, ['rule.contains']],
    [{ field: 'custom', id: 2, min: -1e308, max: 1e308 }, ['rule.min', 'rule.max']],
    [{ all: [{ not: { field: 'custom', id: 3, min: 1, to: '2026-01-01' } }] }, ['rule.all.0.not.min']],
  ])('%j has faults at %j', (rule, places) => {
    expect(at(rule)).toEqual(places);
  });
});
