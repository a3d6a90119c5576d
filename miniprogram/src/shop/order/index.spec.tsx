import type { OrderView } from '@dianquan/shared/contract/orders';
import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { type Actor, useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import OrderPage from './index';

const actor = { accountId: 1, staff: null, member: { shopId: 7, shopName: '鑫鑫五金' }, memberships: [] } as unknown as Actor;
const at = '2026-11-22T06:30:00.000Z';
const line = {
  line: 1,
  skuId: 5,
  productId: 1,
  code: 'DX',
  name: '电线',
  spec: '2.5 平方',
  picture: null,
  unit: '卷',
  factor: 100,
  quantity: 1,
  unitFen: 9_000,
  totalFen: 9_000,
  note: '',
  shipped: 0,
  backOrdered: 0,
  returned: 0,
  returnable: { unsold: 0, damaged: 0 },
  before: null,
};
const order = (change: Partial<OrderView> = {}): OrderView => ({
  id: 44,
  number: 'DD20261122-000001',
  shopId: 7,
  shopName: '鑫鑫五金',
  state: 'submitted',
  next: 'approval',
  dueAt: null,
  awaitingAgreement: false,
  needsFinance: false,
  paymentMethod: 'account',
  paidFen: 0,
  refundedFen: 0,
  totalFen: 9_000,
  placedAt: at,
  placedBy: { name: '周鑫', onBehalf: false },
  source: { kind: 'cart', id: null },
  address: null,
  wish: '',
  expiresAt: null,
  lines: [line],
  steps: [{ step: 'placement', at, by: '周鑫', role: null, note: '', pictures: [] }],
  shipments: [],
  returns: [],
  returnRule: { days: 30, sharePermille: 300, until: null, damageDays: 30, damageUntil: null },
  payments: [],
  availableActions: [{ action: 'cancel', zh: '取消订单' }],
  version: 3,
  ...change,
});
let shown: OrderView;
const sent = () =>
  phone.requests.filter(({ method }) => method !== 'GET').map(({ url, data }) => [url.split('/api')[1], JSON.parse(data ?? '{}')]);

function show(given: OrderView) {
  shown = given;
  phone.answer = ({ method, url }) => {
    if (url.includes('/orders/44'))
      return { statusCode: 200, data: method === 'GET' ? shown : order({ availableActions: [], state: 'cancelled', next: null }) };
    return { statusCode: 404, data: null };
  };
  return render(
    <QueryClientProvider client={queryClient}>
      <OrderPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  phone.params = { id: '44' };
  queryClient.clear();
  useSession.setState({ token: 't', actor, state: 'in', error: null });
});

describe('an order on its page', () => {
  it('says what it waits for, who did what, and what was changed on its lines', async () => {
    show(
      order({
        awaitingAgreement: true,
        next: 'agreement',
        lines: [{ ...line, before: { quantity: 3, unitFen: 9_000 }, shipped: 50 }],
        availableActions: [{ action: 'agreement', zh: '同意修改' }],
      }),
    );
    expect(await screen.findByText('等您确认修改')).toBeTruthy();
    expect(screen.getByText('原 3 卷，改为 1 卷；已发 50 件（1 卷 = 100 件）')).toBeTruthy();
    expect(screen.getByText('提交订单')).toBeTruthy();
    fireEvent.click(screen.getByText('同意修改'));
    await waitFor(() => expect(sent()).toEqual([['/orders/44/steps/agreement', { agree: true, version: 3 }]]));
  });

  it('is cancelled only with a reason', async () => {
    show(order());
    fireEvent.click(await screen.findByText('取消订单'));
    const confirmed = screen
      .getAllByText('取消订单')
      .map((one) => one.closest<HTMLButtonElement>('.sheet button'))
      .find((one) => one !== null);
    expect(confirmed?.disabled).toBe(true);
    fireEvent.click(screen.getByText('订错了'));
    fireEvent.click(confirmed as HTMLElement);
    await waitFor(() => expect(sent()).toEqual([['/orders/44/cancellation', { reason: '订错了' }]]));
    expect(await screen.findByText('已取消')).toBeTruthy();
  });

  it('asks for the slip of a transfer, until one is on its way', async () => {
    const offline = order({ paymentMethod: 'offline' });
    const { unmount } = show(offline);
    expect(await screen.findByText('上传付款凭证')).toBeTruthy();
    unmount();
    queryClient.clear();
    show({ ...offline, payments: [{ id: 1, method: 'offline', state: 'waiting', fen: 9_000, at }] });
    expect(await screen.findByText('转账或现金 · 等待确认')).toBeTruthy();
    expect(screen.queryByText('上传付款凭证')).toBeNull();
  });

  it('shows the code for the courier until the goods are there', async () => {
    const shipment = {
      id: 1,
      number: 'FH-1',
      warehouseName: '武侯仓',
      courierName: '小李',
      shippedAt: at,
      deliveredAt: null,
      lines: [],
      receiptCode: '4821',
    };
    show(order({ state: 'shipped', next: 'receipt', shipments: [shipment], availableActions: [{ action: 'receipt', zh: '确认收货' }] }));
    expect(await screen.findByText('4821')).toBeTruthy();
    expect(screen.getByText('已发货，待收货')).toBeTruthy();
    phone.says = false;
    fireEvent.click(screen.getByText('确认收货'));
    await waitFor(() => expect(phone.asked).toEqual(['货都收到了？']));
    expect(sent()).toEqual([]);
  });
});
