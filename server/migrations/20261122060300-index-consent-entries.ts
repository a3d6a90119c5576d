import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex } from './schema.js';

const KEYS = ['account_id', 'template_id', 'kind'];

/** What is asked of one person's entries must not walk those of everybody, which is what SQLite takes for shorter without this index. */
export class IndexConsentEntries20261122060300 implements MigrationInterface {
  name = 'IndexConsentEntries20261122060300';

  async up(q: QueryRunner): Promise<void> {
    await createIndex(q, 'push_consent_entry', KEYS);
  }

  async down(q: QueryRunner): Promise<void> {
    await dropIndex(q, 'push_consent_entry', KEYS);
  }
}
