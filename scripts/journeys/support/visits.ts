import type { Holder } from './phone';

type Named =
  | 'community'
  | 'post'
  | 'announcement'
  | 'shop'
  | 'segment'
  | 'staff'
  | 'import'
  | 'product'
  | 'sku'
  | 'productImport'
  | 'lastOrder'
  | 'finishedOrder'
  | 'waitingOrder'
  | 'ownReturn'
  | 'waitingReturn'
  | 'level';
/** What the pages of the demo are opened with. */
export type Ids = Record<Named, number> & { code: string; month: string };
/** A page's address, with its query. */
export type Screen = (ids: Ids) => string;
export type Visit = { name: string; holder: Holder; screens: Screen[]; large?: boolean };

const at = (page: string): Screen => {
  const path = `/${page}/index`;
  return () => path;
};

const TABS = ['pages/home', 'pages/catalogue', 'pages/inbox', 'pages/me'].map(at);
const SHOP: Screen[] = [
  ({ community }) => `/shop/community/index?id=${community}`,
  ({ community }) => `/shop/compose-post/index?communityId=${community}`,
  ({ post }) => `/shop/post/index?id=${post}`,
  ({ announcement }) => `/shop/announcement/index?id=${announcement}`,
  ({ shop }) => `/shop/my-shop/index?shopId=${shop}`,
  ({ shop }) => `/shop/people/index?shopId=${shop}`,
  ...['shop/consent-settings', 'shop/message-settings', 'shop/my-posts', 'shop/invite', 'shop/edit-profile'].map(at),
];
const BUYING: Screen[] = [
  at('shop/search'),
  () => `/shop/search/index?q=${encodeURIComponent('螺丝')}`,
  () => `/shop/search/index?q=${encodeURIComponent('没有这种货')}`,
  ({ product }) => `/shop/product/index?id=${product}`,
  at('shop/favourites'),
  at('shop/orders'),
  ({ lastOrder }) => `/shop/order/index?id=${lastOrder}`,
  ({ finishedOrder }) => `/shop/order/index?id=${finishedOrder}`,
  ({ finishedOrder }) => `/shop/repeat/index?id=${finishedOrder}`,
  at('shop/cart'),
  at('shop/checkout'),
  at('shop/addresses'),
  at('shop/statements'),
  ({ shop, month }) => `/shop/statement/index?shopId=${shop}&month=${month}`,
  at('shop/returns'),
  ({ ownReturn }) => `/shop/return/index?id=${ownReturn}`,
  ({ finishedOrder }) => `/shop/return-request/index?id=${finishedOrder}`,
];
const SALES: Screen[] = [
  at('sales/my-code'),
  at('sales/invitations'),
  at('sales/shops'),
  ({ shop }) => `/sales/shop/index?id=${shop}`,
  ({ shop }) => `/sales/edit-shop/index?id=${shop}`,
  ({ shop }) => `/sales/shop-prices/index?shopId=${shop}`,
  at('sales/scoreboard'),
  at('sales/attribution'),
  at('sales/call-list'),
  at('sales/mass-messages'),
];
const SELLING: Screen[] = [
  at('shop/order-for'),
  ({ product }) => `/shop/product/index?id=${product}`,
  at('office/all-orders'),
  ({ lastOrder }) => `/office/order/index?id=${lastOrder}`,
];
const MANAGER: Screen[] = [
  at('manager/compose-announcement'),
  at('manager/announcements'),
  ({ announcement }) => `/manager/report/index?id=${announcement}`,
  ({ announcement }) => `/manager/unread/index?id=${announcement}`,
  ({ announcement }) => `/shop/announcement/index?id=${announcement}`,
  ({ announcement }) => `/manager/compose-announcement/index?id=${announcement}`,
  at('manager/communities'),
  ({ community }) => `/manager/community-edit/index?id=${community}`,
  ({ community }) => `/shop/community/index?id=${community}`,
  ({ post }) => `/shop/post/index?id=${post}`,
  at('manager/segments'),
  ({ segment }) => `/manager/segment-edit/index?id=${segment}`,
  at('manager/shops'),
  at('sales/scoreboard'),
  at('sales/attribution'),
];
const PUSHES: Screen[] = [
  at('manager/push-settings'),
  at('manager/push-templates'),
  at('manager/push-template-new'),
  at('manager/dead-letters'),
  ({ announcement }) => `/sales/mass-messages/index?announcementId=${announcement}`,
];
const GOODS: Screen[] = [
  at('manager/products'),
  ({ product }) => `/manager/product-edit/index?id=${product}`,
  at('manager/product-edit'),
  at('manager/categories'),
  at('manager/price-levels'),
  ({ level }) => `/manager/price-level-edit/index?id=${level}`,
  at('manager/customer-prices'),
  ({ shop }) => `/manager/customer-prices/index?shopId=${shop}`,
  at('manager/price-reviews'),
  at('manager/sales-overview'),
  at('manager/sales-report'),
  at('manager/sales-lines'),
  at('manager/reach'),
  ({ announcement }) => `/manager/reach-shops/index?id=${announcement}`,
  ({ post }) => `/manager/order-set/index?kind=post&id=${post}`,
  at('manager/product-import'),
  ({ productImport }) => `/manager/product-import-report/index?id=${productImport}`,
];
const QUEUES: Screen[] = [
  at('office/queues'),
  at('office/orders'),
  at('office/all-orders'),
  ({ waitingOrder }) => `/office/order/index?id=${waitingOrder}`,
  at('office/returns'),
  ({ waitingReturn }) => `/office/return/index?id=${waitingReturn}`,
];
const STOCK: Screen[] = [
  at('office/warehouses'),
  at('office/stock'),
  () => '/office/stock/index?low=true',
  ({ sku }) => `/office/stock-item/index?skuId=${sku}`,
];
const FINANCE: Screen[] = [
  () => '/office/orders/index?next=financeApproval',
  at('office/payments'),
  at('office/reconciliations'),
  at('office/ageing'),
  at('shop/statements'),
  ({ shop, month }) => `/shop/statement/index?shopId=${shop}&month=${month}`,
];
const ADMIN: Screen[] = [
  at('admin/staff'),
  ({ staff }) => `/admin/staff-edit/index?id=${staff}`,
  at('admin/staff-edit'),
  at('admin/custom-fields'),
  at('admin/audit'),
  at('admin/handover'),
  at('admin/channels'),
  at('manager/dead-letters'),
  at('manager/import'),
  ({ import: id }) => `/manager/import-report/index?id=${id}`,
  at('manager/workflow'),
  at('manager/trade-settings'),
];

