import { NEW_STAFF, staffBody, withRegion } from './staff-values';

describe('regions of a member of staff', () => {
  const chengdu = { code: '5101', name: '成都市' };
  const wuhou = { code: '510107', name: '武侯区' };
  const leshan = { code: '5111', name: '乐山市' };

  it('lets a wider region take the place of those in it', () => {
    expect(withRegion([wuhou, leshan], chengdu)).toEqual([leshan, chengdu]);
  });

  it('takes no region that is within one chosen', () => {
    expect(withRegion([chengdu], wuhou)).toEqual([chengdu]);
    expect(withRegion([chengdu], chengdu)).toEqual([chengdu]);
  });

  it('sends codes, and no phone as none', () => {
    expect(staffBody({ ...NEW_STAFF, name: ' 王强 ', regions: [wuhou] })).toEqual({
      name: '王强',
      phone: null,
      roles: ['salesperson'],
      regions: ['510107'],
    });
  });
});
