import { openidOf } from '../../../scripts/wechat-simulator/state/identities';
import { MembersModule } from '../../src/members/members.module';
import { Balances } from '../../src/payments/balances';
import { Ledger } from '../../src/payments/ledger';
import { OrderPayments } from '../../src/payments/order-payments';
import { PaymentsModule } from '../../src/payments/payments.module';
import { JobRunner } from '../../src/platform/jobs/runner';
import { bootApp, type TestApp } from '../app';
import { buildMember } from '../builders/member';
import { buildShop } from '../builders/shop';
import { buildStaff } from '../builders/staff';
import { checkMoney } from './check-money';
import { TEST_ORDER, type TestOrder, TestOrders, TestOrdersModule } from './test-orders';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const MONEY_TABLES = [
  'payment',
  'refund',
  'pay_notice',
  'ledger_entry',
  'shop_balance',
  'statement_answer',
  'payment_reconciliation',
  'idempotency_key',
  'outbox_job',
  'test_order',
];

/** A shop with people, finance, orders that can be paid for, and the simulated platform on the other side. */
export async function buildPayScene(env: Record<string, string> = {}) {
  const t = await bootApp({ rooms: [MembersModule, PaymentsModule, TestOrdersModule], env });
  await t.db.execute(TEST_ORDER);
  const sales = await buildStaff(t, { roles: ['salesperson'] });
  const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId });
  const owner = await buildMember(t, { shopId, openid: openidOf('owner') });
  const clerk = await buildMember(t, { shopId, role: 'clerk', openid: openidOf('clerk') });
  const stranger = await buildMember(t, { openid: openidOf('stranger') });
  const finance = await buildStaff(t, { roles: ['finance'] });
  const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get(type as never, { strict: false });
  let keys = 0;
  let orders = 0;
  const key = () => ({ 'idempotency-key': `key-${Date.now()}-${++keys}` });

  const scene = {
    t,
    shopId,
    owner,
    clerk,
    stranger,
    sales,
    finance,
    key,
    ledger: get(Ledger),
    balances: get(Balances),
    payments: get(OrderPayments),
    orders: get(TestOrders),
    pay: t.world.pay,

    async order(totalFen = 12_345, more: { shopId?: number; expiresAt?: number | null; closed?: boolean } = {}): Promise<number> {
      const id = ++orders;
      const number = `DD20261122-${String(id).padStart(6, '0')}`;
      const expiresAt = more.expiresAt === undefined ? t.clock.now() + 30 * MINUTE : more.expiresAt;
      await t.db.execute('INSERT INTO test_order VALUES (?, ?, ?, ?, 0, 0, 0, ?, ?)', [
        id,
        number,
        more.shopId ?? shopId,
        totalFen,
        more.closed ? 1 : 0,
        expiresAt,
      ]);
      return id;
    },
    async orderRow(id: number): Promise<TestOrder> {
      return (await t.db.query<TestOrder>('SELECT * FROM test_order WHERE id = ?', [id]))[0] as TestOrder;
    },
    prepay: (orderId: number, as = owner.token, headers = key()) =>
      t.call('payments.prepay', { as, params: { orderId }, body: {}, headers }),
    /** The thumb of whoever holds the phone; the notice has been answered when this ends. */
    async confirm(params: { package: string }): Promise<void> {
      if (!t.world.pay.confirm(params.package.replace('prepay_id=', ''))) throw new Error('not payable');
      await t.world.clock.settled();
    },
    async paid(totalFen = 12_345): Promise<{ orderId: number; paymentId: number; number: string }> {
      const orderId = await scene.order(totalFen);
      const { body } = await scene.prepay(orderId);
      await scene.confirm(body.params);
      return { orderId, paymentId: body.payment.id, number: body.payment.number };
    },
    cancel: (orderId: number) => t.db.transaction((tx) => scene.orders.cancel(tx, orderId)),
    async state(paymentId: number): Promise<string | undefined> {
      return (await t.db.query<{ state: string }>('SELECT state FROM payment WHERE id = ?', [paymentId]))[0]?.state;
    },
    /** Both clocks, as in the demo, and all that falls due on the way. */
    async wait(ms: number): Promise<void> {
      t.clock.advance(ms);
      t.world.clock.advance(ms);
      await t.world.clock.settled();
      await scene.work();
    },
    async work(): Promise<void> {
      await t.runJobs();
      await runSchedules(t);
      await t.world.clock.settled();
      await t.runJobs();
    },
    /** Books that agree, and then empty ones: as after a start, but for the time. */
    async reset(): Promise<void> {
      t.world.pay.faults.clear();
      await t.world.clock.close();
      await checkMoney(t);
      for (const table of MONEY_TABLES) await t.db.execute(`DELETE FROM ${table}`);
      orders = 0;
      t.world.pay.refundOutcomes.length = 0;
      t.world.pay.notifier.records.length = 0;
      t.world.pay.book.orders.clear();
      t.world.pay.book.refunds.clear();
      t.world.pay.book.fundsFen = Number.POSITIVE_INFINITY;
    },
    async close(): Promise<void> {
      try {
        await t.world.clock.close();
        await checkMoney(t);
      } finally {
        await t.close();
      }
    },
  };
  return scene;
}
export type PayScene = Awaited<ReturnType<typeof buildPayScene>>;

async function runSchedules(t: TestApp): Promise<void> {
  await t.app.get(JobRunner, { strict: false }).tick();
}
