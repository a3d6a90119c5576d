import { nextStep, type OrderFacts } from '@dianquan/shared/workflow';
import { dueAt } from '@dianquan/shared/workflow-switch';
import { StockMoves } from '../../src/catalogue/stock/stock-moves';
import { WorkflowStore } from '../../src/orders/workflow/workflow-store';
import { Balances } from '../../src/payments/balances';
import type { TestApp } from '../app';
import { unique } from './unique';

export type BuiltSku = { skuId: number; productId: number; listFen: number; factor: number };

export async function buildWarehouse(t: TestApp, name = `仓库${unique()}`, position = 0): Promise<number> {
  const values = [name, position, t.clock.now()];
  return (await t.db.execute('INSERT INTO warehouse (name, position, created_at) VALUES (?, ?, ?)', values)).insertId;
}

/** A product of one SKU, sold by the piece and by the box, with stock in the warehouses given. */
export async function buildSku(
  t: TestApp,
  { stock = {}, listFen = 1000, factor = 12 }: { stock?: Record<number, number>; listFen?: number; factor?: number } = {},
): Promise<BuiltSku> {
  const now = t.clock.now();
  const name = `螺丝${unique()}`;
  const product = await t.db.execute(
    `INSERT INTO product (name, category_id, category_path, description, attributes, keywords, pictures, created_at, updated_at)
     VALUES (?, 1, '/1/', '', '[]', '[]', '[]', ?, ?)`,
    [name, now, now],
  );
  const sku = await t.db.execute(
    `INSERT INTO sku (product_id, code, base_unit, units, list_fen, ladder, created_at, updated_at) VALUES (?, ?, '个', ?, ?, '[]', ?, ?)`,
    [product.insertId, `SKU-${unique()}`, JSON.stringify([{ name: '箱', factor }]), listFen, now, now],
  );
  for (const [warehouseId, units] of Object.entries(stock)) await receive(t, sku.insertId, Number(warehouseId), units);
  return { skuId: sku.insertId, productId: product.insertId, listFen, factor };
}

export async function receive(t: TestApp, skuId: number, warehouseId: number, units: number): Promise<void> {
  const moves = t.app.get(StockMoves, { strict: false });
  await t.db.transaction((tx) => moves.apply(tx, [{ skuId, warehouseId, available: units, reserved: 0, reason: 'received' }]));
}

export type OrderOverrides = {
  shopId: number;
  accountId: number;
  lines: { sku: BuiltSku; quantity: number; boxes?: boolean; from: Record<number, number>; backOrdered?: number }[];
  payment?: OrderFacts['payment'];
  needsFinance?: boolean;
};

/** An order just placed, as placing leaves it: reserved, and open on account where it is. */
export async function buildOrder(
  t: TestApp,
  { shopId, accountId, lines, payment = 'account', needsFinance = false }: OrderOverrides,
): Promise<number> {
  const now = t.clock.now();
  const { id: versionId, workflow } = await t.app.get(WorkflowStore, { strict: false }).current(t.db);
  const priced = lines.map((one, i) => {
    const factor = one.boxes ? one.sku.factor : 1;
    return { ...one, line: i + 1, factor, unitFen: one.sku.listFen * factor, totalFen: one.sku.listFen * factor * one.quantity };
  });
  const totalFen = priced.reduce((sum, line) => sum + line.totalFen, 0);
  const facts: OrderFacts = {
    state: 'submitted',
    needsApproval: false,
    needsFinance,
    awaitingAgreement: false,
    payment,
    paid: totalFen === 0,
    shipped: 'none',
    backOrdered: lines.some(({ backOrdered }) => backOrdered),
    placedBy: accountId,
  };
  const next = nextStep(facts, workflow)!;
  const number = `DD20261122-${String(unique()).padStart(6, '0')}`;
  const moves = t.app.get(StockMoves, { strict: false });
  const balances = t.app.get(Balances, { strict: false });
  return t.db.transaction(async (tx) => {
    const { insertId: orderId } = await tx.execute(
      `INSERT INTO shop_order (number, shop_id, account_id, state, next_step, due_at, workflow_version_id, needs_finance, payment_method,
         total_fen, kinds, titles, source_kind, day, placed_at, state_at) VALUES (?, ?, ?, 'submitted', ?, ?, ?, ?, ?, ?, ?, '[]', 'cart', 20261122, ?, ?)`,
      [
        number,
        shopId,
        accountId,
        next,
        dueAt(now, next, workflow),
        versionId,
        needsFinance ? 1 : 0,
        payment,
        totalFen,
        lines.length,
        now,
        now,
      ],
    );
    for (const { sku, line, factor, quantity, unitFen, totalFen: fen, from, backOrdered = 0 } of priced) {
      await tx.execute(
        `INSERT INTO order_line (order_id, line, shop_id, sku_id, product_id, category_id, day, name, spec, code, unit, factor, quantity,
           unit_fen, total_fen, list_fen, price_rule, back_ordered) VALUES (?, ?, ?, ?, ?, 1, 20261122, ?, '', 'C', ?, ?, ?, ?, ?, ?, 'list', ?)`,
        [
          orderId,
          line,
          shopId,
          sku.skuId,
          sku.productId,
          `商品${line}`,
          factor === 1 ? '个' : '箱',
          factor,
          quantity,
          unitFen,
          fen,
          sku.listFen,
          backOrdered,
        ],
      );
      for (const [warehouse, units] of Object.entries(from)) {
        await tx.execute('INSERT INTO order_allocation (order_id, line, warehouse_id, quantity) VALUES (?, ?, ?, ?)', [
          orderId,
          line,
          Number(warehouse),
          units,
        ]);
        await moves.apply(tx, [
          { skuId: sku.skuId, warehouseId: Number(warehouse), available: -units, reserved: units, reason: 'reserved', orderId },
        ]);
      }
    }
    await tx.execute(
      `INSERT INTO order_step (order_id, seq, step, from_state, to_state, account_id, at) VALUES (?, 1, 'placement', '', 'submitted', ?, ?)`,
      [orderId, accountId, now],
    );
    if (payment === 'account') await balances.open(tx, shopId, totalFen);
    return orderId;
  });
}
