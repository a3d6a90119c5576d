import { shortRegion } from './region-text';

describe('a region in a list', () => {
  it.each([
    ['四川省成都市武侯区桂溪街道', '武侯区桂溪街道'],
    ['四川省成都市都江堰市', '都江堰市'],
    ['四川省成都市', '成都市'],
    ['四川省阿坝藏族羌族自治州汶川县', '汶川县'],
    ['四川省', '四川省'],
    ['北京市朝阳区', '朝阳区'],
  ])('%s is %s', (name, short) => {
    expect(shortRegion(name)).toBe(short);
  });

  it('stays unknown where it is', () => {
    expect(shortRegion(null)).toBeNull();
  });
});
