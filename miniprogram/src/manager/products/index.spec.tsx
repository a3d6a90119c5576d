import { fireEvent, screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap } from '../../../test/page';
import ProductsPage from './index';

const sku = (id: number, spec: string, listFen: number) => ({
  id,
  productId: 7,
  code: `KS-${id}`,
  spec,
  barcode: null,
  units: [{ name: '把', factor: 1 }],
  minimum: 1,
  step: 1,
  maximum: null,
  price: { fen: listFen, listFen, rule: 'list', ladder: [], lastFen: null, lastAt: null },
  stock: { word: 'in_stock', figure: 12 },
  onSale: true,
  favourite: false,
});
const product = {
  id: 7,
  name: '自锁卷尺',
  brand: '蓉匠',
  categoryId: 3,
  categoryPath: [],
  description: '',
  attributes: [],
  keywords: [],
  pictures: [],
  onSale: true,
  hiddenFrom: [],
  skus: [sku(71, '3 米', 900), sku(72, '5 米', 1_250)],
  version: 4,
};
const row = { id: 7, name: '自锁卷尺', brand: '蓉匠', categoryId: 3, picture: null, onSale: true, skuCount: 2, fromFen: 900, sku: null };
const answers = {
  'GET /products': { items: [{ ...row, stock: { word: 'in_stock', figure: null } }], next: null },
  'GET /products/7': product,
  'PATCH /products/7': { ...product, version: 5 },
  'GET /categories': { items: [] },
};

describe('a price in the list of products', () => {
  it('is changed where it stands, and only what was changed is sent', async () => {
    showPage(<ProductsPage />, { roles: ['manager'], answers });
    await tap('改价');
    const box = (await screen.findByDisplayValue('12.50')) as HTMLInputElement;
    fireEvent.input(box, { target: { value: '13.20' } });
    await tap('保存 1 个价格');
    await waitFor(() => expect(sentTo('PATCH', '/products/7')).toHaveLength(1));
    expect(sentTo('PATCH', '/products/7')[0]).toMatchObject({ version: 4, onSale: true, skus: [{ id: 72, listFen: 1_320 }] });
    expect((sentTo('PATCH', '/products/7')[0] as { skus: unknown[] }).skus).toHaveLength(1);
  });
});
