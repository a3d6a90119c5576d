import { guessColumns } from './column-guess';

describe('guessing what a column means', () => {
  it('knows the usual names, the longest word of a longer one, and custom fields by their label', () => {
    const headers = [
      '客户编号',
      '门店名称（招牌）',
      '老板联系电话',
      '老板',
      '所在区县',
      '送货地址',
      '跟进业务员',
      '会员等级',
      '结算方式',
      '备注1',
      '手机',
      '拜访次数',
    ];
    expect(guessColumns(headers, [{ id: 4, label: '结算方式' }])).toEqual({
      客户编号: 'code',
      '门店名称（招牌）': 'name',
      老板联系电话: 'phone',
      老板: 'contactName',
      所在区县: 'region',
      送货地址: 'address',
      跟进业务员: 'ownerStaff',
      会员等级: 'level',
      结算方式: 'custom:4',
      备注1: 'note',
      手机: 'phone',
    });
  });

  it('gives each column away once, except those that may repeat', () => {
    expect(guessColumns(['店名', '客户名称', '省', '市', '区', '备注', '其他'], [])).toEqual({
      店名: 'name',
      省: 'region',
      市: 'region',
      区: 'region',
      备注: 'note',
      其他: 'note',
    });
  });
});
