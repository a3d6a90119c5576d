import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { intend } from '@/features/orders/intent';
import { queryClient } from '@/platform/query';
import { type Actor, useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import CheckoutPage from './index';

const SHOP = 7;
const actor = {
  accountId: 1,
  staff: null,
  member: { memberId: 1, shopId: SHOP, shopName: '鑫鑫五金', role: 'owner', status: 'active' },
  memberships: [],
} as unknown as Actor;
const ADDRESS = { id: 3, contact: '周鑫', phone: '13800002222', regionCode: null, address: '武侯大道 88 号', isDefault: true };
const sku = { id: 5, productId: 1, code: 'DX', spec: '2.5 平方', units: [{ name: '卷', factor: 1 }], minimum: 1, step: 1, maximum: null };

function checked(unitFen: number, change: object = {}) {
  const line = {
    sku,
    productName: '电线',
    picture: null,
    unit: '卷',
    factor: 1,
    quantity: 2,
    note: '',
    unitFen,
    totalFen: unitFen * 2,
    fault: null,
  };
  return {
    lines: [line],
    totalFen: unitFen * 2,
    credit: { limitFen: 100_000, usedFen: 0, leftFen: 100_000, termDays: 30, over: false },
    depositFen: 0,
    methods: ['account', 'offline'],
    warehouses: [],
    ...change,
  };
}
let now: ReturnType<typeof checked>;
let onPlace: (body: { totalFen: number }) => { statusCode: number; data: unknown };
const placed = () => phone.requests.filter(({ url, method }) => method === 'POST' && url.endsWith('/orders'));
const bodyOf = (at: number) => JSON.parse(placed()[at]?.data ?? '{}') as Record<string, unknown>;

function show() {
  return render(
    <QueryClientProvider client={queryClient}>
      <CheckoutPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor, state: 'in', error: null });
  now = checked(9_000);
  onPlace = () => ({ statusCode: 201, data: { id: 44, number: 'DD20261122-000001', paymentMethod: 'account', totalFen: 18_000 } });
  phone.answer = ({ url, data }) => {
    if (url.includes('/orders/checks')) return { statusCode: 200, data: now };
    if (url.includes('/delivery-addresses')) return { statusCode: 200, data: { items: [ADDRESS] } };
    if (url.endsWith('/orders')) return onPlace(JSON.parse(data ?? '{}') as { totalFen: number });
    return { statusCode: 404, data: null };
  };
  intend(SHOP, { lines: [{ skuId: 5, unit: '卷', quantity: 2 }], source: { kind: 'cart', id: null }, clearCart: true });
});

describe('the checkout', () => {
  it('places what was seen: lines, prices, sum, address, the first way to pay', async () => {
    show();
    expect(await screen.findByText('额度还剩 ¥1,000.00，账期 30 天')).toBeTruthy();
    expect(await screen.findByText('周鑫 13800002222')).toBeTruthy();
    fireEvent.click(await screen.findByText('下单 ¥180.00'));
    await waitFor(() => expect(phone.went).toContain('redirectTo /shop/order/index?id=44'));
    expect(bodyOf(0)).toMatchObject({
      lines: [{ skuId: 5, unit: '卷', quantity: 2, seenFen: 9_000 }],
      totalFen: 18_000,
      paymentMethod: 'account',
      addressId: 3,
      clearCart: true,
    });
    expect(placed()[0]?.header['Idempotency-Key']).toBeTruthy();
  });

  it('shows both prices when they changed meanwhile, and orders only once the new one was seen', async () => {
    show();
    const button = await screen.findByText('下单 ¥180.00');
    onPlace = ({ totalFen }) => {
      now = checked(9_500);
      return totalFen === 19_000
        ? { statusCode: 201, data: { id: 45, number: 'DD20261122-000002', paymentMethod: 'account', totalFen } }
        : { statusCode: 409, data: { code: 'price_changed', message: '价格有变化，请核对后再下单', details: null } };
    };
    fireEvent.click(button);
    expect(await screen.findByText('价格已变：原 ¥90.00，现 ¥95.00')).toBeTruthy();
    expect(placed()).toHaveLength(1);
    fireEvent.click(await screen.findByText('按新价下单 ¥190.00'));
    await waitFor(() => expect(phone.went).toContain('redirectTo /shop/order/index?id=45'));
    expect(bodyOf(1)).toMatchObject({ totalFen: 19_000 });
    expect(placed()[0]?.header['Idempotency-Key']).not.toBe(placed()[1]?.header['Idempotency-Key']);
  });

  it('leaves out what cannot be ordered, and says why', async () => {
    const [line] = now.lines;
    const off = {
      ...line,
      sku: { ...sku, id: 6 },
      productName: '老款开关',
      fault: { code: 'sku_unavailable', zh: '老款开关 已下架，请去掉这一行' },
    };
    now = checked(9_000, { lines: [line, off] });
    show();
    expect(await screen.findByText('老款开关 已下架，请去掉这一行')).toBeTruthy();
    expect(screen.getByText('1 种暂不能订，这一单不含')).toBeTruthy();
    fireEvent.click(screen.getByText('下单 ¥180.00'));
    await waitFor(() => expect(placed()).toHaveLength(1));
    expect(bodyOf(0).lines).toHaveLength(1);
  });

  it('after silence, and after the phone went dark, asks for the same order again instead of another', async () => {
    let isDead = true;
    const answer = onPlace;
    onPlace = (body) => {
      if (isDead) throw { errMsg: 'request:fail' };
      return answer(body);
    };
    const first = show();
    fireEvent.click(await screen.findByText('下单 ¥180.00'));
    expect(await screen.findByText('确认上次的下单 ¥180.00', {}, { timeout: 4000 })).toBeTruthy();
    first.unmount();
    queryClient.clear();

    now = checked(12_000);
    isDead = false;
    show();
    fireEvent.click(await screen.findByText('确认上次的下单 ¥180.00'));
    await waitFor(() => expect(phone.went).toContain('redirectTo /shop/order/index?id=44'));
    expect(new Set(placed().map(({ header }) => header['Idempotency-Key'])).size).toBe(1);
    expect(new Set(placed().map(({ data }) => data)).size).toBe(1);
  });
});
