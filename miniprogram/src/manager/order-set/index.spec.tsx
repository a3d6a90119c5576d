import { screen, waitFor } from '@testing-library/react';
import { press, sentTo, showPage, tap } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import OrderSetPage from './index';

const sku = (id: number, spec: string) => ({
  ...{ id, productId: 3, code: `A-${id}`, spec, barcode: null, minimum: 1, step: 1, maximum: null },
  units: [
    { name: '把', factor: 1 },
    { name: '盒', factor: 6 },
  ],
  ...{ price: null, stock: { word: null, figure: null }, onSale: true, favourite: false },
});
const product = {
  id: 3,
  name: '卷尺',
  brand: null,
  categoryId: 1,
  picture: null,
  onSale: true,
  skuCount: 1,
  fromFen: 900,
  sku: sku(8, '10m'),
};
const line = { sku: sku(7, '5m'), productName: '卷尺', picture: null, quantity: 2, unit: '盒', totalFen: 1 };
const answers = {
  'GET /order-sets/post/6': { title: '补货', lines: [line], totalFen: 1 },
  'PUT /order-sets/post/6': null,
  'GET /products': { items: [product], next: null },
};
const show = () => showPage(<OrderSetPage />, { roles: ['manager'], answers, params: { kind: 'post', id: '6' } });

describe('what can be ordered from something that is out', () => {
  it('is shown as it is, added to and kept', async () => {
    show();
    expect((await screen.findByDisplayValue('2')).tagName).toBe('INPUT');
    await tap('再加一种货');
    await tap('卷尺');
    await tap('让门店一键订 2 种货');
    await waitFor(() =>
      expect(sentTo('PUT', '/order-sets/post/6')).toEqual([
        {
          title: '补货',
          lines: [
            { skuId: 7, quantity: 2, unit: '盒' },
            { skuId: 8, quantity: 1, unit: '盒' },
          ],
        },
      ]),
    );
    expect(phone.toasts.at(-1)).toBe('门店现在一键就能订');
  });

  it('is taken away after a question', async () => {
    show();
    await press('去掉 卷尺 5m');
    await tap('保存');
    await waitFor(() => expect(sentTo('PUT', '/order-sets/post/6')).toEqual([{ title: '', lines: [] }]));
    expect(phone.asked).toEqual(['不再能直接订货？']);
  });
});
