import { choicesIn, NO_FILTER, queryOf, shopWords } from './shop-words';

describe('a list of shops', () => {
  it('says of a shop only what is known', () => {
    expect(shopWords({ level: 'A', status: 'partner', regionName: '四川省成都市武侯区', ownerStaffName: '张伟' })).toBe(
      'A 级 · 已合作 · 张伟 · 武侯区',
    );
    expect(shopWords({ level: null, status: 'prospect', regionName: null, ownerStaffName: null })).toBe('未合作');
  });

  it('asks for nothing that was not chosen, and for shops without people when that was', () => {
    expect(Object.values(queryOf(NO_FILTER)).filter((value) => value !== undefined)).toEqual([]);
    expect(queryOf({ ...NO_FILTER, q: '鑫', joined: false, region: { code: '510107', name: '武侯区' } })).toMatchObject({
      q: '鑫',
      joined: false,
      regionCode: '510107',
    });
  });

  it('counts the choices, not the word', () => {
    expect(choicesIn({ ...NO_FILTER, q: '鑫' })).toBe(0);
    expect(choicesIn({ ...NO_FILTER, joined: false, level: 'B' })).toBe(2);
  });
});
