import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';

const span = { from: '2020-01-01', to: '2026-12-31' };
const asked = (more: object): Record<string, Named | Unnamed> => ({
  'query.shopId': { names: ['shop', 'quietShop'], send: (shopId) => ({ query: { ...span, ...more, shopId } }) },
  'query.staffId': { none: 'narrows what shops in one’s own scope ordered; nobody is looked up by it' },
  'query.productId': { none: 'goods are everybody’s; it narrows what shops in one’s own scope ordered' },
  'query.categoryId': { none: 'the tree is everybody’s' },
  'query.regionCode': { none: 'a district of the country' },
});

export const REPORT_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'reports.sales': asked({ by: 'shop' }),
  'reports.salesLines': asked({}),
  'reports.reachShops': { 'path.announcementId': { names: ['announcement'] } },
  'reports.exportSales': asked({ by: 'shop' }),
};
