import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, createTable, dropTable, id, int, money, text, time, varchar } from './schema.js';

/** Carts, orders with their workflow, shipments, returns. */
export class CreateOrders20261122050200 implements MigrationInterface {
  name = 'CreateOrders20261122050200';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'cart',
      { id: id(), shop_id: int(), account_id: int(), version: int().default(1), updated_at: time() },
      { uniques: [['account_id', 'shop_id']] },
    );
    await createTable(
      q,
      'cart_line',
      { cart_id: int(), sku_id: int(), unit: varchar(8), quantity: int(), note: varchar(60).default(''), added_at: time() },
      { primary: ['cart_id', 'sku_id', 'unit'], withoutRowid: true },
    );
    await createTable(
      q,
      'delivery_address',
      {
        id: id(),
        shop_id: int(),
        contact: varchar(30),
        phone: varchar(20),
        region_code: varchar(9).nullable(),
        address: varchar(120),
        is_default: bool().default(0),
        removed_at: time().nullable(),
      },
      { indexes: [['shop_id', 'id']] },
    );
    await createTable(q, 'order_counter', { day: varchar(8), next: int() }, { primary: ['day'] });
    await createTable(q, 'workflow_version', {
      id: id(),
      steps: text(),
      shop_cancel_until: varchar(16),
      set_by_staff_id: int().nullable(),
      at: time(),
    });
    await createTable(
      q,
      'shop_order',
      {
        id: id(),
        number: varchar(20),
        shop_id: int(),
        account_id: int(),
        /** Set when a member of staff placed it for the shop. */
        placed_by_staff_id: int().nullable(),
        /** The shop's salesperson when it was placed. */
        staff_id: int().nullable(),
        region_code: varchar(9).nullable(),
        state: varchar(16),
        /** The step that is waited for; NULL once closed. */
        next_step: varchar(16).nullable(),
        due_at: time().nullable(),
        reminded_at: time().nullable(),
        workflow_version_id: int(),
        awaiting_agreement: bool().default(0),
        needs_approval: bool().default(0),
        needs_finance: bool().default(0),
        payment_method: varchar(8),
        total_fen: money(),
        paid_fen: money().default(0),
        refunded_fen: money().default(0),
        /** Worth of what came back: nobody owes it any more. */
        returned_fen: money().default(0),
        /** Charged to the ledger so far: goods that left. */
        charged_fen: money().default(0),
        kinds: int(),
        /** JSON of the first three names, for lists. */
        titles: varchar(400),
        address: text().nullable(),
        wish: varchar(200).default(''),
        source_kind: varchar(12),
        source_id: int().nullable(),
        /** Of the Shanghai day, YYYYMMDD. */
        day: int(),
        placed_at: time(),
        state_at: time(),
        /** A reservation that nobody pays for ends here. */
        expires_at: time().nullable(),
        closed_at: time().nullable(),
        version: int().default(1),
      },
      {
        uniques: [['number']],
        indexes: [
          ['shop_id', 'id'],
          ['next_step', 'due_at'],
          ['staff_id', 'id'],
          ['expires_at'],
          ['day', 'id'],
          ['source_kind', 'source_id'],
        ],
      },
    );
    await createTable(
      q,
      'order_line',
      {
        order_id: int(),
        line: int(),
        shop_id: int(),
        sku_id: int(),
        product_id: int(),
        category_id: int(),
        staff_id: int().nullable(),
        region_code: varchar(9).nullable(),
        day: int(),
        name: varchar(80),
        spec: varchar(60),
        code: varchar(40),
        unit: varchar(8),
        factor: int(),
        /** In `unit`. */
        quantity: int(),
        /** Fen for one `unit`. */
        unit_fen: money(),
        total_fen: money(),
        list_fen: money(),
        cost_fen: money().nullable(),
        /** customer, last, level or list; with ladder and floor told by a + and a _. */
        price_rule: varchar(12),
        note: varchar(60).default(''),
        /** Base units. */
        shipped: int().default(0),
        back_ordered: int().default(0),
        returned: int().default(0),
        before_quantity: int().nullable(),
        before_unit_fen: money().nullable(),
        /** Of the order: sales don't count what was called off. */
        cancelled: bool().default(0),
      },
      {
        primary: ['order_id', 'line'],
        indexes: [
          ['shop_id', 'sku_id', 'order_id'],
          ['day', 'cancelled'],
          ['sku_id', 'back_ordered'],
        ],
        withoutRowid: true,
      },
    );
    await createTable(
      q,
      'order_allocation',
      { order_id: int(), line: int(), warehouse_id: int(), quantity: int(), shipped: int().default(0) },
      { primary: ['order_id', 'line', 'warehouse_id'], withoutRowid: true },
    );
    await createTable(
      q,
      'order_step',
      {
        order_id: int(),
        seq: int(),
        step: varchar(16),
        from_state: varchar(16),
        to_state: varchar(16),
        account_id: int().nullable(),
        staff_id: int().nullable(),
        note: varchar(200).default(''),
        detail: text().nullable(),
        at: time(),
      },
      { primary: ['order_id', 'seq'], indexes: [['step', 'at']], withoutRowid: true },
    );
    await createTable(
      q,
      'shipment',
      {
        id: id(),
        number: varchar(24),
        order_id: int(),
        warehouse_id: int(),
        courier_staff_id: int().nullable(),
        receipt_code: varchar(4),
        /** Tries that failed; after a few of them only a photo counts. */
        wrong_codes: int().default(0),
        /** JSON [{ line, quantity }], base units. */
        lines_json: text(),
        shipped_at: time(),
        delivered_at: time().nullable(),
        delivered_by_account_id: int().nullable(),
      },
      { uniques: [['number']], indexes: [['order_id'], ['courier_staff_id', 'delivered_at']] },
    );
    await createTable(
      q,
      'return_request',
      {
        id: id(),
        number: varchar(24),
        order_id: int(),
        shop_id: int(),
        /** return, exchange or damage. */
        kind: varchar(8),
        /** requested, approved, refused or received. */
        state: varchar(10),
        reason: varchar(200),
        /** JSON [{ line, quantity, agreed, fen }], base units. */
        lines_json: text(),
        total_fen: money(),
        account_id: int(),
        requested_at: time(),
        decided_by_staff_id: int().nullable(),
        decided_at: time().nullable(),
        decision_note: varchar(200).default(''),
        received_by_staff_id: int().nullable(),
        received_at: time().nullable(),
        refund_fen: money().nullable(),
      },
      { uniques: [['number']], indexes: [['shop_id', 'id'], ['order_id'], ['state', 'id']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of [
      'return_request',
      'shipment',
      'order_step',
      'order_allocation',
      'order_line',
      'shop_order',
      'workflow_version',
      'order_counter',
      'delivery_address',
      'cart_line',
      'cart',
    ])
      await dropTable(q, table);
  }
}
