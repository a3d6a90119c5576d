import { screen, waitFor } from '@testing-library/react';
import { refused, sentTo, showPage, tap, type } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import ComposePostPage from './index';

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
  ...{ price: null, stock: { word: null, figure: null }, onSale: true, favourite: false },
};
const product = { id: 3, name: '卷尺', brand: null, categoryId: 1, picture: null, onSale: true, skuCount: 1, fromFen: 900, sku };
const answers: Record<string, unknown> = {
  'POST /communities/2/posts': { id: 6, state: 'visible' },
  'GET /products': { items: [product], next: null },
  'PUT /order-sets/post/6': null,
};
const show = (roles: string[]) => showPage(<ComposePostPage />, { roles, answers, params: { communityId: '2' } });

describe('a post', () => {
  it('offers goods where a manager writes it, and is not posted twice when only that fails', async () => {
    answers['PUT /order-sets/post/6'] = refused(503, 'unavailable');
    show(['manager']);
    await type('店里的新陈列、好卖的货、遇到的问题…', '到货了');
    await tap('选货');
    await tap('卷尺');
    await tap('发布');
    await waitFor(() => expect(sentTo('PUT', '/order-sets/post/6').length).toBeGreaterThan(0));
    await waitFor(() => expect(phone.toasts).not.toEqual([]), { timeout: 8000 });
    expect(phone.toasts).not.toContain('已发布');
    answers['PUT /order-sets/post/6'] = null;
    await tap('发布');
    await waitFor(() => expect(phone.toasts.at(-1)).toBe('已发布'));
    expect(sentTo('POST', '/communities/2/posts')).toHaveLength(1);
    expect(sentTo('PUT', '/order-sets/post/6').at(-1)).toEqual({ title: '', lines: [{ skuId: 7, quantity: 1, unit: '把' }] });
  }, 20_000);

  it('offers nothing where a salesperson writes it', async () => {
    show(['salesperson']);
    await type('店里的新陈列、好卖的货、遇到的问题…', '大家好');
    expect(screen.queryByText('选货')).toBeNull();
    await tap('发布');
    await waitFor(() => expect(phone.toasts.at(-1)).toBe('已发布'));
    expect(sentTo('PUT', '/order-sets/post/6')).toEqual([]);
  });
});
