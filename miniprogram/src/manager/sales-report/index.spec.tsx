import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import SalesReportPage from './index';

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor: { accountId: 1, staff: { id: 1, roles: ['manager'] } } as never, state: 'in', error: null });
});

it('keeps the place of the sum until it comes', async () => {
  phone.answer = () => ({ statusCode: 200, data: { items: [], next: null, total: { orders: 2245, shops: 924, fen: 462_912_489 } } });
  render(
    <QueryClientProvider client={queryClient}>
      <SalesReportPage />
    </QueryClientProvider>,
  );
  expect(screen.getAllByText('合计')).toHaveLength(1);
  expect(await screen.findAllByText('¥4,629,124.89')).toHaveLength(1);
  expect(screen.getAllByText('2,245 单，924 家门店')).toHaveLength(1);
  expect(screen.queryByText('合计')).toBeNull();
});
