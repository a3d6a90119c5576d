import { ApiError } from '@/platform/api-error';
import { draftOf, ruleOf } from './rule-draft';
import { faultsByPart } from './use-segment-form';

describe('faults of a rule', () => {
  const draft = draftOf({ all: [{ field: 'level', in: ['A'] }, { any: [{ field: 'region', in: ['999999'] }] }] });
  const { paths } = ruleOf(draft);
  const refusal = (field: string) =>
    new ApiError('segment_rule_invalid', '分群规则有误', 400, [{ field, rule: 'not_found', zh: '没有编码为 999999 的区域' }]);

  it('are shown at the condition that has them', () => {
    const found = faultsByPart(paths, refusal('rule.all.1.any.0.in.0'));
    expect(Object.values(found)).toEqual(['没有编码为 999999 的区域']);
    const [key] = Object.keys(found);
    expect(paths[Number(key)]).toBe('rule.all.1.any.0');
  });

  it('of something else are left alone', () => {
    expect(faultsByPart(paths, refusal('name'))).toEqual({});
    expect(faultsByPart(paths, null)).toEqual({});
  });
});
