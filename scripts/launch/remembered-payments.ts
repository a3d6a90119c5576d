import type { Env } from '@dianquan/server/platform/config/env';
import type { Database } from '@dianquan/server/platform/database/database';
import type { PayOrder } from '../wechat-simulator/pay/pay-book';
import type { World } from '../wechat-simulator/state/world';

type Payment = { number: string; fen: number; transactionId: string; description: string; createdAt: number; paidAt: number };
type Refund = { number: string; payment: string; fen: number; refundId: string; createdAt: number; doneAt: number };

/**
 * The simulated platform keeps its books in memory, and the demo begins with payments that it never saw. So it is told at every start
 * what the database holds of money that came and went by it: else its bills would deny all of that, and nothing could be given back.
 */
export async function rememberPayments(database: Database, world: World, env: Pick<Env, 'wechat' | 'wechatPay'>): Promise<void> {
  if (!env.wechatPay) return;
  const since = world.clock.now() - world.limits.pay.refundableMs;
  const payments = await database.query<Payment>(
    `SELECT number, fen, transaction_id AS transactionId, description, created_at AS createdAt, paid_at AS paidAt FROM payment
     WHERE method = 'wechat' AND paid_at >= ? AND transaction_id IS NOT NULL`,
    [since],
  );
  if (payments.length === 0) return;
  const refunds = await database.query<Refund>(
    `SELECT r.number, p.number AS payment, r.fen, r.platform_refund_id AS refundId, r.created_at AS createdAt, r.done_at AS doneAt
     FROM refund r JOIN payment p ON p.id = r.payment_id
     WHERE p.method = 'wechat' AND p.paid_at >= ? AND r.state = 'done' AND r.platform_refund_id IS NOT NULL`,
    [since],
  );
  const { book } = world.pay;
  for (const payment of payments) book.orders.set(payment.number, orderOf(payment, env.wechat.appId, env.wechatPay.notifyUrl));
  for (const { number, payment, fen, refundId, createdAt, doneAt } of refunds) {
    const order = book.orders.get(payment);
    if (!order) continue;
    order.state = 'REFUND';
    book.refunds.set(number, {
      outRefundNo: number,
      refundId,
      order,
      fen,
      notifyUrl: null,
      status: 'SUCCESS',
      createdAt,
      successAt: doneAt,
    });
  }
}

const orderOf = ({ number, fen, transactionId, description, createdAt, paidAt }: Payment, appId: string, notifyUrl: string): PayOrder => ({
  outTradeNo: number,
  appId,
  description,
  attach: null,
  totalFen: fen,
  openid: '',
  notifyUrl: `${notifyUrl}/payments`,
  asked: '',
  createdAt,
  expiresAt: paidAt,
  state: 'SUCCESS',
  transactionId,
  paidAt,
  prepays: [],
});
