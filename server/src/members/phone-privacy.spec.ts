import type { StaffRole } from '@dianquan/shared/roles';
import type { Actor } from '../platform/http/actor';
import { maskPhone, seesPhones } from './phone-privacy';

const shop = { id: 7, ownerStaffId: 3 };
const nobody: Actor = { sessionId: 1, accountId: 1, provider: 'wechat', name: null, staff: null, member: null };
const staff = (role: StaffRole, id = 9): Actor => ({ ...nobody, provider: 'wecom', staff: { id, roles: [role], regions: [] } });
const person = (shopId: number): Actor => ({ ...nobody, member: { id: 1, shopId, role: 'clerk' } });

describe('phones', () => {
  it.each([
    ['13800138000', '138****8000'],
    ['028-85551234', '028****1234'],
    ['8555123', '855****23'],
    [null, null],
  ])('shows %s as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each<[string, Actor | null, boolean]>([
    ["the shop's own people", person(7), true],
    ['the people of another shop', person(8), false],
    ["the shop's salesperson", staff('salesperson', 3), true],
    ['another salesperson', staff('salesperson', 4), false],
    ['a manager', staff('manager'), true],
    ['the office', staff('office'), true],
    ['an admin', staff('admin'), true],
    ['finance', staff('finance'), false],
    ['the warehouse', staff('warehouse'), false],
    ['a courier', staff('courier'), false],
    ['somebody without a shop', nobody, false],
    ['nobody', null, false],
  ])('are whole for %s: %p', (_, actor, expected) => {
    expect(seesPhones(actor, shop)).toBe(expected);
  });
});
