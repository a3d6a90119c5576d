import type { PaymentView } from '@dianquan/shared/contract/payments';

/**
 * Money has arrived: by WeChat, confirmed by finance, or taken from what was prepaid. Published once for a payment, in the transaction that
 * records it, also when the order has been closed meanwhile: whoever keeps orders gives it back then, by `OrderPayments.refund`. What
 * arrives twice for an open order is given back here, right after this event.
 */
export class PaymentSettled {
  constructor(
    readonly paymentId: number,
    readonly orderId: number | null,
    readonly shopId: number,
    readonly fen: number,
    readonly method: PaymentView['method'],
    readonly at: number,
  ) {}
}

/** Money has gone back for certain. Published once for a refund, in the transaction that records it. */
export class PaymentRefunded {
  constructor(
    readonly paymentId: number,
    readonly orderId: number | null,
    readonly fen: number,
    readonly at: number,
  ) {}
}

/** Finance has answered what a shop objects to in its statement. Published in the transaction that records it. */
export class StatementReplied {
  constructor(
    readonly shopId: number,
    readonly month: string,
    readonly lineId: number,
    readonly text: string,
    readonly at: number,
  ) {}
}
