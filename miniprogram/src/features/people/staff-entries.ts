import type { StaffRole } from '@dianquan/shared/roles';
import type { IconName } from '@/components/icon';
import type { PageName } from '@/platform/navigation';

/** `roles`: only for these of the group's. */
export type Entry = { page: PageName; title: string; icon: IconName; roles?: StaffRole[] };
type Group = { title: string; roles: StaffRole[]; entries: Entry[] };

/** What each role comes for. */
const GROUPS: Group[] = [
  {
    title: '订单',
    roles: ['salesperson', 'manager', 'office', 'finance', 'warehouse', 'courier', 'admin'],
    entries: [
      { page: 'queues', title: '待办', icon: 'check', roles: ['manager', 'office', 'finance', 'warehouse', 'courier', 'admin'] },
      { page: 'officeOrders', title: '全部订单', icon: 'list' },
      { page: 'stock', title: '库存', icon: 'box' },
      { page: 'warehouses', title: '仓库', icon: 'home', roles: ['manager', 'warehouse', 'admin'] },
      { page: 'incomingPayments', title: '收款', icon: 'wallet', roles: ['finance', 'admin'] },
      { page: 'reconciliations', title: '微信对账', icon: 'shield', roles: ['finance', 'admin'] },
      { page: 'ageing', title: '欠款与额度', icon: 'book', roles: ['salesperson', 'manager', 'finance', 'office', 'admin'] },
      { page: 'workflow', title: '订单流程', icon: 'settings', roles: ['manager', 'admin'] },
    ],
  },
  {
    title: '业务',
    roles: ['salesperson'],
    entries: [
      { page: 'myCode', title: '我的邀请码', icon: 'code' },
      { page: 'invitations', title: '我的邀请', icon: 'send' },
      { page: 'shops', title: '我的门店', icon: 'shop' },
      { page: 'scoreboard', title: '业绩榜', icon: 'trophy' },
      { page: 'callList', title: '电话清单', icon: 'phone' },
      { page: 'massMessages', title: '群发待确认', icon: 'send' },
    ],
  },
  {
    title: '市场',
    roles: ['manager', 'admin'],
    entries: [
      { page: 'composeAnnouncement', title: '写公告', icon: 'edit' },
      { page: 'announcements', title: '公告', icon: 'megaphone' },
      { page: 'segments', title: '分群', icon: 'filter' },
      { page: 'communities', title: '社区', icon: 'comment' },
      { page: 'scoreboard', title: '业绩榜', icon: 'trophy' },
      { page: 'attribution', title: '谁邀请了谁', icon: 'people' },
      { page: 'massMessages', title: '业务员群发', icon: 'send' },
      { page: 'pushTemplates', title: '消息模板', icon: 'text' },
      { page: 'pushSettings', title: '推送设置', icon: 'settings' },
      { page: 'deadLetters', title: '没办成的', icon: 'warning' },
    ],
  },
  {
    title: '商品和价格',
    roles: ['manager', 'office', 'admin'],
    entries: [
      { page: 'products', title: '商品', icon: 'box' },
      { page: 'priceLevels', title: '价格等级', icon: 'tag' },
      { page: 'customerPrices', title: '客户专价', icon: 'shop' },
      { page: 'tradeSettings', title: '交易设置', icon: 'settings', roles: ['manager', 'admin'] },
    ],
  },
  {
    title: '报表',
    roles: ['salesperson', 'manager', 'office', 'finance', 'admin'],
    entries: [
      { page: 'salesOverview', title: '经营概览', icon: 'trophy' },
      { page: 'salesReport', title: '销售统计', icon: 'chart' },
      { page: 'reach', title: '公告带来的订单', icon: 'megaphone' },
    ],
  },
  { title: '门店', roles: ['manager', 'office', 'admin'], entries: [{ page: 'managedShops', title: '门店与导入', icon: 'shop' }] },
  {
    title: '管理',
    roles: ['admin'],
    entries: [
      { page: 'staff', title: '员工', icon: 'people' },
      { page: 'customFields', title: '自定义字段', icon: 'list' },
      { page: 'handover', title: '门店交接', icon: 'swap' },
      { page: 'audit', title: '操作记录', icon: 'shield' },
      { page: 'channels', title: '推送通道', icon: 'send' },
    ],
  },
];

export function staffGroups(roles: readonly StaffRole[]): Group[] {
  const isOne = (wanted: readonly StaffRole[] | undefined) => !wanted || wanted.some((role) => roles.includes(role));
  return GROUPS.filter((group) => isOne(group.roles)).map((group) => ({
    ...group,
    entries: group.entries.filter((entry) => isOne(entry.roles)),
  }));
}
