import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import HomePage from './index';

const actor = { accountId: 1, name: '王五', staff: null, member: { id: 3, shopId: 7, shopName: '鑫鑫五金', role: 'owner' }, members: [] };
const notice = (id: number, title: string) => ({
  kind: 'notice',
  at: '2026-11-22T02:00:00.000Z',
  notice: {
    id,
    title,
    category: 'notice',
    excerpt: '',
    picture: null,
    publishedAt: '2026-11-22T02:00:00.000Z',
    readAt: null,
    mustAcknowledge: false,
    acknowledgedAt: null,
    correctedAt: null,
    button: null,
  },
});
const titles = () => Array.from(document.querySelectorAll('.feed-card__title'), (title) => title.textContent);
let items: ReturnType<typeof notice>[];

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  items = [notice(1, '春节放假安排')];
  phone.answer = () => ({
    statusCode: 200,
    data: { items, next: null, communities: [], waiting: { acknowledge: 0 }, unread: 0, serverTime: '2026-11-22T02:00:00.000Z' },
  });
  useSession.setState({ token: 't', actor, state: 'in', error: null } as never);
});

describe('home', () => {
  it('looks for what is new when its tab is tapped', async () => {
    render(
      <QueryClientProvider client={queryClient}>
        <HomePage />
      </QueryClientProvider>,
    );
    await screen.findByText('春节放假安排');
    expect(titles()).toEqual(['春节放假安排']);
    items = [notice(2, '周六盘点，停发一天'), ...items];
    await act(async () => phone.tapTab());
    await screen.findByText('周六盘点，停发一天');
    expect(titles()).toEqual(['周六盘点，停发一天', '春节放假安排']);
    expect(phone.requests.filter(({ url }) => url.includes('/home'))).toHaveLength(2);
  });
});
