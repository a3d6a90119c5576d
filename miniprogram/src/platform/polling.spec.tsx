import { QueryClientProvider } from '@tanstack/react-query';
import { render, waitFor } from '@testing-library/react';
import { phone } from '../../test/stubs/taro';
import { useNetwork } from './network';
import { queryClient, useAnswer } from './query';
import { useSession } from './session';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function Asking() {
  useAnswer('products.getImport', { params: { id: 7 } }, { every: 20, staleTime: 0 });
  return null;
}

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useNetwork.setState({ online: true });
  useSession.setState({ token: 't', actor: { accountId: 1 } as never, state: 'in', error: null });
});

it('asks again and again for what changes, and once for what is refused', async () => {
  phone.answer = () => ({ statusCode: 404, data: { code: 'not_found', message: '内容不存在，或您无权查看', details: null } });
  const refused = render(
    <QueryClientProvider client={queryClient}>
      <Asking />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(phone.requests).toHaveLength(1));
  await wait(150);
  expect(phone.requests).toHaveLength(1);
  refused.unmount();
  queryClient.clear();
  phone.answer = () => ({ statusCode: 200, data: {} });
  render(
    <QueryClientProvider client={queryClient}>
      <Asking />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(phone.requests.length).toBeGreaterThan(3));
});
