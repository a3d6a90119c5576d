import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, createTable, dropTable, id, int, money, text, time, varchar } from './schema.js';

/** Products, SKUs, what finds them, what is offered with a notice. */
export class CreateCatalogue20261122050000 implements MigrationInterface {
  name = 'CreateCatalogue20261122050000';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'category',
      {
        id: id(),
        /** 0 = a root: NULL would make the name's uniqueness void. */
        parent_id: int().default(0),
        name: varchar(20),
        /** Ids from the root down, `/3/17/`: everything below is a range. */
        path: varchar(60),
        position: int().default(0),
        /** Its place when the whole tree is read from the top: everything below it follows in one range. */
        place: int().default(0),
        created_at: time(),
      },
      { uniques: [['parent_id', 'name']] },
    );
    await createTable(
      q,
      'product',
      {
        id: id(),
        name: varchar(80),
        brand: varchar(30).default(''),
        category_id: int(),
        /** Of the category, kept with it; a list below a category is one range of its place. */
        category_path: varchar(60),
        category_place: int().default(0),
        description: text(),
        attributes: text(),
        keywords: varchar(500),
        /** JSON of the pictures as the list shows them: [{ id, width, height }]. */
        pictures: text(),
        /** On sale. */
        sku_count: int().default(0),
        has_hidden: bool().default(0),
        /** NULL = on sale. */
        off_sale_at: time().nullable(),
        /** On sale, and a SKU of it is. */
        is_listed: bool().default(0),
        /** What a search's finds are verified on; kept with the grams. */
        search_text: text().nullable(),
        search_sound: text().nullable(),
        version: int().default(1),
        created_at: time(),
        updated_at: time(),
      },
      {
        uniques: [['name', 'brand']],
        indexes: [['category_place', 'id'], ['brand', 'category_place', 'id'], ['category_id']],
      },
    );
    await createTable(
      q,
      'sku',
      {
        id: id(),
        product_id: int(),
        code: varchar(40),
        spec: varchar(60).default(''),
        barcode: varchar(14).nullable(),
        base_unit: varchar(8),
        /** JSON [{ name, factor }] of the larger units; the base unit is not in it. */
        units: varchar(300),
        minimum: int().default(1),
        step: int().default(1),
        maximum: int().nullable(),
        /** Fen for one base unit. */
        list_fen: money(),
        cost_fen: money().nullable(),
        floor_fen: money().nullable(),
        /** JSON [{ from, fen }], rising quantities in base units. */
        ladder: varchar(500),
        position: int().default(0),
        off_sale_at: time().nullable(),
        created_at: time(),
        updated_at: time(),
      },
      { uniques: [['code'], ['barcode']], indexes: [['product_id', 'position', 'id']] },
    );
    await createTable(
      q,
      'product_gram',
      { gram: varchar(16), product_id: int(), weight: int() },
      { primary: ['gram', 'product_id'], indexes: [['product_id'], ['gram', 'weight', 'product_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'product_hidden_segment',
      { product_id: int(), segment_id: int() },
      { primary: ['product_id', 'segment_id'], indexes: [['segment_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'favourite',
      { shop_id: int(), account_id: int(), sku_id: int(), quantity: int(), unit: varchar(8), added_at: time() },
      { primary: ['account_id', 'shop_id', 'sku_id'], indexes: [['shop_id', 'sku_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'order_set',
      { kind: varchar(12), subject_id: int(), title: varchar(30), lines_json: text(), set_by_account_id: int(), updated_at: time() },
      { primary: ['kind', 'subject_id'] },
    );
    await createTable(
      q,
      'order_set_sku',
      { kind: varchar(12), subject_id: int(), sku_id: int() },
      { primary: ['kind', 'subject_id', 'sku_id'], indexes: [['sku_id']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['order_set_sku', 'order_set', 'favourite', 'product_hidden_segment', 'product_gram', 'sku', 'product', 'category'])
      await dropTable(q, table);
  }
}
