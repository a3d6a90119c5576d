import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Fragment } from '../../platform/database/sql';
import { NotFound } from '../../platform/errors';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { OrderLookups } from '../order-lookups';
import { stockRows, stockSku, stockSkus } from './stock-rows';

type Movement = {
  id: number;
  at: number;
  warehouseName: string;
  available: number;
  reserved: number;
  reason: string;
  by: string | null;
  orderId: number | null;
  note: string;
};

/** What is there, and how it came to be. */
@Injectable()
export class StockService {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderLookups,
  ) {}

  async list({ q, low, warehouseId, limit, cursor }: Input<'stock.list'>): Promise<Answer<'stock.list'>> {
    const after = (decodeCursor(cursor, ['number'])?.[0] ?? 0) as number;
    const filter = { q, low: low === undefined ? undefined : low === 'true', warehouseId, after, limit: limit + 1 };
    const page = pageOfRows(await stockSkus(this.db, filter), limit, ({ skuId }) => [skuId]);
    const waiting = await this.orders.backOrdered(
      this.db,
      page.rows.map(({ skuId }) => skuId),
    );
    return { items: await stockRows(this.db, page.rows, waiting, warehouseId), next: page.next };
  }

  async get(skuId: number): Promise<Answer<'stock.get'>> {
    const sku = await stockSku(this.db, skuId);
    if (!sku) throw new NotFound();
    const [row] = await stockRows(this.db, [sku], await this.orders.backOrdered(this.db, [skuId]));
    if (!row) throw new NotFound();
    return row;
  }

  async movements({ skuId, warehouseId, limit, cursor }: Input<'stock.movements'>): Promise<Answer<'stock.movements'>> {
    if (!(await stockSku(this.db, skuId))) throw new NotFound();
    const before = (decodeCursor(cursor, ['number'])?.[0] ?? Number.MAX_SAFE_INTEGER) as number;
    const within: Fragment = warehouseId === undefined ? { sql: '', params: [] } : { sql: 'AND m.warehouse_id = ?', params: [warehouseId] };
    const rows = await this.db.query<Movement>(
      `SELECT m.id, m.at, w.name AS warehouseName, m.available_change AS available, m.reserved_change AS reserved, m.reason, a.name AS \`by\`,
         m.order_id AS orderId, m.note
       FROM stock_movement m JOIN warehouse w ON w.id = m.warehouse_id LEFT JOIN account a ON a.id = m.account_id
       WHERE m.sku_id = ? AND m.id < ? ${within.sql} ORDER BY m.id DESC LIMIT ?`,
      [skuId, before, ...within.params, limit + 1],
    );
    const page = pageOfRows(rows, limit, ({ id }) => [id]);
    const numbers = await this.orders.numbers(
      this.db,
      page.rows.flatMap(({ orderId }) => orderId ?? []),
    );
    return {
      items: page.rows.map(({ at, available, reserved, orderId, ...row }) => ({
        ...row,
        at: new Date(at).toISOString(),
        onHandChange: available + reserved,
        reservedChange: reserved,
        orderId,
        orderNumber: orderId === null ? null : (numbers.get(orderId) ?? null),
      })),
      next: page.next,
    };
  }
}
