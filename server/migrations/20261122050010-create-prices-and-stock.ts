import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable, id, int, longtext, money, signed, text, time, varchar } from './schema.js';

/** Prices and their history, house rules, stock, sheets of products, commands that were already carried out. */
export class CreatePricesAndStock20261122050010 implements MigrationInterface {
  name = 'CreatePricesAndStock20261122050010';

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'price_level', {
      id: id(),
      name: varchar(20),
      position: int().default(0),
      permille: int().nullable(),
      /** Letters of the shop levels that have it, `AB`. */
      shop_levels: varchar(8).default(''),
      created_at: time(),
      updated_at: time(),
    });
    await createTable(
      q,
      'price_level_segment',
      { price_level_id: int(), segment_id: int() },
      { primary: ['price_level_id', 'segment_id'], indexes: [['segment_id']] },
    );
    await createTable(q, 'shop_price_level', { shop_id: int(), price_level_id: int() }, { primary: ['shop_id', 'price_level_id'] });
    await createTable(
      q,
      'price_level_sku',
      { price_level_id: int(), sku_id: int(), fen: money() },
      { primary: ['price_level_id', 'sku_id'], indexes: [['sku_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'price_level_discount',
      /** kind product or category: subject is the id as text; brand: its name. */
      { price_level_id: int(), kind: varchar(8), subject: varchar(30), permille: int() },
      { primary: ['price_level_id', 'kind', 'subject'], indexes: [['subject']] },
    );
    await createTable(
      q,
      'customer_price',
      {
        shop_id: int(),
        sku_id: int(),
        fen: money(),
        from_at: time().nullable(),
        until_at: time().nullable(),
        /** What list and cost were when the price was agreed: the guard measures from here. */
        list_fen_then: money(),
        cost_fen_then: money().nullable(),
        set_by_staff_id: int().nullable(),
        set_at: time(),
      },
      { primary: ['shop_id', 'sku_id'], indexes: [['sku_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'last_price',
      {
        shop_id: int(),
        sku_id: int(),
        fen: money(),
        list_fen_then: money(),
        cost_fen_then: money().nullable(),
        order_id: int(),
        at: time(),
      },
      { primary: ['shop_id', 'sku_id'], withoutRowid: true },
    );
    await createTable(
      q,
      'price_change',
      {
        id: id(),
        sku_id: int(),
        /** list, cost, floor or customer. */
        kind: varchar(8),
        shop_id: int().nullable(),
        from_fen: money().nullable(),
        to_fen: money().nullable(),
        staff_id: int().nullable(),
        at: time(),
      },
      {
        indexes: [
          ['sku_id', 'id'],
          ['shop_id', 'sku_id', 'id'],
        ],
      },
    );
    await createTable(
      q,
      'trade_setting',
      { id: int(), settings: text(), version: int(), updated_at: time(), updated_by_staff_id: int().nullable() },
      { primary: ['id'] },
    );

    await createTable(
      q,
      'warehouse',
      {
        id: id(),
        name: varchar(20),
        address: varchar(120).default(''),
        position: int().default(0),
        created_at: time(),
        closed_at: time().nullable(),
      },
      { uniques: [['name']] },
    );
    await createTable(
      q,
      'stock',
      {
        sku_id: int(),
        warehouse_id: int(),
        /** On hand = available + reserved. Signed, so that a lost guard shows as a figure below zero instead of an error. */
        available: signed().default(0),
        reserved: signed().default(0),
        low_below: int().nullable(),
      },
      { primary: ['sku_id', 'warehouse_id'], indexes: [['warehouse_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'stock_movement',
      {
        id: id(),
        sku_id: int(),
        warehouse_id: int(),
        available_change: signed(),
        reserved_change: signed(),
        /** received, counted, damaged, other, reserved, released, shipped, returned, exchanged. */
        reason: varchar(10),
        order_id: int().nullable(),
        return_id: int().nullable(),
        account_id: int().nullable(),
        note: varchar(100).default(''),
        at: time(),
      },
      { indexes: [['sku_id', 'id'], ['order_id']] },
    );
    await createTable(q, 'product_import', {
      id: id(),
      file_id: int(),
      file_name: varchar(120),
      account_id: int(),
      job_id: int().nullable(),
      mapping: text(),
      pictures: longtext(),
      row_count: int().default(0),
      created: int().default(0),
      updated: int().default(0),
      unchanged: int().default(0),
      faulty: int().default(0),
      started_at: time(),
      finished_at: time().nullable(),
    });
    await createTable(
      q,
      'product_import_fault',
      { id: id(), import_id: int(), line: int(), column_name: varchar(40), value: varchar(200), reason: varchar(200), cells: text() },
      { indexes: [['import_id', 'id']] },
    );
    await createTable(
      q,
      'idempotency_key',
      {
        account_id: int(),
        operation: varchar(40),
        idem_key: varchar(64),
        body_hash: varchar(64),
        /** What was made, as the operation wrote it down: its id. */
        answer: varchar(200),
        at: time(),
      },
      { primary: ['account_id', 'operation', 'idem_key'], indexes: [['at']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of [
      'idempotency_key',
      'product_import_fault',
      'product_import',
      'stock_movement',
      'stock',
      'warehouse',
      'trade_setting',
      'price_change',
      'last_price',
      'customer_price',
      'price_level_discount',
      'price_level_sku',
      'shop_price_level',
      'price_level_segment',
      'price_level',
    ])
      await dropTable(q, table);
  }
}
