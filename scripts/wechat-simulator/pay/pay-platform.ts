import type { Limits } from '../limits';
import type { PayAccount } from '../options';
import type { SimulatorClock } from '../state/clock';
import type { Randomness } from '../state/randomness';
import { isSigned, paymentText } from './crypto';
import { PlatformIdentity } from './identity';
import { PayBook, type PayOrder, type PayRefund } from './pay-book';
import { PayFaults } from './pay-faults';
import { PayNotifier } from './pay-notifier';
import { paidView, refundNoticeView } from './pay-views';

export interface PaymentRequest {
  timeStamp?: unknown;
  nonceStr?: unknown;
  package?: unknown;
  signType?: unknown;
  paySign?: unknown;
}

export type RefundOutcome = 'SUCCESS' | 'ABNORMAL' | 'CLOSED';

/** WeChat Pay as a whole: one merchant's account, the payers' phones, and what is told afterwards. */
export class PayPlatform {
  readonly book: PayBook;
  readonly identity: PlatformIdentity;
  readonly notifier: PayNotifier;
  readonly faults = new PayFaults();
  /** How the next refunds end; with none named, well. */
  readonly refundOutcomes: RefundOutcome[] = [];

  constructor(
    readonly account: PayAccount,
    private readonly clock: SimulatorClock,
    random: Randomness,
    private readonly limits: Limits,
  ) {
    this.book = new PayBook(clock, random, limits);
    this.identity = new PlatformIdentity(account, clock, random, limits);
    this.notifier = new PayNotifier(this.identity, clock, random, limits, this.faults);
  }

  /** What wx.requestPayment finds wrong, in its own words; null when the sheet can be shown. */
  requestFault(openid: string, request: PaymentRequest): string | null {
    const { timeStamp, nonceStr, package: packageText, signType, paySign } = request;
    const order = this.book.orderOfPrepay(prepayIdOf(packageText));
    if ([timeStamp, nonceStr, packageText, paySign].some((value) => typeof value !== 'string' || value === '')) {
      return 'requestPayment:fail parameter error: parameter should be String';
    }
    if (signType !== 'RSA' || !order) return 'requestPayment:fail 支付参数错误';
    const text = paymentText(order.appId, String(timeStamp), String(nonceStr), String(packageText));
    if (!isSigned(text, String(paySign), this.account.merchantPublicKey)) return 'requestPayment:fail 支付验证签名失败';
    if (order.openid !== openid) return 'requestPayment:fail 当前微信号与下单用户不一致';
    return this.book.isPayable(order) ? null : 'requestPayment:fail 订单已支付、已关闭或已过期';
  }

  /** Payments that wait for somebody's thumb. */
  pending(openid?: string): { prepayId: string; order: PayOrder }[] {
    const open = [...this.book.orders.values()].filter((order) => this.book.isPayable(order) && (!openid || order.openid === openid));
    return open.flatMap((order) => order.prepays.slice(-1).map(({ id }) => ({ prepayId: id, order })));
  }

  /** The payer agreed. The notice is on its way afterwards: `world.clock.settled()` waits for it. */
  confirm(prepayId: string): boolean {
    const order = this.book.orderOfPrepay(prepayId);
    if (!order || !this.book.isPayable(order)) return false;
    this.book.pay(order);
    this.clock.soon(() => this.announcePaid(order));
    return true;
  }

  /** Ends when the notice has gone out for the first time. */
  paid(order: PayOrder): Promise<void> {
    this.book.pay(order);
    return this.announcePaid(order);
  }

  private announcePaid(order: PayOrder): Promise<void> {
    return this.notifier.announce({
      operation: 'prepay',
      eventType: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      outTradeNo: order.outTradeNo,
      url: order.notifyUrl,
      content: paidView(this.account.mchId, order),
    });
  }

  /** The bank is done with a refund, some time after it was accepted. */
  async refunded(refund: PayRefund): Promise<void> {
    if (refund.status !== 'PROCESSING') return;
    const outcome = this.refundOutcomes.shift() ?? 'SUCCESS';
    this.book.settle(refund, outcome);
    if (refund.notifyUrl === null) return;
    await this.notifier.announce({
      operation: 'refund',
      eventType: `REFUND.${outcome}`,
      summary: outcome === 'SUCCESS' ? '退款成功' : '退款异常',
      outTradeNo: refund.order.outTradeNo,
      url: refund.notifyUrl,
      content: refundNoticeView(this.account.mchId, refund),
    });
  }

  refundLater(refund: PayRefund): void {
    this.clock.after(this.limits.pay.refundTakesMs, () => this.refunded(refund));
  }
}

export function prepayIdOf(packageText: unknown): string {
  return /^prepay_id=(.+)$/.exec(String(packageText ?? ''))?.[1] ?? '';
}
