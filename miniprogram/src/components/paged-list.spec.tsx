import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient, usePages } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../test/stubs/taro';
import { PagedList } from './paged-list';

const member = (id: number) => ({ id, name: `店员${id}` });
const invite = jest.fn();

function People() {
  const pages = usePages('members.list', { params: { shopId: 1 } });
  return (
    <PagedList
      pages={pages}
      keyOf={({ id }) => id}
      row={({ name }) => <p>{name}</p>}
      empty={{ title: '还没有店员', action: { label: '邀请店员', onTap: invite } }}
    />
  );
}

function show() {
  return render(
    <QueryClientProvider client={queryClient}>
      <People />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor: null, state: 'in', error: null });
});

describe('a list', () => {
  it('shows its own shape while it loads', async () => {
    phone.answer = () => new Promise(() => undefined);
    show();
    expect(screen.getByLabelText('正在加载')).toBeTruthy();
  });

  it('says what failed and tries again when asked to', async () => {
    phone.answer = () => ({ statusCode: 500, data: null });
    show();
    expect(await screen.findByText('没有加载出来')).toBeTruthy();
    expect(screen.getByText('系统出错了，我们已记录，请稍后重试')).toBeTruthy();
    phone.answer = () => ({ statusCode: 200, data: { items: [member(1)], next: null } });
    fireEvent.click(screen.getByText('重试'));
    expect(await screen.findByText('店员1')).toBeTruthy();
  });

  it('offers no retry for what may not be seen', async () => {
    phone.answer = () => ({ statusCode: 404, data: null });
    show();
    expect(await screen.findByText('内容不存在，或您无权查看')).toBeTruthy();
    expect(screen.queryByText('重试')).toBeNull();
  });

  it('invites to the next step when it is empty', async () => {
    phone.answer = () => ({ statusCode: 200, data: { items: [], next: null } });
    show();
    const button = await screen.findByText('邀请店员');
    await act(async () => {
      fireEvent.click(button);
    });
    expect(invite).toHaveBeenCalledTimes(1);
  });

  it('does not say that nothing is there while it is asked for again', async () => {
    phone.answer = () => ({ statusCode: 200, data: { items: [], next: null } });
    show();
    await screen.findByText('还没有店员');
    let answer = (_: unknown) => {};
    phone.answer = () => new Promise((resolve) => (answer = resolve as typeof answer));
    act(() => phone.pullDown());
    expect(await screen.findAllByLabelText('正在加载')).toHaveLength(1);
    expect(screen.queryAllByText('还没有店员')).toHaveLength(0);
    await act(async () => answer({ statusCode: 200, data: { items: [], next: null } }));
    expect(await screen.findAllByText('还没有店员')).toHaveLength(1);
    phone.answer = () => ({ statusCode: 500, data: null });
    act(() => phone.pullDown());
    expect(await screen.findAllByText('没有加载出来')).toHaveLength(1);
  });

  it('asks for the next page at the end of the first, with its cursor', async () => {
    phone.answer = ({ url }) => ({
      statusCode: 200,
      data: url.includes('cursor=c1') ? { items: [member(2)], next: null } : { items: [member(1)], next: 'c1' },
    });
    show();
    await screen.findByText('店员1');
    act(() => phone.reachBottom());
    expect(await screen.findByText('店员2')).toBeTruthy();
    expect(screen.getByText('店员1')).toBeTruthy();
    act(() => phone.reachBottom());
    expect(phone.requests).toHaveLength(2);
  });

  it('keeps what it has when the next page fails, and offers that page again', async () => {
    phone.answer = ({ url }) =>
      url.includes('cursor') ? { statusCode: 500, data: null } : { statusCode: 200, data: { items: [member(1)], next: 'c1' } };
    show();
    await screen.findByText('店员1');
    act(() => phone.reachBottom());
    const again = await screen.findByText('没有加载出来，点这里重试');
    phone.answer = () => ({ statusCode: 200, data: { items: [member(2)], next: null } });
    fireEvent.click(again);
    expect(await screen.findByText('店员2')).toBeTruthy();
  });

  it('is asked for anew by a pull, and lets go when the answer is there', async () => {
    phone.answer = () => ({ statusCode: 200, data: { items: [member(1)], next: null } });
    show();
    await screen.findByText('店员1');
    phone.answer = () => ({ statusCode: 200, data: { items: [member(3)], next: null } });
    act(() => phone.pullDown());
    expect(await screen.findByText('店员3')).toBeTruthy();
    await waitFor(() => expect(phone.refreshing).toBe(0));
  });
});
