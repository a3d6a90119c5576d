import { screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap, type } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import ReconciliationsPage from './index';

const day = { day: '2026-11-20', at: '2026-11-21T02:15:00.000Z', matched: 12, ourFen: 90_000, theirFen: 90_000, differences: [] };
const odd = {
  ...day,
  day: '2026-11-19',
  theirFen: 90_100,
  differences: [{ number: 'P-7', kind: 'amount', ourFen: 1_000, theirFen: 1_100, paymentId: 7 }],
};
const payment = {
  id: 7,
  number: 'P-7',
  orderId: 5,
  shopId: 3,
  shopName: '鑫鑫五金',
  method: 'wechat',
  purpose: 'order',
  state: 'paid',
  fen: 1_000,
  refundedFen: 0,
  refundableFen: 1_000,
  refunds: [],
  createdAt: '2026-11-19T02:00:00.000Z',
  paidAt: '2026-11-19T02:00:00.000Z',
  confirmedBy: null,
  note: '',
  pictures: [],
};
const answers = {
  'GET /payment-reconciliations': { items: [day, odd], next: null },
  'GET /payments/7': payment,
  'POST /payments/7/refunds': { ...payment, state: 'refunding' },
};
const show = () => {
  const yesterday = new Date(Date.now() + 8 * 3_600_000 - 34 * 3_600_000).toISOString().slice(0, 10);
  const path = `/payment-reconciliations/${yesterday}`;
  showPage(<ReconciliationsPage />, { roles: ['finance'], answers: { ...answers, [`PUT ${path}`]: { ...day, day: yesterday } } });
  return path;
};

describe('bills of WeChat Pay', () => {
  it('say by day what agrees and what does not', async () => {
    show();
    expect(await screen.findByText('¥900.00 全部对上')).toBeTruthy();
    expect(screen.getByText('1 笔不符')).toBeTruthy();
    expect(screen.getByText('我们记 ¥10.00，微信记 ¥11.00')).toBeTruthy();
  });

  it('are compared when finance asks for it', async () => {
    const path = show();
    await screen.findByText('1 笔不符');
    await tap(/^对 .* 的账$/);
    await waitFor(() => expect(sentTo('PUT', path)).toHaveLength(1));
    await waitFor(() => expect(phone.toasts.at(-1)).toBe('全部对上'));
  });

  it('lead to the payment, and there money is given back once, after a question', async () => {
    show();
    await tap('我们记 ¥10.00，微信记 ¥11.00');
    await tap('退款');
    await type('或写下来', '多收了');
    phone.says = false;
    await tap('退 ¥10.00');
    expect(sentTo('POST', '/payments/7/refunds')).toEqual([]);
    phone.says = true;
    await tap('退 ¥10.00');
    await waitFor(() => expect(sentTo('POST', '/payments/7/refunds')).toEqual([{ fen: 1_000, reason: '多收了' }]));
    const keys = phone.requests.filter(({ url }) => url.endsWith('/refunds')).map(({ header }) => header['Idempotency-Key']);
    expect(keys.every(Boolean)).toBe(true);
    await waitFor(() => expect(phone.toasts.at(-1)).toBe('退款已办'));
  });

  it('send the same again after no answer came, and nothing else', async () => {
    show();
    await tap('我们记 ¥10.00，微信记 ¥11.00');
    await tap('退款');
    await type('或写下来', '多收了');
    const before = phone.answer;
    phone.answer = (asked) => {
      if (asked.url.endsWith('/refunds')) throw { errMsg: 'request:fail' };
      return before(asked);
    };
    await tap('退 ¥10.00');
    expect(await screen.findByText(/没有收到答复/, {}, { timeout: 8000 })).toBeTruthy();
    phone.answer = before;
    await tap('再发一次：退 ¥10.00');
    await waitFor(() => expect(phone.toasts.at(-1)).toBe('退款已办'));
    const keys = phone.requests.filter(({ url }) => url.endsWith('/refunds')).map(({ header }) => header['Idempotency-Key']);
    expect([new Set(keys).size, keys.every(Boolean)]).toEqual([1, true]);
  }, 20_000);
});
