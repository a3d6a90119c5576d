import { fits, isFieldKey } from './subscribe-fields';

const RIGHT: [string, string][] = [
  ['thing1', '二十个字以内随便写123abc！😀'],
  ['thing2', '一二三四五六七八九十一二三四五六七八九十'],
  ['number3', '1280.50'],
  ['letter4', 'HardwareStore'],
  ['symbol5', '※→！'],
  ['character_string6', 'DD20261122-000001 #7'],
  ['time7', '09:30'],
  ['time7', '2026年11月22日 21:30:05'],
  ['time7', '2026-11-22 09:00~2026-11-22 18:00'],
  ['time7', '09:00 ~ 18:00'],
  ['date8', '2026年2月28日'],
  ['date8', '2026/11/22 08:00'],
  ['date8', '2026.11.22~2026.11.30'],
  ['amount9', '¥1280.50'],
  ['amount9', '12.5元'],
  ['phone_number10', '+86-0766-66888866'],
  ['car_number11', '粤A8Z888挂'],
  ['name12', '欧阳建国'],
  ['name12', 'Wang Jianguo'],
  ['phrase13', '审核通过'],
  ['enum14', '已发货'],
];

const WRONG: [string, unknown][] = [
  ['thing1', '一二三四五六七八九十一二三四五六七八九十零'],
  ['thing1', ''],
  ['thing1', '   '],
  ['thing1', '两\n行'],
  ['thing1', 5],
  ['number3', '一百'],
  ['number3', '1,280'],
  ['number3', '9'.repeat(33)],
  ['letter4', 'abc1'],
  ['symbol5', '※※※※※※'],
  ['symbol5', 'a'],
  ['character_string6', '单号1'],
  ['character_string6', 'x'.repeat(33)],
  ['time7', '24:00'],
  ['time7', '2026-11-22'],
  ['time7', '早上九点'],
  ['date8', '2026-02-30'],
  ['date8', '2026-11/22'],
  ['date8', '09:00'],
  ['date8', '2026-11-01~2026-11-02~2026-11-03'],
  ['amount9', '12345678901'],
  ['amount9', '¥¥1'],
  ['amount9', '约12元'],
  ['phone_number10', '123456789012345678'],
  ['phone_number10', '手机'],
  ['car_number11', '粤AA8888888'],
  ['name12', '一二三四五六七八九十一'],
  ['name12', 'a'.repeat(21)],
  ['phrase13', '一二三四五六'],
  ['phrase13', 'OK'],
];

describe('values of template fields', () => {
  it.each(RIGHT)('%s may be %j', (key, value) => expect(fits(key, value)).toBe(true));

  it.each(WRONG)('%s may not be %j', (key, value) => expect(fits(key, value)).toBe(false));

  it('of an enum are those on its list', () => {
    expect(fits('enum1', '已发货', ['已发货', '已签收'])).toBe(true);
    expect(fits('enum1', '已取消', ['已发货', '已签收'])).toBe(false);
  });

  it('belong to a kind and a number', () => {
    expect(['thing1', 'character_string12', 'enum3'].every(isFieldKey)).toBe(true);
    expect(['thing', 'first', 'keyword1', 'remark', '1'].some(isFieldKey)).toBe(false);
  });
});
