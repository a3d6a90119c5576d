import { conditionFault, labelOfCondition, subjectsOf, tidy } from './conditions';

const field = { id: 7, label: '门头宽度', type: 'number', options: [], required: false, position: 0 } as const;

describe('a condition while it is being written', () => {
  it('offers every field, with the own ones of the company last', () => {
    const subjects = subjectsOf([{ ...field, options: [] }]);
    expect(subjects).toHaveLength(12);
    expect(subjects.at(-1)).toMatchObject({ label: '门头宽度', hint: '数字', start: { field: 'custom', id: 7 } });
  });

  it.each([
    [{ field: 'tag', in: [] }, '至少选一项'],
    [{ field: 'tag', in: ['水管'] }, null],
    [{ field: 'orders90d', min: 5, max: 2 }, '最大值不能小于最小值'],
    [{ field: 'spend90d' }, '至少填一个数'],
    [{ field: 'joined', from: '2026-11-02', to: '2026-11-01' }, '结束日期不能早于开始日期'],
    [{ field: 'joined' }, null],
    [{ field: 'lastOrder', withinDays: 30, olderThanDays: 30 }, '“以前”的天数要小于“以内”的天数'],
    [{ field: 'lastOrder', withinDays: 30, olderThanDays: 7 }, null],
  ] as const)('%j → %s', (condition, fault) => {
    expect(conditionFault(condition as unknown as Parameters<typeof conditionFault>[0])).toBe(fault);
  });

  it('leaves out what was cleared', () => {
    expect(tidy({ field: 'orders90d', min: undefined, max: 3 })).toEqual({ field: 'orders90d', max: 3 });
  });

  it('names a field that is gone by its kind', () => {
    expect(labelOfCondition({ field: 'custom', id: 7 }, [{ ...field, options: [] }])).toBe('门头宽度');
    expect(labelOfCondition({ field: 'custom', id: 8 }, [])).toBe('自定义字段');
  });
});
