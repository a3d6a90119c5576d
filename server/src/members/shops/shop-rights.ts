import type { FieldFault } from '@dianquan/shared/errors';
import { hasRole, type StaffActor } from '../../platform/http/actor';
import type { ShopColumns } from './shop-input';

/**
 * Who may set what of a shop that they may see at all. Managers, office and admins: everything. A salesperson enters and keeps their own
 * shops, but does not decide whose a shop is, nor its level, by which its prices go: a new shop is theirs and has no level yet.
 */
export function rightsFaults(me: StaffActor, before: ShopColumns | null, after: ShopColumns): FieldFault[] {
  if (decides(me)) return [];
  const faults: FieldFault[] = [];
  if (after.owner_staff_id !== (before?.owner_staff_id ?? me.staff.id)) {
    faults.push({ field: 'ownerStaffId', rule: 'other', zh: '业务员不能更改门店归属，请联系市场经理' });
  }
  if (after.level !== (before?.level ?? null)) {
    faults.push({ field: 'level', rule: 'other', zh: '业务员不能设定门店等级，请联系市场经理' });
  }
  return faults;
}

export const decides = (me: StaffActor): boolean => hasRole(me, 'manager', 'office', 'admin');
