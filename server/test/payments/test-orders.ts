import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { PaymentRefunded, PaymentSettled } from '../../src/payments/events';
import { OrderPayments } from '../../src/payments/order-payments';
import { type Payable, type PayableSource, Payables } from '../../src/payments/payables';
import { PaymentsModule } from '../../src/payments/payments.module';
import { forUpdate, type Sql, type Tx } from '../../src/platform/database/sql';
import { type Actor, isStaff } from '../../src/platform/http/actor';
import { OnEvent } from '../../src/platform/jobs/events';

export const TEST_ORDER = `CREATE TABLE test_order (id INT PRIMARY KEY, number VARCHAR(24), shop_id INT, total_fen BIGINT, paid_fen BIGINT,
  refunded_fen BIGINT, settled INT, closed INT, expires_at BIGINT NULL)`;
export type TestOrder = {
  id: number;
  number: string;
  shop_id: number;
  total_fen: number;
  paid_fen: number;
  refunded_fen: number;
  settled: number;
  closed: number;
  expires_at: number | null;
};

/** As little of an orders room as paying needs: what there is to pay, what was paid, and money back for what was called off. */
@Injectable()
export class TestOrders implements OnModuleInit, PayableSource {
  constructor(
    private readonly payables: Payables,
    private readonly payments: OrderPayments,
  ) {}

  onModuleInit(): void {
    this.payables.register(this);
  }

  async find(sql: Sql, orderId: number, options: { lock?: boolean } = {}): Promise<Payable | null> {
    const end = options.lock ? forUpdate(sql) : '';
    const [row] = await sql.query<TestOrder>(`SELECT * FROM test_order WHERE id = ?${end}`, [orderId]);
    return row
      ? {
          orderId,
          number: row.number,
          shopId: row.shop_id,
          dueFen: row.total_fen - row.paid_fen + row.refunded_fen,
          closed: row.closed === 1,
          expiresAt: row.expires_at,
          description: '五金配件',
        }
      : null;
  }

  mayPay(actor: Actor, { shopId }: Payable): boolean {
    return actor.member?.shopId === shopId || isStaff(actor);
  }

  async cancel(tx: Tx, orderId: number): Promise<void> {
    await this.find(tx, orderId, { lock: true });
    await tx.execute('UPDATE test_order SET closed = 1 WHERE id = ?', [orderId]);
    await this.payments.closeWaiting(tx, orderId);
    const { paidFen, refundedFen } = await this.payments.settledOf(tx, orderId);
    await this.payments.refund(tx, orderId, paidFen - refundedFen, '订单取消');
  }

  @OnEvent(PaymentSettled)
  async onSettled({ orderId, fen }: PaymentSettled, tx: Tx): Promise<void> {
    if (orderId === null) return;
    await tx.execute('UPDATE test_order SET paid_fen = paid_fen + ?, settled = settled + 1 WHERE id = ?', [fen, orderId]);
    const order = await this.find(tx, orderId);
    if (order?.closed) await this.payments.refund(tx, orderId, fen, '订单已取消');
  }

  @OnEvent(PaymentRefunded)
  async onRefunded({ orderId, fen }: PaymentRefunded, tx: Tx): Promise<void> {
    if (orderId !== null) await tx.execute('UPDATE test_order SET refunded_fen = refunded_fen + ? WHERE id = ?', [fen, orderId]);
  }
}

@Module({ imports: [PaymentsModule], providers: [TestOrders] })
export class TestOrdersModule {}
