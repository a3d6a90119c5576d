import { screen, waitFor } from '@testing-library/react';
import { askedOf, showPage, tap } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import ShopPricesPage from './index';

const price = { fen: 950, rule: 'level', listFen: 1_000, ladder: [], lastFen: 930, lastAt: '2026-11-02T02:00:00.000Z' };
const sku = {
  ...{
    id: 7,
    productId: 3,
    code: 'A-7',
    spec: '5m',
    barcode: null,
    units: [{ name: '把', factor: 1 }],
    minimum: 1,
    step: 1,
    maximum: null,
  },
  ...{ price, stock: { word: null, figure: 9 }, onSale: true, favourite: false },
};
const product = {
  id: 3,
  name: '卷尺',
  brand: '长城',
  categoryId: 1,
  picture: null,
  onSale: true,
  skuCount: 1,
  fromFen: 950,
  stock: sku.stock,
  sku,
};
const several = { ...product, id: 4, name: '扳手', skuCount: 3, fromFen: 2_000, sku: null };
const paid = { at: '2026-11-02T02:00:00.000Z', kind: 'paid', fen: 930, quantity: 24, orderId: 5, orderNumber: 'DD20261102-000005' };
const answers = {
  'GET /products': { items: [product, several], next: null },
  'GET /skus/7/price-history': { items: [paid], next: null },
};

describe('the prices of one shop', () => {
  it('say by which rule, and open what was paid before', async () => {
    showPage(<ShopPricesPage />, { roles: ['salesperson'], answers, params: { shopId: '31', shopName: '鑫鑫五金' } });
    expect(await screen.findByText('5m · 等级价 · 标准价 ¥10.00 · 上次 ¥9.30（11月2日）')).toBeTruthy();
    expect(askedOf('/products')[0]).toMatchObject({ shopId: '31' });
    await tap('卷尺');
    await tap(/^成交/);
    expect(askedOf('/price-history')[0]).toMatchObject({ shopId: '31' });
    expect(phone.went).toEqual(['navigateTo /office/order/index?id=5']);
    await tap('扳手');
    expect(phone.went.at(-1)).toBe('navigateTo /shop/product/index?id=4&shopId=31');
    await tap('它常购的');
    await waitFor(() => expect(askedOf('/products').at(-1)).toMatchObject({ shopId: '31', favourite: 'true' }));
  });
});
