import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex } from './schema.js';

/** Finding shops near a place, and sessions that have run out. */
export class IndexShopPositions20261122040000 implements MigrationInterface {
  name = 'IndexShopPositions20261122040000';

  async up(q: QueryRunner): Promise<void> {
    await createIndex(q, 'shop', ['latitude', 'longitude']);
    await createIndex(q, 'session', ['expires_at']);
  }

  async down(q: QueryRunner): Promise<void> {
    await dropIndex(q, 'session', ['expires_at']);
    await dropIndex(q, 'shop', ['latitude', 'longitude']);
  }
}
