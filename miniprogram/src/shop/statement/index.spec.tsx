import type { StatementView } from '@dianquan/shared/contract/payments';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { type Actor, useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import StatementPage from './index';

const at = '2026-10-12T02:00:00.000Z';
type Line = StatementView['lines'][number];
const line = (id: number, text: string, change: Partial<Line> = {}): Line => ({
  id,
  at,
  kind: 'delivery',
  text,
  fen: 10_000,
  balanceFen: 10_000,
  orderId: null,
  objection: null,
  reply: null,
  ...change,
});
const objected = line(1, '发货 FH-1', { objection: '少一箱' });
let shown: StatementView;
const statement = (lines: Line[], change: Partial<StatementView> = {}): StatementView => ({
  shopId: 7,
  shopName: '鑫鑫五金',
  month: '2026-10',
  openingFen: 0,
  closingFen: 20_000,
  deliveredFen: 20_000,
  paidFen: 0,
  returnedFen: 0,
  refundedFen: 0,
  lines,
  answer: { state: 'open', at: null, by: null },
  running: false,
  ...change,
});
const member = (role: string) => ({ accountId: 1, staff: null, member: { shopId: 7, role }, memberships: [] }) as unknown as Actor;
const finance = { accountId: 2, staff: { id: 3, roles: ['finance'] }, member: null, memberships: [] } as unknown as Actor;
const sent = () =>
  phone.requests.filter(({ method }) => method !== 'GET').map(({ url, data }) => [url.split('/').pop(), JSON.parse(data ?? '{}')]);

function show(actor: Actor, given: StatementView) {
  shown = given;
  phone.answer = ({ url }) => (url.includes('/statements/7/2026-10') ? { statusCode: 200, data: shown } : { statusCode: 404, data: null });
  useSession.setState({ token: 't', actor, state: 'in', error: null });
  return render(
    <QueryClientProvider client={queryClient}>
      <StatementPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  phone.params = { shopId: '7', month: '2026-10' };
  queryClient.clear();
});

it('sends what the owner objects to, together with what still stands from before', async () => {
  show(member('owner'), statement([objected, line(2, '发货 FH-2')], { answer: { state: 'objected', at, by: '周鑫' } }));
  expect(await screen.findByText('确认无误')).toBeTruthy();
  fireEvent.click(screen.getByText('这笔不对'));
  fireEvent.change(screen.getByPlaceholderText(/哪里不对/), { target: { value: '没收到' } });
  fireEvent.click(screen.getByText('记下异议'));
  fireEvent.click(await screen.findByText('提出 2 处异议'));
  await waitFor(() =>
    expect(sent()).toEqual([
      [
        'answer',
        {
          confirm: false,
          objections: [
            { lineId: 1, text: '少一箱' },
            { lineId: 2, text: '没收到' },
          ],
        },
      ],
    ]),
  );
});

it('is not a clerk’s to answer, nor while the month runs', async () => {
  const { unmount } = show(member('clerk'), statement([line(1, '发货 FH-1')]));
  expect(await screen.findAllByText('FH-1')).toHaveLength(1);
  expect(screen.queryByText('确认无误')).toBeNull();
  unmount();
  queryClient.clear();
  show(member('owner'), statement([line(1, '发货 FH-1')], { running: true }));
  expect(await screen.findAllByText(/本月还没有结束/)).toHaveLength(1);
  expect(screen.queryByText('确认无误')).toBeNull();
});

it('lets finance answer what is objected to, where it stands', async () => {
  show(finance, statement([objected, line(2, '发货 FH-2')], { answer: { state: 'objected', at, by: '周鑫' } }));
  fireEvent.click(await screen.findByText('答复'));
  fireEvent.change(screen.getByPlaceholderText(/查到了什么/), { target: { value: '已补送' } });
  shown = statement([{ ...objected, reply: { text: '已补送', at, by: '唐丽' } }, line(2, '发货 FH-2')]);
  fireEvent.click(screen.getByText('答复门店'));
  await waitFor(() => expect(sent()).toEqual([['reply', { lineId: 1, text: '已补送' }]]));
  expect(await screen.findByText(/唐丽答复：已补送/)).toBeTruthy();
});
