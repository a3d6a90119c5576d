import { DEFAULT_WORKFLOW } from '@dianquan/shared/workflow-switch';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useNetwork } from '@/platform/network';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import WorkflowPage from './index';

const workflow = { ...DEFAULT_WORKFLOW, version: 3, setAt: '2026-11-22T02:00:00.000Z', setBy: '老板' };

function show(role: string) {
  useSession.setState({
    token: 't',
    actor: { accountId: 9, name: '某', staff: { id: 1, roles: [role], regions: [] } } as never,
    state: 'in',
    error: null,
  });
  phone.answer = ({ method, data }) => {
    if (method === 'GET') return { statusCode: 200, data: workflow };
    if (method === 'PUT') return { statusCode: 200, data: { ...workflow, version: 4 } };
    const off = JSON.parse(data ?? '{}').steps.approval.on === false;
    const moves = off ? [{ from: 'approval', to: 'outbound', orders: 3 }] : [];
    return { statusCode: 200, data: { moves, hours: [{ step: 'approval', median: 3.2, slowest: 20, orders: 134 }] } };
  };
  render(
    <QueryClientProvider client={queryClient}>
      <WorkflowPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useNetwork.setState({ online: true });
});

describe('the workflow switchboard', () => {
  it('shows what a step costs, and which orders a switch would move before it is done', async () => {
    show('admin');
    expect(screen.queryByText('正在算近 30 天的用时…')).toBeNull();
    expect(await screen.findAllByText('正在算近 30 天的用时…')).toHaveLength(5);
    expect(await screen.findAllByText('近 30 天 134 单，一般 3.2 小时，最慢 20 小时', {}, { timeout: 4000 })).toHaveLength(1);
    await act(async () => {
      fireEvent.click(screen.getByText('审核'));
    });
    // Until it is known what would move, nothing is promised and nothing can be switched.
    expect(screen.getAllByText('正在算会影响哪些订单…')).toHaveLength(1);
    expect(screen.queryByText('没有进行中的订单受影响')).toBeNull();
    expect(screen.getAllByText('近 30 天 134 单，一般 3.2 小时，最慢 20 小时')).toHaveLength(1);
    await act(async () => {
      fireEvent.click(screen.getByText('按新的流程走'));
    });
    expect(phone.requests.filter(({ method }) => method === 'PUT')).toHaveLength(0);
    expect(await screen.findByText('3 单不再等审核，直接进入出库', {}, { timeout: 4000 })).toBeTruthy();
    await act(async () => {
      fireEvent.click(screen.getByText('按新的流程走'));
    });
    await waitFor(() => expect(phone.toasts.at(-1)).toBe('流程已切换'));
    const put = phone.requests.find(({ method }) => method === 'PUT');
    const body = JSON.parse(put?.data ?? '{}');
    expect([body.version, body.steps.approval.on, body.steps.outbound.on]).toEqual([3, false, true]);
  });

  it('is only looked at by others than the admin', async () => {
    show('manager');
    expect(await screen.findByText(/流程由管理员切换/)).toBeTruthy();
    expect(screen.queryByText('按新的流程走')).toBeNull();
    expect(phone.requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});
