import { labelOf } from './field-labels';

describe('what a field is called', () => {
  it.each([
    [[], '内容'],
    [['name'], '名称'],
    [['contacts', 1, 'phone'], '联系人第2项的手机号'],
    [['tags', 4], '标签第5项'],
    [['customFields', '12'], '自定义字段的12'],
    [['somethingElse'], 'somethingElse'],
  ])('%j is called %s', (path, label) => {
    expect(labelOf(path)).toBe(label);
  });
});
