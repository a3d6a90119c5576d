import { isGoing, outcomeWords, progressWords } from './words';

const job = { id: 1, topic: 'shops.import', status: 'done' as const, done: 10, total: 10, error: null };
const view = { job, rows: 10, created: 6, updated: 1, merged: 1, unchanged: 0, faulty: 2 };

describe('an import in words', () => {
  it('says how far it is', () => {
    const running = { ...view, rows: 4048, job: { ...job, status: 'running' as const, done: 1200, total: null } };
    expect(isGoing(running)).toBe(true);
    expect(progressWords(running)).toBe('正在导入，已处理 1,200/4,048 行');
    expect(outcomeWords(running)).toBe(progressWords(running));
  });

  it('says what came of it', () => {
    expect(outcomeWords(view)).toBe('8 行已导入，2 行要改');
    expect(outcomeWords({ ...view, faulty: 0 })).toBe('10 行已导入，没有错误');
    expect(outcomeWords({ ...view, created: 0, updated: 0, merged: 0, faulty: 0, unchanged: 10 })).toBe('10 行都和现在一样，什么也没有改');
    expect(outcomeWords({ ...view, job: { ...job, status: 'dead' } })).toBe('导入没有完成，没有留下任何改动');
  });
});
