import { screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import PriceLevelEditPage from './index';

const level = {
  ...{ id: 4, name: '一级批发', position: 0, permille: 925, shopLevels: ['A'], segments: [], shops: 2 },
  rules: [{ kind: 'brand', brand: '长城', permille: 900, label: '长城' }],
};
const answers = {
  'GET /price-levels': { items: [level] },
  'GET /segments': { items: [], next: null },
  'GET /categories': { items: [] },
  'DELETE /price-levels/4': null,
};

describe('a price level', () => {
  it('is removed after a question, and not from a page on which it is only being made', async () => {
    const { unmount } = showPage(<PriceLevelEditPage />, { roles: ['manager'], answers, params: { id: '4' } });
    phone.says = false;
    await tap('删除这个价格等级');
    expect(sentTo('DELETE', '/price-levels/4')).toHaveLength(0);
    phone.says = true;
    await tap('删除这个价格等级');
    await waitFor(() => expect(sentTo('DELETE', '/price-levels/4')).toHaveLength(1));
    expect(phone.asked).toEqual(['删除“一级批发”？', '删除“一级批发”？']);
    expect(phone.toasts.at(-1)).toBe('价格等级已删除');
    unmount();
    showPage(<PriceLevelEditPage />, { roles: ['manager'], answers });
    expect(await screen.findAllByText('保存价格等级')).toHaveLength(1);
    expect(screen.queryByText('删除这个价格等级')).toBeNull();
  });
});