const person = (key: string): Holder => ({ key, provider: 'wechat' });
const staff = (key: string): Holder => ({ key, provider: 'wecom' });

/** Who looks at what. */
export const VISITS: Visit[] = [
  { name: 'stranger', holder: person('stranger-2'), screens: [...TABS, ({ code }) => `/pages/join/index?code=${code}`] },
  { name: 'owner', holder: person('owner-1'), screens: [...TABS, ...SHOP, ...BUYING] },
  { name: 'owner-large', holder: person('owner-1'), screens: [...TABS, ...SHOP, ...BUYING], large: true },
  { name: 'clerk', holder: person('clerk-1'), screens: [...TABS, ...SHOP, ...BUYING] },
  { name: 'waiting-clerk', holder: person('clerk-3'), screens: TABS },
  { name: 'sales', holder: staff('sales-1'), screens: [...TABS, ...SALES, ...SELLING] },
  { name: 'sales-large', holder: staff('sales-1'), screens: [...SALES, ...SELLING], large: true },
  { name: 'manager', holder: staff('manager'), screens: [...TABS, ...MANAGER, ...PUSHES, ...GOODS] },
  { name: 'manager-large', holder: staff('manager'), screens: [...MANAGER, ...PUSHES, ...GOODS], large: true },
  { name: 'admin', holder: staff('admin'), screens: [...TABS, ...ADMIN] },
  { name: 'office', holder: staff('office'), screens: [...TABS, at('manager/shops'), ...QUEUES, ...STOCK] },
  { name: 'office-large', holder: staff('office'), screens: [...QUEUES, ...STOCK], large: true },
  { name: 'finance', holder: staff('finance'), screens: [...TABS, ...FINANCE] },
  { name: 'warehouse', holder: staff('warehouse'), screens: [...TABS, () => '/office/orders/index?next=outbound', ...STOCK] },
  { name: 'courier', holder: staff('courier-1'), screens: [...TABS, () => '/office/orders/index?next=shipment'] },
];
