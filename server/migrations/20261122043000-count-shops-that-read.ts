import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, int } from './schema.js';

/** How many shops have anybody who read a notice, kept beside its other counts. */
export class CountShopsThatRead20261122043000 implements MigrationInterface {
  name = 'CountShopsThatRead20261122043000';

  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'announcement_tally', 'shops_read', int().default(0));
  }

  async down(q: QueryRunner): Promise<void> {
    await dropColumn(q, 'announcement_tally', 'shops_read');
  }
}
