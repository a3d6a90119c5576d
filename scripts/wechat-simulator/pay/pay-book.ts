import type { Limits } from '../limits';
import type { SimulatorClock } from '../state/clock';
import type { Randomness } from '../state/randomness';
import { PayError } from './pay-error';

export interface PayOrder {
  outTradeNo: string;
  appId: string;
  description: string;
  attach: string | null;
  totalFen: number;
  openid: string;
  notifyUrl: string;
  /** Everything that was asked for: another request under the number has to be the same. */
  asked: string;
  createdAt: number;
  expiresAt: number;
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';
  transactionId: string | null;
  paidAt: number | null;
  prepays: { id: string; validUntil: number }[];
}

export interface PayRefund {
  outRefundNo: string;
  refundId: string;
  order: PayOrder;
  fen: number;
  notifyUrl: string | null;
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  createdAt: number;
  successAt: number | null;
}

export type OrderRequest = Pick<
  PayOrder,
  'outTradeNo' | 'appId' | 'description' | 'attach' | 'totalFen' | 'openid' | 'notifyUrl' | 'asked'
> & { expiresAt: number | null };

/** Orders and refunds as the platform remembers them: what is in here happened, whatever anybody was told. */
export class PayBook {
  readonly orders = new Map<string, PayOrder>();
  readonly refunds = new Map<string, PayRefund>();
  /** What the merchant's balance can still give back; refunds beyond it are refused. */
  fundsFen = Number.POSITIVE_INFINITY;
  private serial = 0;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
  ) {}

  prepay(asked: OrderRequest): { order: PayOrder; prepayId: string } {
    const known = this.orders.get(asked.outTradeNo);
    if (known) this.mustBeOpenAndSame(known, asked.asked);
    const order = known ?? this.opened(asked);
    const id = `wx${this.shanghaiDigits(14)}${this.random.hex(20)}`;
    order.prepays.push({ id, validUntil: this.clock.now() + this.limits.pay.prepayLifeMs });
    return { order, prepayId: id };
  }

  orderOfPrepay(prepayId: string): PayOrder | undefined {
    const now = this.clock.now();
    return [...this.orders.values()].find(({ prepays }) => prepays.some(({ id, validUntil }) => id === prepayId && now < validUntil));
  }

  isPayable(order: PayOrder): boolean {
    return order.state === 'NOTPAY' && this.clock.now() < order.expiresAt;
  }

  pay(order: PayOrder): void {
    if (!this.isPayable(order)) throw new RangeError(`not payable: ${order.outTradeNo}`);
    order.state = 'SUCCESS';
    order.paidAt = this.clock.now();
    order.transactionId = `42000${this.shanghaiDigits(8)}${this.next(15)}`;
    this.fundsFen += order.totalFen;
  }

  close(order: PayOrder): void {
    if (order.state === 'CLOSED') throw PayError.of(this.limits.pay.alreadyClosed, '该订单已关闭');
    if (order.state !== 'NOTPAY') throw PayError.of(this.limits.pay.alreadyPaid, '该订单已支付');
    order.state = 'CLOSED';
  }

  refund(order: PayOrder, asked: { outRefundNo: string; fen: number; totalFen: number; notifyUrl: string | null }): PayRefund {
    const known = this.refunds.get(asked.outRefundNo);
    if (known) {
      if (known.order === order && known.fen === asked.fen) return known;
      throw new PayError(400, 'INVALID_REQUEST', '退款单号已被使用，且参数与之前不一致');
    }
    this.mustBeRefundable(order, asked);
    const refund: PayRefund = {
      outRefundNo: asked.outRefundNo,
      refundId: `50300${this.shanghaiDigits(8)}${this.next(15)}`,
      order,
      fen: asked.fen,
      notifyUrl: asked.notifyUrl,
      status: 'PROCESSING',
      createdAt: this.clock.now(),
      successAt: null,
    };
    this.refunds.set(refund.outRefundNo, refund);
    this.fundsFen -= refund.fen;
    order.state = 'REFUND';
    return refund;
  }

  settle(refund: PayRefund, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED'): void {
    if (refund.status !== 'PROCESSING') return;
    refund.status = status;
    if (status === 'SUCCESS') refund.successAt = this.clock.now();
    if (status === 'CLOSED') this.fundsFen += refund.fen;
  }

  refundsOf(order: PayOrder): PayRefund[] {
    return [...this.refunds.values()].filter((refund) => refund.order === order);
  }

  /** What the money really did, for whoever checks that books agree. */
  ledger(outTradeNo?: string): object[] {
    const orders = outTradeNo === undefined ? [...this.orders.values()] : [this.orders.get(outTradeNo)].filter((one) => one !== undefined);
    return orders.map((order) => {
      const refunds = this.refundsOf(order);
      const sum = (status: PayRefund['status']) =>
        refunds.filter((one) => one.status === status).reduce((total, { fen }) => total + fen, 0);
      return {
        outTradeNo: order.outTradeNo,
        transactionId: order.transactionId,
        state: order.state,
        totalFen: order.totalFen,
        paidFen: order.paidAt === null ? 0 : order.totalFen,
        refundedFen: sum('SUCCESS'),
        refundingFen: sum('PROCESSING'),
        refunds: refunds.map(({ outRefundNo, refundId, fen, status }) => ({ outRefundNo, refundId, fen, status })),
      };
    });
  }

  private opened({ expiresAt, ...asked }: OrderRequest): PayOrder {
    const now = this.clock.now();
    const { payableMs, payableAtLeastMs, payableAtMostMs } = this.limits.pay;
    const until = Math.min(Math.max(expiresAt ?? now + payableMs, now + payableAtLeastMs), now + payableAtMostMs);
    const order: PayOrder = {
      ...asked,
      createdAt: now,
      expiresAt: until,
      state: 'NOTPAY',
      transactionId: null,
      paidAt: null,
      prepays: [],
    };
    this.orders.set(order.outTradeNo, order);
    return order;
  }

  private mustBeOpenAndSame(order: PayOrder, asked: string): void {
    if (order.state === 'CLOSED') throw PayError.of(this.limits.pay.alreadyClosed, '该订单已关闭，请更换商户订单号');
    if (order.state !== 'NOTPAY') throw PayError.of(this.limits.pay.alreadyPaid, '该订单已支付');
    if (order.asked !== asked) throw new PayError(403, 'OUT_TRADE_NO_USED', '商户订单号重复：参数与首次下单时不一致');
  }

  private mustBeRefundable(order: PayOrder, asked: { fen: number; totalFen: number }): void {
    const { refundableMs, partialRefundsMax, partialRefundGapMs, tooSoon } = this.limits.pay;
    const now = this.clock.now();
    const live = this.refundsOf(order).filter(({ status }) => status !== 'CLOSED');
    const taken = live.reduce((total, { fen }) => total + fen, 0);
    const invalid = (why: string) => new PayError(400, 'INVALID_REQUEST', why);
    if (asked.totalFen !== order.totalFen) throw invalid('订单金额与退款请求中的原订单金额不一致');
    if (now - (order.paidAt ?? 0) > refundableMs) throw invalid('订单已超过可退款期限');
    if (taken + asked.fen > order.totalFen) throw invalid('申请退款金额大于订单可退金额');
    if (live.length >= partialRefundsMax) throw invalid('部分退款次数已达上限');
    if (live.some(({ createdAt }) => now - createdAt < partialRefundGapMs)) throw PayError.of(tooSoon, '同一笔订单的退款过于频繁');
    if (asked.fen > this.fundsFen) throw new PayError(403, 'NOT_ENOUGH', '商户可用退款余额不足');
  }

  /** As many digits of Shanghai's 20261122100000. */
  private shanghaiDigits(count: number): string {
    return new Date(this.clock.now() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, count);
  }

  private next(digits: number): string {
    this.serial += 1;
    return String(this.serial).padStart(digits, '0');
  }
}
