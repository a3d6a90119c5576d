import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn, int } from './schema.js';

/** How many people of a shop its segments count, so that a change can be added to their totals as a difference. */
export class CountPeopleOfSegments20261122041000 implements MigrationInterface {
  name = 'CountPeopleOfSegments20261122041000';

  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'shop', 'counted_people', int().default(0));
  }

  async down(q: QueryRunner): Promise<void> {
    await dropColumn(q, 'shop', 'counted_people');
  }
}
