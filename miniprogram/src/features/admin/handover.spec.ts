import { detailLines, subjectText } from './audit-words';
import { type CustomField, fieldBody, movedUp } from './field-values';
import { consequence, missing, type Staff, shopsMoved } from './handover';

const staff = (id: number, shops: number): Staff => ({
  id,
  name: `业务员${id}`,
  wecomUserid: `w${id}`,
  phone: null,
  avatarUrl: null,
  roles: ['salesperson'],
  regions: [],
  disabledAt: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  shops,
});

describe('handing shops over', () => {
  it('asks for what is missing, one thing at a time', () => {
    expect(missing({ from: undefined, to: undefined, shopIds: null })).toBe('先选交出门店的业务员');
    expect(missing({ from: staff(1, 9), to: undefined, shopIds: null })).toBe('再选接手的业务员');
    expect(missing({ from: staff(1, 0), to: staff(2, 3), shopIds: null })).toBe('业务员1名下没有门店');
    expect(missing({ from: staff(1, 9), to: staff(2, 3), shopIds: [] })).toBe('至少选一家门店');
    expect(missing({ from: staff(1, 9), to: staff(2, 3), shopIds: null })).toBeNull();
  });

  it('says how many go, and what stays', () => {
    const all = { from: staff(1, 1234), to: staff(2, 3), shopIds: null };
    expect(shopsMoved(all)).toBe(1234);
    expect(shopsMoved({ ...all, shopIds: [4, 7] })).toBe(2);
    expect(consequence(all)).toMatch(/^1,234 家门店从业务员1转到业务员2名下/);
  });
});

describe('custom fields', () => {
  const field = (id: number, position: number): CustomField => ({
    id,
    label: '面积',
    type: 'number',
    options: [],
    required: false,
    position,
  });

  it('writes only the places that change', () => {
    expect(movedUp([field(5, 0), field(6, 1), field(7, 2)], 2)).toEqual([
      { id: 7, position: 1 },
      { id: 6, position: 2 },
    ]);
    expect(movedUp([field(5, 0), field(6, 1)], 0)).toEqual([]);
  });

  it('mends fields that stood on the same place', () => {
    expect(movedUp([field(5, 0), field(6, 0)], 1)).toEqual([{ id: 5, position: 1 }]);
  });

  it('takes one choice a line, and none for a text', () => {
    const values = { label: ' 品牌 ', options: '博世\n\n 牧田 \n博世', required: true };
    expect(fieldBody({ ...values, type: 'choice' }).options).toEqual(['博世', '牧田']);
    expect(fieldBody({ ...values, type: 'text' })).toEqual({ label: '品牌', type: 'text', options: [], required: true });
  });
});

describe('the log in words', () => {
  it('names what was done to what, and leaves out what is empty', () => {
    expect(subjectText('shop:31')).toBe('门店 31 号');
    expect(subjectText('shops')).toBe('门店');
    expect(detailLines({ roles: ['manager', 'admin'], disabled: true, regions: [], correctionNote: null })).toEqual([
      { label: '角色', text: '市场经理、管理员' },
      { label: '停用', text: '是' },
    ]);
  });

  it('opens what is nested', () => {
    expect(detailLines({ status: ['prospect', 'partner'], before: { label: '面积', required: false } })).toEqual([
      { label: '合作状态', text: '未合作、已合作' },
      { label: '改动前', text: '名称：面积；必填：否' },
    ]);
  });
});
