import { emptyTemplate, fieldsFrom, templateBody, templateFaults, withField } from './template-draft';

describe('a template as it is typed', () => {
  it('takes its fields from what the console shows, and guesses where their words come from', () => {
    const fields = fieldsFrom('公告标题 {{thing1.DATA}}\n发布时间：{{time2.DATA}}\n发布人 {{name3.DATA}}\n门店名称: {{thing4.DATA}}');
    expect(fields).toEqual([
      { row: 1, key: 'thing1', label: '公告标题', source: 'title' },
      { row: 2, key: 'time2', label: '发布时间', source: 'time' },
      { row: 3, key: 'name3', label: '发布人', source: 'sender' },
      { row: 4, key: 'thing4', label: '门店名称', source: 'shop' },
    ]);
    expect(fieldsFrom('没有字段')).toEqual([]);
    expect(fieldsFrom(Array.from({ length: 9 }, (_, n) => `项${n} {{thing${n}.DATA}}`).join('\n'))).toHaveLength(5);
  });

  it('names what is missing and what could never be filled, line by line', () => {
    expect(Object.keys(templateFaults(emptyTemplate()))).toEqual(['platformId', 'title', 'fields.0']);
    const fields = withField(withField(withField([], 'thing1', '货'), 'thing1', '货'), 'amount2', '金额');
    expect(templateFaults({ use: 'announcement', platformId: 'T1', title: '公告', fields })).toEqual({
      'fields.1': '这个字段已经有了',
      'fields.2': '这种模板没有“金额”可填',
    });
  });

  it('is sent without what only the screen needs', () => {
    const fields = withField([], 'thing1', ' 公告标题 ');
    expect(templateBody({ use: 'announcement', platformId: ' T1 ', title: '公告', fields })).toEqual({
      use: 'announcement',
      platformId: 'T1',
      title: '公告',
      fields: [{ key: 'thing1', label: '公告标题', source: 'title' }],
    });
  });
});
