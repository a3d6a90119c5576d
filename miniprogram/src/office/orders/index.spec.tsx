import type { OrderRow } from '@dianquan/shared/contract/orders';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useNetwork } from '@/platform/network';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import WaitingPage from './index';

const order = (id: number, changed: Partial<OrderRow> = {}): OrderRow => ({
  id,
  number: `DD20261122-00000${id}`,
  shopId: id,
  shopName: `门店${id}`,
  state: 'submitted',
  next: 'approval',
  dueAt: null,
  awaitingAgreement: false,
  totalFen: 10_000,
  paidFen: 0,
  paymentMethod: 'account',
  kinds: 5,
  titles: ['卷尺', '螺丝刀', '钳子'],
  placedAt: '2026-11-22T02:00:00.000Z',
  placedByStaff: false,
  deliverTo: '武侯大道 88 号后门',
  ...changed,
});
const actor = { accountId: 9, name: '内勤', staff: { id: 1, roles: ['office'], regions: [] } } as never;
let waiting: OrderRow[];

function show(step: string) {
  phone.params = { next: step };
  phone.answer = ({ url, method }) => {
    if (method === 'GET') return { statusCode: 200, data: { items: waiting, next: null } };
    const id = Number(/orders\/(\d+)/.exec(url)?.[1]);
    if (id === 2)
      return { statusCode: 409, data: { code: 'own_order_approval', message: '自己下的单要别人审核', details: null, requestId: 'r' } };
    waiting = waiting.filter((one) => one.id !== id);
    return { statusCode: 200, data: {} };
  };
  render(
    <QueryClientProvider client={queryClient}>
      <WaitingPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  waiting = [order(1), order(2), order(3)];
  useNetwork.setState({ online: true });
  useSession.setState({ token: 't', actor, state: 'in', error: null });
});

describe('orders that wait for a step', () => {
  it('are approved several at a time; what was refused stays with its reason', async () => {
    show('approval');
    fireEvent.click(await screen.findByText('全选 3 单'));
    expect(screen.getByText('共 ¥300.00')).toBeTruthy();
    await act(async () => {
      fireEvent.click(screen.getByText('审核通过 3 单'));
    });
    expect(await screen.findByText('没有办成：自己下的单要别人审核')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('门店1')).toBeNull());
    expect(screen.getByText('门店2')).toBeTruthy();
    expect(phone.toasts.at(-1)).toBe('2 单已办，1 单没有，原因在订单下面');
  });

  it('say which are late', async () => {
    waiting = [order(1, { dueAt: new Date(Date.now() - 3 * 3_600_000).toISOString() })];
    show('approval');
    expect(await screen.findByText(/已超时/)).toBeTruthy();
  });

  it('open one by one', async () => {
    show('approval');
    fireEvent.click(await screen.findByText('门店3'));
    expect(phone.went).toEqual(['navigateTo /office/order/index?id=3']);
  });

  it('cannot be delivered by ticking: each needs its own proof', async () => {
    show('receipt');
    await screen.findByText('门店1');
    expect(screen.queryByText(/全选/)).toBeNull();
  });
});
