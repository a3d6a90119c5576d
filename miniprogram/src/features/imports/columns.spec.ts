import { columnOptions, mapHeader, mappingFault, sheetHeaders } from './columns';

describe('the columns of a sheet', () => {
  it('give a column to one header only, but phones and regions to several', () => {
    const mapping = { 客户名称: 'name', 手机: 'phone' };
    expect(mapHeader(mapping, '店招', 'name')).toEqual({ 手机: 'phone', 店招: 'name' });
    expect(mapHeader(mapping, '电话2', 'phone')).toEqual({ 客户名称: 'name', 手机: 'phone', 电话2: 'phone' });
    expect(mapHeader(mapping, '手机', '')).toEqual({ 客户名称: 'name' });
  });

  it('cannot go without the name', () => {
    expect(mappingFault({ 手机: 'phone' })).toBe('先选出哪一列是店名');
    expect(mappingFault({ 客户名称: 'name' })).toBeNull();
  });

  it('show below each header the first value that is there', () => {
    const sheet = {
      headers: ['名称', '备注'],
      sample: [
        ['', ''],
        ['鑫鑫五金', ' '],
      ],
    };
    expect(sheetHeaders(sheet, { 名称: 'name' })).toEqual([
      { header: '名称', example: '鑫鑫五金', column: 'name' },
      { header: '备注', example: '', column: '' },
    ]);
  });

  it('offer every column of ours, and the own fields of the company', () => {
    const options = columnOptions([{ id: 7, label: '门头宽度', type: 'number', options: [], required: false, position: 0 }]);
    expect(options[0]).toEqual({ key: '', label: '不导入' });
    expect(options).toHaveLength(17);
    expect(options.at(-1)).toEqual({ key: 'custom:7', label: '门头宽度' });
  });
});
