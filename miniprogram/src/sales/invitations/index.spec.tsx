import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Invitation } from '@/features/sales/invitation-words';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import InvitationsPage from './index';

const invitation: Invitation = {
  id: 5,
  code: 'a',
  via: 'code',
  inviter: { kind: 'staff', id: 1, name: '王强', shopName: null },
  campaign: '双流展会',
  communityId: null,
  communityName: null,
  prospectShopId: null,
  prospectShopName: null,
  useLimit: 10,
  used: 3,
  landed: 9,
  expiresAt: null,
  revokedAt: null,
  createdAt: '2026-11-22T02:00:00.000Z',
  state: 'open',
  path: '/pages/join/index?code=a',
  link: null,
};

function show() {
  phone.answer = ({ url, method }) => {
    if (method === 'PUT') return { statusCode: 200, data: { ...invitation, state: 'revoked' } };
    const rejection = { id: 1, at: '2026-11-22T02:00:00.000Z', reason: 'used_up', inviterName: '王强', who: null, invitationId: 5 };
    const items = url.includes('invitation-rejections') ? [rejection] : url.includes('state=ended') ? [] : [invitation];
    return { statusCode: 200, data: { items, next: null } };
  };
  render(
    <QueryClientProvider client={queryClient}>
      <InvitationsPage />
    </QueryClientProvider>,
  );
}
const tap = async (text: string) => {
  const target = await screen.findByText(text);
  await act(async () => {
    fireEvent.click(target);
  });
};
const revocations = () => phone.requests.filter(({ method }) => method === 'PUT').length;

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor: null, state: 'in', error: null });
});

describe('my invitations', () => {
  it('say what they are for, what is left of them and what they brought', async () => {
    show();
    expect(await screen.findByText('双流展会')).toBeTruthy();
    expect(document.body.textContent).toContain('还可用 7 次');
    expect(document.body.textContent).toContain('打开 9 次 · 加入 3 人');
  });

  it('are revoked only after the question, which says who is not touched', async () => {
    show();
    phone.says = false;
    await tap('撤销');
    expect(phone.asked).toEqual(['撤销这个邀请？']);
    expect(revocations()).toBe(0);
    phone.says = true;
    await tap('撤销');
    expect(revocations()).toBe(1);
    expect(phone.toasts).toContain('邀请已撤销');
  });

  it('open the very code that was tapped', async () => {
    show();
    await tap('出示');
    expect(phone.went.join()).toContain('/sales/my-code/index?id=5');
  });

  it('tell who could not come in, and why, in words one can act on', async () => {
    show();
    await tap('没加入成');
    expect(await screen.findByText('还没登录的人')).toBeTruthy();
    expect(screen.getByText('邀请名额已用完，请重新发一张')).toBeTruthy();
  });
});
