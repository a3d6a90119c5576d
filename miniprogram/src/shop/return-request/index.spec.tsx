import type { OrderView } from '@dianquan/shared/contract/orders';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { type Actor, useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import ReturnRequestPage from './index';

const DAY = 86_400_000;
const actor = { accountId: 1, staff: null, member: { shopId: 7, shopName: '鑫鑫五金' }, memberships: [] } as unknown as Actor;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const line = (change: object) => ({ line: 1, name: '电线', spec: '2.5 平方', unit: '箱', factor: 20, shipped: 40, ...change });
const rule = (change: object = {}) => ({
  days: 30,
  sharePermille: 300,
  until: inDays(20),
  damageDays: 30,
  damageUntil: inDays(20),
  ...change,
});
const sent = () => phone.requests.filter(({ method }) => method === 'POST').map(({ data }) => JSON.parse(data ?? '{}'));

function show(lines: object[], returnRule = rule()) {
  const order = { id: 44, number: 'DD20261122-000001', lines, returnRule } as unknown as OrderView;
  phone.answer = ({ method }) => ({ statusCode: 200, data: method === 'GET' ? order : { id: 9 } });
  return render(
    <QueryClientProvider client={queryClient}>
      <ReturnRequestPage />
    </QueryClientProvider>,
  );
}
const type = (label: string, value: string) =>
  fireEvent.change(screen.queryByLabelText(label) ?? screen.getByPlaceholderText(label), { target: { value } });

beforeEach(() => {
  phone.reset();
  phone.params = { id: '44' };
  queryClient.clear();
  useSession.setState({ token: 't', actor, state: 'in', error: null });
});

describe('asking for goods to go back', () => {
  it('offers what the rule still lets go back, and no more can be entered', async () => {
    show([line({ returnable: { unsold: 12, damaged: 40 } }), line({ line: 2, name: '开关', returnable: { unsold: 0, damaged: 3 } })]);
    expect(await screen.findAllByText('还可退 12 件，共发 40 件')).toHaveLength(1);
    expect(screen.getAllByText('1 箱 = 20 件')).toHaveLength(1);
    expect(screen.getAllByText(/每种不超过所发的 30%/)).toHaveLength(1);
    expect(screen.queryByText('开关')).toBeNull();
    type('电线数量', '20');
    type('例如：型号订错，未拆封', '卖不动');
    fireEvent.click(screen.getByText('申请退换 1 种'));
    await waitFor(() => expect(sent()).toEqual([{ kind: 'return', lines: [{ line: 1, quantity: 12 }], reason: '卖不动', pictureIds: [] }]));
  });

  it('takes of another kind as many as fit it', async () => {
    show([line({ returnable: { unsold: 12, damaged: 40 } }), line({ line: 2, name: '开关', returnable: { unsold: 0, damaged: 3 } })]);
    fireEvent.click(await screen.findByText('破损'));
    expect(screen.getAllByText('开关')).toHaveLength(1);
    type('电线数量', '30');
    fireEvent.click(screen.getByText('退货'));
    expect(screen.getByLabelText<HTMLInputElement>('电线数量').value).toBe('12');
  });

  it('says why when unsold goods may not come back, and takes what is broken', async () => {
    show([line({ returnable: { unsold: 0, damaged: 40 } })], rule({ sharePermille: 0 }));
    expect(await screen.findAllByText(/到货破损的货，发货后 30 天内/)).toHaveLength(1);
    fireEvent.click(screen.getByText('退货'));
    expect(screen.getAllByText('供货商不收回没卖出的货，到货破损的可以申请。')).toHaveLength(1);
  });

  it('explains when nothing may come back', async () => {
    show([line({ returnable: { unsold: 0, damaged: 0 } })], rule({ until: inDays(-1), damageUntil: inDays(-1) }));
    expect(await screen.findAllByText('没有可退换的货')).toHaveLength(1);
    expect(screen.getAllByText('发货超过 30 天，不能再申请。')).toHaveLength(1);
  });
});
