import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, time } from './schema.js';

/** What a level says may be kept in memory for as long as its version stays. */
export class VersionPriceLevels20261122051000 implements MigrationInterface {
  name = 'VersionPriceLevels20261122051000';

  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'price_level', 'version', time().default(0));
  }

  async down(q: QueryRunner): Promise<void> {
    await dropColumn(q, 'price_level', 'version');
  }
}
