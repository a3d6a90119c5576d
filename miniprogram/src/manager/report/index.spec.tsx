import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import ReportPage from './index';

const counts = { people: 100, delivered: 100, read: 63, acknowledged: 0, understood: 0 };
const report = {
  id: 7,
  title: '价格调整通知',
  publishedAt: '2026-11-20T02:00:00.000Z',
  state: 'published',
  counts,
  shops: { addressed: 60, reached: 60, read: 52, ownerRead: 48, fullyRead: 30, understood: 0 },
  owners: { ...counts, people: 60, read: 48 },
  clerks: { ...counts, people: 40, read: 15 },
  funnel: [
    { step: 'addressed', shops: 60, lost: 0 },
    { step: 'owner_read', shops: 48, lost: 0.2 },
    { step: 'clerks_read', shops: 30, lost: 0.375 },
  ],
  ordered: { shops: 9, orders: 12, fen: 345_600, withinDays: 7 },
  unread: 37,
  remindedToday: 1,
  remindsLeftToday: 1,
  firstUnread: [],
};
const person = {
  memberId: 1,
  name: '周鑫',
  role: 'owner',
  phone: '13800008000',
  shopId: 3,
  shopName: '鑫鑫五金',
  salespersonName: '王志强',
  readAt: null,
  seconds: 0,
  acknowledgedAt: null,
  understoodAt: null,
};
const group = (key: string, name: string, read: number) => ({
  ...counts,
  key,
  name,
  people: 10,
  read,
  shops: 5,
  shopsOwnerRead: 3,
  shopsFullyRead: 2,
});
const channel = { channel: 'subscription', label: '微信订阅消息', planned: 777, accepted: 900, refused: 34, unknown: 2, read: 640 };
const delivery = {
  state: 'sending',
  people: 2_011,
  settled: 1_234,
  channels: [
    channel,
    { ...channel, channel: 'wecom-mass', label: '企业微信群发', planned: 0, accepted: 298, refused: 0, unknown: 0, read: 0 },
  ],
  reasons: [{ channel: 'subscription', label: '微信订阅消息', code: '43101', text: '没有同意接收', people: 34 }],
  states: [{ state: 'read', people: 640 }],
};
const attempt = {
  id: 1,
  memberId: 1,
  name: '周鑫',
  shopName: '鑫鑫五金',
  channel: 'subscription',
  label: '微信订阅消息',
  at: '2026-11-22T02:00:00.000Z',
  state: 'accepted',
  code: null,
  answer: null,
  nextAt: null,
};
let answers: Record<string, unknown>;
const asked = (path: string) => phone.requests.map(({ url }) => url).filter((url) => url.split('?')[0]?.endsWith(path));

function show(roles: string[] = ['manager']) {
  phone.params = { id: '7' };
  const actor = { accountId: 1, provider: 'wecom', name: '苏敏', staff: { id: 1, roles, regions: [] }, member: null, memberships: [] };
  useSession.setState({ token: 't', actor: actor as never, state: 'in', error: null });
  return render(
    <QueryClientProvider client={queryClient}>
      <ReportPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  answers = {
    'GET /announcements/7/report': report,
    'GET /announcements/7/unread': { items: [person], next: null },
    'GET /announcements/7/breakdown': { items: [group('1', '王志强', 9), group('2', '李晓燕', 2)], next: null },
    'POST /announcements/7/reminders': { people: 37, remindsLeftToday: 0 },
  };
  phone.answer = ({ method, url }) => {
    const path = `${method} ${url.split('?')[0]?.replace(/^.*\/api/, '')}`;
    return path in answers ? { statusCode: 200, data: answers[path] } : { statusCode: 404, data: null };
  };
});

describe('the report of an announcement', () => {
  it('says how far it got, where it was lost, and who is left', async () => {
    show();
    expect(await screen.findAllByText('60 家中 52 家已读，店主已读 48，店员已读 15')).toHaveLength(1);
    expect(screen.getByText('少了 18 家（38%）：店主看了，店员没看全')).toBeTruthy();
    expect(await screen.findByText('周鑫')).toBeTruthy();
    expect(screen.getByText('13800008000 · 业务员 王志强')).toBeTruthy();
  });

  it('reminds those who have not read, within the limit of the day', async () => {
    const { unmount } = show();
    expect(await screen.findByText('今天还可以提醒 1 次')).toBeTruthy();
    await act(async () => void fireEvent.click(screen.getByText('提醒 37 位未读')));
    await waitFor(() => expect(phone.toasts).toEqual(['已提醒 37 位']));
    unmount();
    queryClient.clear();
    answers['GET /announcements/7/report'] = { ...report, remindsLeftToday: 0 };
    show();
    expect(await screen.findByText('今天的提醒次数已用完，明天再试')).toBeTruthy();
    expect((screen.getByText('提醒 37 位未读').closest('button') as HTMLButtonElement).disabled).toBe(true);
  });

  it('shows salespeople with the most unread first, and opens the persons behind one', async () => {
    show();
    fireEvent.click(await screen.findByText('业务员'));
    const names = await screen.findAllByText(/王志强|李晓燕/);
    expect(names.map((name) => name.textContent)).toEqual(['李晓燕', '王志强']);
    fireEvent.click(screen.getByText('李晓燕'));
    expect(phone.went).toEqual([`navigateTo /manager/unread/index?id=7&staffId=2&name=${encodeURIComponent('李晓燕')}`]);
  });

  it('shows what became of the sending, live while it goes on, and every attempt', async () => {
    answers['GET /announcements/7/delivery'] = delivery;
    answers['GET /announcements/7/delivery/attempts'] = { items: [attempt], next: null };
    show();
    fireEvent.click(await screen.findByText('推送'));
    expect(await screen.findAllByText('正在推送，2,011 人中 1,234 人已有结果')).toHaveLength(1);
    expect(screen.getAllByText('900 人')).toHaveLength(1);
    expect(screen.getAllByText('等着发 777 · 被拒绝 34 · 不明 2 · 其中已读 640')).toHaveLength(1);
    expect(screen.getAllByText('没有同意接收')).toHaveLength(1);
    expect(screen.getAllByText('微信订阅消息 · 43101')).toHaveLength(1);
    expect(await screen.findAllByText('周鑫 · 鑫鑫五金')).toHaveLength(1);
    answers['GET /announcements/7/delivery'] = { ...delivery, state: 'done', settled: 2_011 };
    expect(await screen.findAllByText('2,011 人的推送都有了结果', {}, { timeout: 5_000 })).toHaveLength(1);
    fireEvent.click(screen.getByText('被拒绝'));
    await waitFor(() => expect(asked('/delivery/attempts').at(-1)).toContain('state=refused'));
    fireEvent.click(screen.getByText('业务员群发任务'));
    expect(phone.went).toEqual(['navigateTo /sales/mass-messages/index?announcementId=7']);
  }, 10_000);

  it('says when nothing was sent outside', async () => {
    answers['GET /announcements/7/delivery'] = { ...delivery, state: 'none', people: 0, settled: 0, channels: [], reasons: [], states: [] };
    show();
    fireEvent.click(await screen.findByText('推送'));
    expect(await screen.findAllByText('这条公告没有往外推送')).toHaveLength(1);
  });

  it('lets the office read it but neither remind nor withdraw', async () => {
    show(['office']);
    expect(await screen.findByText('看未读名单')).toBeTruthy();
    expect(screen.queryByText(/提醒 37 位/)).toBeNull();
  });
});
