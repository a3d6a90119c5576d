import type { OrderState } from '@dianquan/shared/workflow';

/** What this room tells the floors above it, inside the transaction in which it happens. */

export class OrderPlaced {
  constructor(
    readonly orderId: number,
    readonly shopId: number,
    readonly totalFen: number,
    readonly at: number,
  ) {}
}

export class OrderMoved {
  constructor(
    readonly orderId: number,
    readonly from: OrderState,
    readonly to: OrderState,
    readonly at: number,
  ) {}
}

export class OrderCancelled {
  constructor(
    readonly orderId: number,
    readonly shopId: number,
    readonly totalFen: number,
    /** When it was placed: the figures of that day lose it. */
    readonly placedAt: number,
    readonly at: number,
  ) {}
}
