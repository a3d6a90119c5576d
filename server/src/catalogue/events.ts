/** What this room tells the floors above it, inside the transaction in which it happens. */

/** More of these SKUs can be had than before: what waits for them may be served. */
export class StockReceived {
  constructor(readonly skuIds: number[]) {}
}

/** A SKU crossed its low-stock threshold from above. */
export class StockLow {
  constructor(readonly skuIds: number[]) {}
}
