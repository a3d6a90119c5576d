/** Roles of staff, in the order that screens list them. */
export const STAFF_ROLES = ['salesperson', 'manager', 'office', 'finance', 'warehouse', 'courier', 'admin'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export const STAFF_ROLE_ZH: Record<StaffRole, string> = {
  salesperson: '业务员',
  manager: '市场经理',
  office: '内勤',
  finance: '财务',
  warehouse: '仓库',
  courier: '配送',
  admin: '管理员',
};
export const MEMBER_ROLES = ['owner', 'clerk'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
export const MEMBER_ROLE_ZH: Record<MemberRole, string> = { owner: '店主', clerk: '店员' };
export const SHOP_STATUSES = ['prospect', 'partner', 'lost'] as const;
export type ShopStatus = (typeof SHOP_STATUSES)[number];
export const SHOP_STATUS_ZH: Record<ShopStatus, string> = { prospect: '未合作', partner: '已合作', lost: '已流失' };
export const SHOP_LEVELS = ['A', 'B', 'C', 'D'] as const;
export type ShopLevel = (typeof SHOP_LEVELS)[number];

/** Who may call an operation. `account` is anyone signed in, also a person who is in no shop yet. */
export type Allow = 'anonymous' | 'account' | 'member' | 'owner' | 'staff' | StaffRole;
