import { emptyComposition } from './composition';
import { reachWords } from './use-audience-count';
import { contentWords, publishLabel, timeWords } from './words';

describe('the words of composing', () => {
  it('name the button by its effect', () => {
    expect(publishLabel(1234, false)).toBe('发布给 1,234 家');
    expect(publishLabel(1234, true)).toBe('定时发布给 1,234 家');
    expect(publishLabel(undefined, false)).toBe('发布');
    expect(publishLabel(0, true)).toBe('定时发布');
  });

  it('say what a folded step holds', () => {
    const given = emptyComposition();
    expect(contentWords(given)).toBe('标题、正文、附件');
    expect(contentWords({ ...given, title: '十二月政策', mustAcknowledge: true, blocks: [{ key: 'a', type: 'text', typed: '一' }] })).toBe(
      '十二月政策 · 正文 1 段 · 要确认',
    );
    expect(timeWords(given)).toBe('现在就发');
    expect(timeWords({ ...given, publishAt: '2026-11-25T01:00:00.000Z' })).toBe('2026年11月25日 09:00 发布');
  });

  it('say how many it reaches, and that nobody is no number', () => {
    expect(reachWords({ shops: 1234, people: 2011 })).toBe('将送达 1,234 家 · 2,011 人');
    expect(reachWords({ shops: 0, people: 0 })).toBe('没有门店会收到，换一换范围');
  });
});
