import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import QueuesPage from './index';

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor: { accountId: 1, staff: { id: 1, roles: ['courier'] } } as never, state: 'in', error: null });
});

it('shows what stands below the steps together with them', async () => {
  phone.answer = () => ({ statusCode: 200, data: { items: [{ step: 'receipt', orders: 61, overdue: 0, oldestAt: null }] } });
  render(
    <QueryClientProvider client={queryClient}>
      <QueuesPage />
    </QueryClientProvider>,
  );
  expect(screen.queryByText('全部订单')).toBeNull();
  expect(await screen.findAllByText('全部订单')).toHaveLength(1);
  expect(screen.getAllByText('待送达')).toHaveLength(1);
});
