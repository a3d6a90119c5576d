import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Answer, Item } from '@/platform/contract';
import { useNetwork } from '@/platform/network';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import CallListPage from './index';

type Call = Item<'announcements.callList'>;
const call = (announcementId: number, memberId: number, changed: Partial<Call> = {}): Call => ({
  announcementId,
  title: `公告${announcementId}`,
  memberId,
  name: `店主${memberId}`,
  role: 'owner',
  phone: '13900000001',
  shopId: memberId,
  shopName: `门店${memberId}`,
  publishedAt: '2026-11-20T02:00:00.000Z',
  mustAcknowledge: false,
  value: 123450,
  lastCall: null,
  taskSince: null,
  ...changed,
});
const actor = { accountId: 9, name: '王强', staff: { id: 1, roles: ['salesperson'], regions: [] } } as never;

type Progress = Answer<'announcements.callProgress'>;
const none: Progress = { tasks: 0, open: 0, read: 0, told: 0, refused: 0, gone: 0, salespeople: [] };

function show(items: Call[], progress = none) {
  phone.answer = ({ method, url }) => {
    if (url.includes('/progress')) return { statusCode: 200, data: progress };
    const shown = url.includes('tasks=true') ? items.filter(({ taskSince }) => taskSince !== null) : items;
    return { statusCode: 200, data: method === 'GET' ? { items: shown, next: null } : items[0] };
  };
  render(
    <QueryClientProvider client={queryClient}>
      <CallListPage />
    </QueryClientProvider>,
  );
}
const noted = () => phone.requests.filter(({ method }) => method === 'PUT').map(({ url, data }) => [url.split('/api')[1], data]);

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useNetwork.setState({ online: true });
  useSession.setState({ token: 't', actor, state: 'in', error: null });
});

describe('the call list', () => {
  it('names a person once, with all that they have not read', async () => {
    show([call(1, 7), call(2, 7, { mustAcknowledge: true }), call(1, 8)]);
    expect(await screen.findAllByText('打电话')).toHaveLength(2);
    expect(screen.getAllByText('门店7')).toHaveLength(1);
    expect(screen.getByText('公告2')).toBeTruthy();
    expect(screen.getByText('要确认')).toBeTruthy();
  });

  it('notes what came of the call in one tap, for each notice, and shows it at once', async () => {
    show([call(1, 7), call(2, 7)]);
    const button = await screen.findByText('已告知');
    await act(async () => {
      fireEvent.click(button);
    });
    await waitFor(() => expect(noted()).toHaveLength(2));
    expect(noted()).toEqual([
      ['/call-list/1/7', '{"result":"told"}'],
      ['/call-list/2/7', '{"result":"told"}'],
    ]);
    expect(await screen.findByLabelText('已告知，已选')).toBeTruthy();
  });

  it('keeps the result while there is no network, and sends it when there is', async () => {
    show([call(1, 7)]);
    const button = await screen.findByText('没接');
    useNetwork.setState({ online: false });
    await act(async () => {
      fireEvent.click(button);
    });
    expect(await screen.findByLabelText('没接，已选')).toBeTruthy();
    expect(noted()).toEqual([]);
    expect([...phone.storage.values()].join()).toContain('no_answer');
  });

  it('offers no call where there is no number', async () => {
    show([call(1, 7, { phone: null })]);
    expect(((await screen.findByText('打电话')).closest('button') as HTMLButtonElement).disabled).toBe(true);
  });

  it('tells how far the calls are, and shows those that are due alone', async () => {
    const own = { staffId: 1, name: '小赵', ...none, tasks: 2, open: 1, read: 1 };
    const other = { staffId: 2, name: '小钱', ...none, tasks: 3, open: 3 };
    const progress = { ...none, tasks: 5, open: 4, read: 1, salespeople: [own, other] };
    show([call(1, 7, { taskSince: '2026-11-22T02:00:00.000Z' }), call(1, 8)], progress);
    expect(await screen.findAllByText('电话任务 5 个')).toHaveLength(1);
    expect(screen.getAllByText('还要打 1 个，共 2 个')).toHaveLength(1);
    expect(await screen.findAllByText('打电话')).toHaveLength(2);
    fireEvent.click(screen.getByText('电话任务'));
    await waitFor(() => expect(screen.queryAllByText('门店8')).toHaveLength(0));
    expect(await screen.findAllByText('门店7')).toHaveLength(1);
  });

  it('says nothing of tasks where there are none', async () => {
    show([call(1, 7)]);
    expect(await screen.findAllByText('打电话')).toHaveLength(1);
    expect(screen.queryAllByText('全部未读')).toHaveLength(0);
  });

  it('leads on when there is nobody left to ring', async () => {
    show([]);
    fireEvent.click(await screen.findByText('看我的门店'));
    await waitFor(() => expect(phone.went.join()).toContain('/sales/shops/index'));
  });
});
