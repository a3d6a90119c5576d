import { findDistrict } from './find-district';
import { childRegions, districtName, divisions, isNamed, isRegion, regionName } from './regions';

describe('the name of a region', () => {
  it.each([
    ['51', '四川省'],
    ['5101', '四川省成都市'],
    ['510107', '四川省成都市武侯区'],
    ['510107001', '四川省成都市武侯区浆洗街街道'],
    ['110105', '北京市朝阳区'],
    ['429004', '湖北省仙桃市'],
    ['441900', '广东省东莞市'],
    ['500229', '重庆市城口县'],
    ['510199', '四川省成都市'],
    ['99', null],
    [null, null],
  ])('%s is %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });

  it.each([
    ['510107001', '武侯区'],
    ['510107', '武侯区'],
    ['5101', '成都市'],
    ['1101', '北京市'],
    ['429004', '仙桃市'],
    ['99', null],
  ])('%s lies in %s', (code, name) => {
    expect(districtName(code)).toBe(name);
  });

  it('lists what lies below', () => {
    expect(childRegions()).toHaveLength(31);
    expect(childRegions('51')).toContainEqual({ code: '5101', name: '成都市' });
    expect(childRegions('5101')).toHaveLength(20);
    expect(childRegions('510107')).toContainEqual({ code: '510107001', name: '浆洗街街道' });
    expect(childRegions('510107001')).toEqual([]);
    expect([isRegion('510107'), isRegion('510199'), isRegion('')]).toEqual([true, false, false]);
  });
});

describe('finding the district in a text', () => {
  it.each([
    ['武侯', '510107'],
    ['武侯区', '510107'],
    ['成都市武侯区', '510107'],
    ['成都武侯', '510107'],
    ['四川省成都市武侯区簇桥街道88号', '510107'],
    ['四川 成都 - 武侯区', '510107'],
    ['中国四川省成都市', '5101'],
    ['四川武侯区', '510107'],
    ['成都', '5101'],
    ['四川', '51'],
    ['吉林', '22'],
    ['吉林市', '2202'],
    ['北京朝阳', '110105'],
    ['重庆市渝北区回兴街道', '500112'],
    ['北川', '510726'],
    ['阿坝州若尔盖县', '513232'],
    ['北川县擂鼓镇', '510726'],
    ['阿坝若尔盖县', '513232'],
    ['内蒙古呼和浩特', '1501'],
    ['东莞', '4419'],
    ['都江堰市幸福路2号', '510181'],
    ['成都市高新区天府大道', '5101'],
    ['新都桥镇', null],
    ['新都', '510114'],
    ['朝阳区', null],
    ['锦江/成华', null],
    ['武侯区 成都市', '510107'],
    ['武侯区 金牛大道', '510107'],
    ['火星区', null],
    ['', null],
  ])('%s → %s', (text, code) => {
    expect(findDistrict(text)).toBe(code);
  });

  it('takes the one nearby where several share a name', () => {
    expect(findDistrict('朝阳区', '1101')).toBe('110105');
    expect(findDistrict('朝阳区', '220103')).toBe('220104');
    expect(findDistrict('鼓楼区', '510107')).toBeNull();
  });

  it('finds every district by its whole name again', () => {
    const districts = divisions().all.filter(({ code }) => code.length === 6 && isNamed(code));
    const lost = districts.filter(({ code }) => findDistrict(regionName(code)!) !== code);
    expect(lost).toEqual([]);
  });

  it('reads ten thousand addresses in well under a second', () => {
    const start = performance.now();
    for (let i = 0; i < 10_000; i++) findDistrict(`四川省成都市武侯区簇桥街道${i}号`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
