import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Invitation } from '@/features/sales/invitation-words';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import MyCodePage from './index';

const invitation = (id: number, changed: Partial<Invitation> = {}): Invitation => ({
  id,
  code: `code-${id}`,
  via: 'code',
  inviter: { kind: 'staff', id: 1, name: '王强', shopName: null },
  campaign: null,
  communityId: null,
  communityName: null,
  prospectShopId: null,
  prospectShopName: null,
  useLimit: null,
  used: 0,
  landed: 0,
  expiresAt: null,
  revokedAt: null,
  createdAt: '2026-11-22T02:00:00.000Z',
  state: 'open',
  path: `/pages/join/index?code=code-${id}`,
  link: null,
  ...changed,
});
const joined = (accountId: number) => ({
  accountId,
  memberId: accountId,
  memberName: `周老板${accountId}`,
  role: 'owner',
  shopId: accountId,
  shopName: `门店${accountId}`,
  joinedAt: '2026-11-22T02:00:00.000Z',
  inviter: invitation(1).inviter,
  stranger: true,
  chain: [],
  campaign: null,
});
const score = { staffId: 1, name: '王强', avatarUrl: null, invited: 3, landed: 90, joined: 70, shops: 62, strangers: 9, firstOrders: 1 };
let open: Invitation[];
let people: ReturnType<typeof joined>[];

function answer({ url, method, data }: { url: string; method: string; data?: string }) {
  if (method === 'POST') {
    const { prospectShopId } = JSON.parse(data ?? '{}');
    return { statusCode: 200, data: invitation(99, prospectShopId ? { prospectShopId, prospectShopName: '鑫鑫五金' } : {}) };
  }
  if (url.includes('/scoreboard')) return { statusCode: 200, data: { items: [{ ...score, today: 3, target: 150 }], from: '', to: '' } };
  return {
    statusCode: 200,
    data: { items: url.includes('/attributions') ? people : url.includes('/invitations') ? open : [], next: null },
  };
}
function show(params: Record<string, string> = {}) {
  phone.params = params;
  phone.answer = answer;
  render(
    <QueryClientProvider client={queryClient}>
      <MyCodePage />
    </QueryClientProvider>,
  );
}
const made = () => phone.requests.filter(({ method }) => method === 'POST').map(({ data }) => JSON.parse(data ?? ''));
const picture = async () => {
  await screen.findByText('让店主微信扫一扫');
  return waitFor(() => {
    const src = document.querySelector('.code-card__picture')?.getAttribute('src');
    if (!src) throw new Error('the code is not drawn yet');
    return src;
  });
};

beforeEach(() => {
  jest.useRealTimers();
  phone.reset();
  queryClient.clear();
  open = [];
  people = [];
  useSession.setState({
    token: 't',
    actor: { accountId: 9, name: '王强', staff: { id: 1, roles: ['salesperson'], regions: [] } } as never,
    state: 'in',
  });
});

describe('my code', () => {
  it('is made once: an everyday code that is there is shown again', async () => {
    open = [invitation(4, { campaign: '展会' }), invitation(5)];
    show();
    expect(await picture()).toContain('/invitations/5/picture');
    expect(made()).toEqual([]);
  });

  it('is made when there is none yet, and for a shop when one is named', async () => {
    open = [invitation(5)];
    show({ shopId: '7', shopName: '鑫鑫五金' });
    expect(await picture()).toContain('/invitations/99/picture');
    expect(made()).toEqual([{ via: 'code', prospectShopId: 7 }]);
    expect(screen.getByText('鑫鑫五金')).toBeTruthy();
  });

  it('is the one that was tapped in the list', async () => {
    open = [invitation(5), invitation(6, { campaign: '展会' })];
    show({ id: '6' });
    expect(await picture()).toContain('/invitations/6/picture');
  });

  it('says how today and this month stand', async () => {
    open = [invitation(5)];
    show();
    expect(await screen.findByText('+3')).toBeTruthy();
    expect(document.body.textContent).toContain('已带来 62 家店，目标 150 家');
  });

  it('shows who joins while it is held out, and asks for the figures anew', async () => {
    jest.useFakeTimers();
    open = [invitation(5)];
    people = [joined(1)];
    show();
    await act(() => jest.advanceTimersByTimeAsync(500));
    expect(screen.getByText('门店1')).toBeTruthy();
    const asked = () => phone.requests.filter(({ url }) => url.includes('/scoreboard')).length;
    const before = asked();
    people = [joined(2), joined(1)];
    await act(() => jest.advanceTimersByTimeAsync(3500));
    expect(screen.getByText('门店2')).toBeTruthy();
    expect(asked()).toBe(before + 1);
  });

  it('makes another one to a wish', async () => {
    open = [invitation(5)];
    show();
    await picture();
    fireEvent.click(screen.getByText('换一张邀请码'));
    fireEvent.change(await screen.findByPlaceholderText('如：双流展会'), { target: { value: '展会' } });
    fireEvent.change(screen.getByPlaceholderText('不限'), { target: { value: '20' } });
    await act(async () => {
      fireEvent.click(screen.getByText('生成新的邀请码'));
    });
    expect(made()).toEqual([{ via: 'code', campaign: '展会', useLimit: 20 }]);
    expect(await picture()).toContain('/invitations/99/picture');
  });
});
