import { readItems, readMarks, writeMarks } from './body-text';

describe('marks in a text', () => {
  it.each([
    ['**满减**今天开始', '满减今天开始', [{ from: 0, to: 2, mark: 'bold' }]],
    ['只到==周五==为止', '只到周五为止', [{ from: 2, to: 4, mark: 'accent' }]],
    ['一个**没有关上', '一个**没有关上', []],
    ['2 ** 3 = 8', '2 ** 3 = 8', []],
    ['****', '', []],
    ['没有标记', '没有标记', []],
    [' ** 满减**开始 ', '满减开始', [{ from: 0, to: 2, mark: 'bold' }]],
  ])('%s', (typed, text, marks) => {
    expect(readMarks(typed)).toEqual({ text, marks });
  });

  it.each(['**a**b==c==', '**a==b==c**', '==全部==', '前**中**后', '**一****二**'])('come back as they were typed: %s', (typed) => {
    const { text, marks } = readMarks(typed);
    expect(readMarks(writeMarks(text, marks))).toEqual({ text, marks });
  });

  it('reach no further than the text', () => {
    expect(writeMarks('短', [{ from: 0, to: 9, mark: 'bold' }])).toBe('**短**');
    expect(writeMarks('短', [{ from: 5, to: 9, mark: 'bold' }])).toBe('短');
  });
});

it('a list is one item a line, however it was pasted', () => {
  expect(readItems('1. 扳手\n\n- 钳子\n· 卷尺\n 4、电钻 ')).toEqual(['扳手', '钳子', '卷尺', '电钻']);
});
