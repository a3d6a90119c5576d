import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { askedOf, showPage, tap } from '../../../test/page';
import SearchPage from './index';

const found = (id: number, name: string, brand: string | null) => ({
  ...{ id, name, brand, categoryId: 1, picture: null, onSale: true, skuCount: 2, fromFen: 900, sku: null },
  stock: { word: '有货', figure: null },
});
const answers = {
  'GET /products': {
    items: [found(1, '自攻螺丝', '东明'), found(2, '木螺丝', '东明'), found(3, '机螺丝', '晋亿'), found(4, '螺丝', null)],
    next: null,
  },
};
const show = () => showPage(<SearchPage />, { roles: ['office'], answers, params: { q: '螺丝' } });
const asked = () => askedOf('/products').map(({ q, brand, inStock }) => ({ q, brand, inStock }));

describe('the search', () => {
  it('is narrowed to one of the brands that were found, and to what lies there', async () => {
    show();
    await tap('晋亿');
    await waitFor(() => expect(asked().at(-1)).toEqual({ q: '螺丝', brand: '晋亿', inStock: undefined }));
    await tap('只看有货');
    await waitFor(() => expect(asked().at(-1)).toEqual({ q: '螺丝', brand: '晋亿', inStock: 'true' }));
    expect(await screen.findAllByText('东明')).toHaveLength(1);
    await tap('东明');
    await waitFor(() => expect(asked().at(-1)).toEqual({ q: '螺丝', brand: '东明', inStock: 'true' }));
    await tap('东明');
    await waitFor(() => expect(asked().at(-1)).toEqual({ q: '螺丝', brand: undefined, inStock: 'true' }));
  });

  it('begins with all brands again when something else is searched for', async () => {
    show();
    await tap('晋亿');
    await act(async () => void fireEvent.change(screen.getByPlaceholderText(/拼音首字母/), { target: { value: '开关' } }));
    await waitFor(() => expect(asked().at(-1)).toEqual({ q: '开关', brand: undefined, inStock: undefined }), { timeout: 3000 });
  });
});
