import { newKey } from '@/platform/intention';
import { pay } from '@/platform/pay';
import { invalidate } from '@/platform/query';
import { call } from '@/platform/request';

/** How often the server is asked whether the money came, after the phone said so. */
const ASKED = 6;
const PAUSE = 700;

/** WeChat's sheet for an order. `waiting`: the phone says paid and the server has not heard of it yet; it will. */
export async function payOrder(orderId: number, pause = PAUSE): Promise<'paid' | 'cancelled' | 'waiting'> {
  const { payment, params } = await call('payments.prepay', { params: { orderId }, body: {}, key: newKey() });
  const said = await pay(params);
  if (said === 'cancelled') return 'cancelled';
  try {
    return (await heard(payment.id, pause)) ? 'paid' : 'waiting';
  } finally {
    for (const stale of ['orders.get', 'orders.list', 'credit.get'] as const) void invalidate(stale);
  }
}

async function heard(id: number, pause: number): Promise<boolean> {
  for (let asked = 0; asked < ASKED; asked += 1) {
    const payment = await call('payments.get', { params: { id } }).catch(() => null);
    if (payment?.state === 'paid') return true;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
}
