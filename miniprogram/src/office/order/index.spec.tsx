import type { OrderView } from '@dianquan/shared/contract/orders';
import { DEFAULT_WORKFLOW } from '@dianquan/shared/workflow-switch';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { useNetwork } from '@/platform/network';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import DeskOrderPage from './index';

const line = (at: number): OrderView['lines'][number] => ({
  line: at,
  skuId: at,
  productId: at,
  code: `A${at}`,
  name: `卷尺${at}`,
  spec: '5m',
  picture: null,
  unit: '箱',
  factor: 12,
  quantity: 2,
  unitFen: 12_000,
  totalFen: 24_000,
  note: '',
  shipped: 0,
  backOrdered: 0,
  returned: 0,
  returnable: { unsold: 0, damaged: 0 },
  before: null,
});
const order = (changed: Partial<OrderView> = {}): OrderView => ({
  id: 7,
  number: 'DD20261122-000007',
  shopId: 3,
  shopName: '鑫鑫五金',
  state: 'submitted',
  next: 'approval',
  dueAt: null,
  awaitingAgreement: false,
  needsFinance: false,
  paymentMethod: 'account',
  paidFen: 0,
  refundedFen: 0,
  totalFen: 48_000,
  placedAt: '2026-11-22T02:00:00.000Z',
  placedBy: { name: '张建国', onBehalf: false },
  source: { kind: 'cart', id: null },
  address: { contact: '老李', phone: '13900000001', regionCode: null, address: '武侯大道 1 号' },
  wish: '',
  expiresAt: null,
  lines: [line(1), line(2)],
  steps: [],
  shipments: [],
  returns: [],
  returnRule: { days: 30, sharePermille: 300, until: null, damageDays: 30, damageUntil: null },
  payments: [],
  availableActions: [],
  version: 4,
  ...changed,
});
const can = (...actions: string[]) => actions.map((action) => ({ action, zh: action })) as OrderView['availableActions'];

function show(shown: OrderView, roles: string[]) {
  useSession.setState({
    token: 't',
    actor: { accountId: 9, name: '某', staff: { id: 1, roles, regions: [] }, member: null } as never,
    state: 'in',
    error: null,
  });
  phone.params = { id: '7' };
  phone.answer = ({ url }) => {
    if (url.includes('workflow'))
      return { statusCode: 200, data: { ...DEFAULT_WORKFLOW, version: 1, setAt: '2026-11-22T02:00:00.000Z', setBy: null } };
    if (url.includes('/staff')) return { statusCode: 200, data: { items: [{ id: 5, name: '小赵' }], next: null } };
    return { statusCode: 200, data: shown };
  };
  render(
    <QueryClientProvider client={queryClient}>
      <DeskOrderPage />
    </QueryClientProvider>,
  );
}
const sent = () =>
  phone.requests.filter(({ method }) => method !== 'GET').map(({ url, data }) => [url.split('/api/')[1], JSON.parse(data ?? '{}')]);
const tap = async (label: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByText(label));
  });
};

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useNetwork.setState({ online: true });
});

describe('an order on the desk', () => {
  it('is approved as it was seen', async () => {
    show(order({ availableActions: can('approval', 'amend', 'cancel') }), ['office']);
    await screen.findByText('鑫鑫五金');
    await tap('审核通过');
    expect(sent()).toEqual([['orders/7/steps/approval', { version: 4 }]]);
  });

  it('has no step in front when it is somebody else’s turn', async () => {
    show(order(), ['finance']);
    await screen.findByText('鑫鑫五金');
    expect(screen.queryByText('审核通过')).toBeNull();
  });

  it('leaves in part with what was counted', async () => {
    show(order({ state: 'outbound', next: 'shipment', availableActions: can('shipment') }), ['warehouse']);
    await screen.findByText('鑫鑫五金');
    await tap('发货');
    const [first] = screen.getAllByDisplayValue('24');
    fireEvent.input(first as HTMLElement, { target: { value: '0' } });
    await tap('先发这些');
    expect(sent()).toEqual([['orders/7/steps/shipment', { version: 4, note: '', lines: [{ line: 2, quantity: 24 }] }]]);
  });

  it('asks a courier for a code or a photo', async () => {
    show(order({ state: 'shipped', next: 'receipt', availableActions: can('receipt') }), ['courier']);
    await screen.findByText('鑫鑫五金');
    await tap('确认送达');
    await tap('货已交给门店');
    expect(sent()).toEqual([]);
    fireEvent.input(screen.getByPlaceholderText('4 位数字'), { target: { value: '1234' } });
    await tap('货已交给门店');
    expect(sent()).toEqual([['orders/7/steps/receipt', { version: 4, receiptCode: '1234', note: '' }]]);
  });
});
