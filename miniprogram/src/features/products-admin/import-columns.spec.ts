import { mapHeader, mappingFault, outcomeText } from './import-columns';

const job = (status: 'waiting' | 'running' | 'done' | 'dead') => ({ id: 1, topic: 'x', status, done: 5, total: 10, error: null });
const view = { job: job('done'), rows: 10, created: 0, updated: 0, unchanged: 10, faulty: 0 };

describe('the columns of a product sheet', () => {
  it('are each taken once, the last choice wins', () => {
    expect(mapHeader({ 编码: 'code', 货号: 'spec' }, '货号', 'code')).toEqual({ 货号: 'code' });
    expect(mapHeader({ 编码: 'code' }, '编码', '')).toEqual({});
  });

  it.each<[Record<string, string>, RegExp | null]>([
    [{ a: 'product' }, /编码/],
    [{ a: 'code' }, null],
    [{ a: 'code', b: 'brand' }, /商品名称/],
    [{ a: 'code', b: 'unit2' }, /单位 2/],
    [{ a: 'code', b: 'factor3' }, /单位 3/],
    [{ a: 'code', b: 'unit2', c: 'factor2' }, null],
  ])('%j can begin: %s', (mapping, fault) => {
    const said = mappingFault(mapping);
    if (fault === null) expect(said).toBeNull();
    else expect(said).toMatch(fault);
  });
});

describe('an import of products', () => {
  it('says what came of it', () => {
    expect(outcomeText(view)).toBe('10 行都和现在一样，什么也没有改');
    expect(outcomeText({ ...view, created: 8, faulty: 2 })).toBe('8 行已导入，2 行要改');
    expect(outcomeText({ ...view, job: job('running') })).toBe('正在导入，已处理 5/10 行');
    expect(outcomeText({ ...view, job: job('dead') })).toContain('没有完成');
  });
});
