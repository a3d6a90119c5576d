import Taro, { useRouter } from '@tarojs/taro';

/** Every page of the app, by a short name. A new page is entered here and in app.config.ts. */
export const PAGES = {
  home: 'pages/home/index',
  catalogue: 'pages/catalogue/index',
  inbox: 'pages/inbox/index',
  me: 'pages/me/index',
  join: 'pages/join/index',

  community: 'shop/community/index',
  post: 'shop/post/index',
  composePost: 'shop/compose-post/index',
  announcement: 'shop/announcement/index',
  myShop: 'shop/my-shop/index',
  people: 'shop/people/index',
  consentSettings: 'shop/consent-settings/index',
  myPosts: 'shop/my-posts/index',
  invite: 'shop/invite/index',
  editProfile: 'shop/edit-profile/index',
  messageSettings: 'shop/message-settings/index',

  orderFor: 'shop/order-for/index',
  search: 'shop/search/index',
  product: 'shop/product/index',
  cart: 'shop/cart/index',
  checkout: 'shop/checkout/index',
  orders: 'shop/orders/index',
  order: 'shop/order/index',
  favourites: 'shop/favourites/index',
  statements: 'shop/statements/index',
  statement: 'shop/statement/index',
  repeat: 'shop/repeat/index',
  addresses: 'shop/addresses/index',
  returns: 'shop/returns/index',
  return: 'shop/return/index',
  returnRequest: 'shop/return-request/index',

  myCode: 'sales/my-code/index',
  invitations: 'sales/invitations/index',
  shops: 'sales/shops/index',
  shop: 'sales/shop/index',
  scoreboard: 'sales/scoreboard/index',
  attribution: 'sales/attribution/index',
  callList: 'sales/call-list/index',
  editShop: 'sales/edit-shop/index',
  shopPrices: 'sales/shop-prices/index',
  massMessages: 'sales/mass-messages/index',

  composeAnnouncement: 'manager/compose-announcement/index',
  announcements: 'manager/announcements/index',
  report: 'manager/report/index',
  unread: 'manager/unread/index',
  communities: 'manager/communities/index',
  communityEdit: 'manager/community-edit/index',
  segments: 'manager/segments/index',
  segmentEdit: 'manager/segment-edit/index',
  managedShops: 'manager/shops/index',
  import: 'manager/import/index',
  importReport: 'manager/import-report/index',
  workflow: 'manager/workflow/index',
  products: 'manager/products/index',
  productEdit: 'manager/product-edit/index',
  categories: 'manager/categories/index',
  priceLevels: 'manager/price-levels/index',
  priceLevelEdit: 'manager/price-level-edit/index',
  customerPrices: 'manager/customer-prices/index',
  priceReviews: 'manager/price-reviews/index',
  tradeSettings: 'manager/trade-settings/index',
  salesReport: 'manager/sales-report/index',
  salesLines: 'manager/sales-lines/index',
  reach: 'manager/reach/index',
  reachShops: 'manager/reach-shops/index',
  salesOverview: 'manager/sales-overview/index',
  orderSet: 'manager/order-set/index',
  productImport: 'manager/product-import/index',
  productImportReport: 'manager/product-import-report/index',
  pushSettings: 'manager/push-settings/index',
  pushTemplates: 'manager/push-templates/index',
  pushTemplateNew: 'manager/push-template-new/index',
  deadLetters: 'manager/dead-letters/index',

  queues: 'office/queues/index',
  waiting: 'office/orders/index',
  officeOrders: 'office/all-orders/index',
  officeOrder: 'office/order/index',
  incomingPayments: 'office/payments/index',
  ageing: 'office/ageing/index',
  officeReturns: 'office/returns/index',
  officeReturn: 'office/return/index',
  stock: 'office/stock/index',
  stockItem: 'office/stock-item/index',
  warehouses: 'office/warehouses/index',
  reconciliations: 'office/reconciliations/index',

  staff: 'admin/staff/index',
  staffEdit: 'admin/staff-edit/index',
  customFields: 'admin/custom-fields/index',
  audit: 'admin/audit/index',
  handover: 'admin/handover/index',
  channels: 'admin/channels/index',
} as const;

export type PageName = keyof typeof PAGES;
const TABS: readonly PageName[] = ['home', 'catalogue', 'inbox', 'me'];
/** The platform refuses an eleventh page on top of ten. */
const DEEPEST = 9;
const SECOND_TAP = 400;

export type PageQuery = Record<string, string | number | undefined>;

/** `pathTo('post', { id: 7 })` → `/shop/post/index?id=7`. */
export function pathTo(page: PageName, query: PageQuery = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&');
  return `/${PAGES[page]}${text ? `?${text}` : ''}`;
}

export function goTo(page: PageName, query?: PageQuery): void {
  open(pathTo(page, query));
}

/** Opens a path of the app as answers of the API carry it (`/shop/post/index?id=7`). Unknown paths are left alone. */
export function open(path: string): void {
  const url = path.startsWith('/') ? path : `/${path}`;
  const page = pageNameOf(url);
  if (!page || isSecondTap(url)) return;
  if (TABS.includes(page)) void Taro.switchTab({ url });
  else if (Taro.getCurrentPages().length >= DEEPEST) void Taro.redirectTo({ url });
  else void Taro.navigateTo({ url });
}

/** Two quick taps on the same thing of the same page mean one page, not two on top of each other. */
let last = { from: '', url: '', at: 0 };
function isSecondTap(url: string): boolean {
  const at = Date.now();
  const pages = Taro.getCurrentPages();
  const from = pages[pages.length - 1]?.route ?? '';
  const again = url === last.url && from === last.from && at - last.at < SECOND_TAP;
  last = { from, url, at };
  return again;
}

/** Takes the place of this page, so that back does not return to it. */
export function replaceWith(page: PageName, query?: PageQuery): void {
  const url = pathTo(page, query);
  if (TABS.includes(page)) void Taro.switchTab({ url });
  else void Taro.redirectTo({ url });
}

/** Forgets the way here: after joining, after erasing. */
export function startOver(page: PageName = 'home', query?: PageQuery): void {
  void Taro.reLaunch({ url: pathTo(page, query) });
}

/** One page back; from a page that was opened by itself (a card, a code) to home. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: pathTo('home') });
}

export function pageNameOf(path: string): PageName | undefined {
  const bare = path.replace(/^\//, '').split('?')[0];
  return (Object.keys(PAGES) as PageName[]).find((name) => PAGES[name] === bare);
}

export function isTab(page: PageName): boolean {
  return TABS.includes(page);
}

/** What the page was opened with, decoded: `const { id } = usePageQuery()`. */
export function usePageQuery(): Record<string, string | undefined> {
  return decodeAll(useRouter().params);
}

/** The `id` in the page's address. */
export function usePageId(name = 'id'): number {
  return Number(usePageQuery()[name]);
}

/** Scanned codes hand their text over url-encoded, in `scene`; a second decoding must not break a plain value. */
export function decodeAll(params: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, value === undefined ? undefined : decodeOnce(value)]));
}

function decodeOnce(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
