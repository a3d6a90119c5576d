import { randomUUID } from 'node:crypto';
import type { Answer } from '@dianquan/server/platform/http/operation';
import type { OrderStep } from '@dianquan/shared/workflow';
import type { Holder } from './held-phone';
import type { Place } from './place';
import { hire } from './town';

type Order = Answer<'orders.get'>;
type Line = { skuId: number; unit: string; quantity: number };
type Prepaid = { payment: { prepayId: string } | null; errMsg: string | null };

/** Who works on orders, by key and name. */
const DESK = [
  ['office', '林芳'],
  ['finance', '唐丽'],
  ['warehouse', '曹建军'],
  ['courier', '邓小兵'],
] as const;
/** Who takes each step when nobody looks on. */
const TAKER: Record<OrderStep, string> = {
  approval: 'office',
  financeApproval: 'finance',
  outbound: 'warehouse',
  shipment: 'warehouse',
  receipt: 'office',
  completion: 'office',
};

/** The supplier's people behind an order, and what has happened to orders before a journey begins. */
export class Trade {
  static async open(place: Place, admin: string): Promise<Trade> {
    for (const [role, name] of DESK) await hire(place, admin, role, name, role);
    return new Trade(place);
  }

  private constructor(private readonly place: Place) {}

  /** Signed in anew each time: between two acts a month may have gone by. */
  staff(key: string): Promise<string> {
    return this.place.api.signIn('wecom', key);
  }

  async allowCredit(shopId: number, limitFen: number): Promise<void> {
    await this.place.api.call('credit.set', await this.staff('finance'), { params: { shopId }, body: { limitFen, termDays: 30 } });
  }

  /** Somebody of a shop orders at the prices of the day; WeChat is paid on the spot. */
  async order({ key, provider }: Holder, lines: Line[], paymentMethod: Order['paymentMethod']): Promise<Order> {
    const { api } = this.place;
    const token = await api.signIn(provider, key);
    const checked = await api.call('orders.check', token, { body: { lines } });
    const seen = checked.lines.map(({ sku, unit, quantity, unitFen }) => ({ skuId: sku.id, unit, quantity, seenFen: unitFen ?? 0 }));
    const order = await api.call('orders.place', token, {
      key: randomUUID(),
      body: { lines: seen, totalFen: checked.totalFen, paymentMethod, clearCart: false },
    });
    if (paymentMethod === 'wechat') await this.pay(key, token, order.id);
    return order;
  }

  /** Every step that is left, each by whoever takes it; or those before the one that the journey takes itself. */
  async deliver(orderId: number, before: OrderStep | null = null): Promise<Order> {
    for (;;) {
      const { next, ...order } = await this.place.api.call('orders.get', await this.staff('office'), { params: { id: orderId } });
      if (next === before) return { next, ...order };
      if (next === null) throw new Error(`order ${orderId} is ${order.state}, and never waited for ${before}`);
      if (next === 'agreement') throw new Error(`order ${orderId} waits for the shop`);
      await this.place.api.call('orders.takeStep', await this.staff(TAKER[next]), { params: { id: orderId, step: next }, body: {} });
    }
  }

  private async pay(userKey: string, token: string, orderId: number): Promise<void> {
    const { api } = this.place;
    const { params } = await api.call('payments.prepay', token, { key: randomUUID(), params: { orderId }, body: {} });
    const { payment, errMsg } = await api.control<Prepaid>('/pay/requests', 'POST', { userKey, params });
    if (!payment) throw new Error(`not payable: ${errMsg}`);
    await api.control(`/pay/payments/${payment.prepayId}/confirm`, 'POST', {});
    await until(async () => (await api.call('orders.get', token, { params: { id: orderId } })).paidFen > 0, 'the money');
  }
}

/** What follows by itself does so a moment later. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}
