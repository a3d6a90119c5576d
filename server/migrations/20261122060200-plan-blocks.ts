import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, bool, dropColumn, int, text, time, varchar } from './schema.js';

/** Those of a range whom no row speaks of, where all of them go through one channel: see `delivery/blocks`. */
export class PlanBlocks20261122060200 implements MigrationInterface {
  name = 'PlanBlocks20261122060200';

  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'push_campaign', 'has_blocks', bool().default(0));
    await addColumn(q, 'push_range', 'block_channel', varchar(16).nullable());
    /** planned, held, sent, refused or cancelled. */
    await addColumn(q, 'push_range', 'block_state', varchar(12).nullable());
    await addColumn(q, 'push_range', 'block_people', int().default(0));
    /** A bit for each member id of the range, in base64. */
    await addColumn(q, 'push_range', 'block_members', text().nullable());
    await addColumn(q, 'push_range', 'block_due_at', time().nullable());
  }

  async down(q: QueryRunner): Promise<void> {
    for (const name of ['due_at', 'members', 'people', 'state', 'channel']) await dropColumn(q, 'push_range', `block_${name}`);
    await dropColumn(q, 'push_campaign', 'has_blocks');
  }
}
