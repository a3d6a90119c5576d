import { Injectable } from '@nestjs/common';
import type { Sql } from '../platform/database/sql';

export type PaidLine = { orderId: number; orderNumber: string; at: number; fen: number; quantity: number };
/** Before which line a page begins: newer ones, and the same moment's with a larger order, were given already. */
export type BeforeLine = { at: number; orderId: number };

/** What the orders room, a floor above, tells this one when asked. Fen and quantities by base unit. */
export type OrderLookup = {
  /** What a shop paid for a SKU in orders that stand, newest first. */
  paid(sql: Sql, shopId: number, skuId: number, before: BeforeLine | null, limit: number): Promise<PaidLine[]>;
  numbers(sql: Sql, orderIds: readonly number[]): Promise<Map<number, string>>;
  /** How much of each SKU is ordered but not there yet. */
  backOrdered(sql: Sql, skuIds: readonly number[]): Promise<Map<number, number>>;
};

/** The room above puts itself in here when it starts (`onModuleInit`); without it nothing was ever ordered. */
@Injectable()
export class OrderLookups {
  source: OrderLookup | null = null;

  async paid(...about: Parameters<OrderLookup['paid']>): Promise<PaidLine[]> {
    return (await this.source?.paid(...about)) ?? [];
  }

  async numbers(sql: Sql, orderIds: readonly number[]): Promise<Map<number, string>> {
    return orderIds.length === 0 ? new Map() : ((await this.source?.numbers(sql, orderIds)) ?? new Map());
  }

  async backOrdered(sql: Sql, skuIds: readonly number[]): Promise<Map<number, number>> {
    return skuIds.length === 0 ? new Map() : ((await this.source?.backOrdered(sql, skuIds)) ?? new Map());
  }
}
