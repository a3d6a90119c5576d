import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex } from './schema.js';

/** Nothing looks for the announcements of one shop, and publishing to a million people wrote this index for each of their shops. */
export class DropAnnouncementsOfShopIndex20261122042000 implements MigrationInterface {
  name = 'DropAnnouncementsOfShopIndex20261122042000';

  async up(q: QueryRunner): Promise<void> {
    await dropIndex(q, 'announcement_shop', ['shop_id', 'announcement_id']);
  }

  async down(q: QueryRunner): Promise<void> {
    await createIndex(q, 'announcement_shop', ['shop_id', 'announcement_id']);
  }
}
