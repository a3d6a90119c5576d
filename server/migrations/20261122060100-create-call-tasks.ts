import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, createTable, dropIndex, dropTable, int, time } from './schema.js';

/** Unread notices that became calls to make, and finding a person by the id that WeCom knows them under. */
export class CreateCallTasks20261122060100 implements MigrationInterface {
  name = 'CreateCallTasks20261122060100';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'announcement_task',
      {
        announcement_id: int(),
        member_id: int(),
        shop_id: int(),
        created_at: time(),
      },
      { primary: ['announcement_id', 'member_id'], indexes: [['shop_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'announcement_call_round',
      {
        announcement_id: int(),
        /** When its unread were last made into tasks. */
        made_at: time(),
      },
      { primary: ['announcement_id'], withoutRowid: true },
    );
    await createIndex(q, 'account', ['unionid']);
  }

  async down(q: QueryRunner): Promise<void> {
    await dropIndex(q, 'account', ['unionid']);
    await dropTable(q, 'announcement_call_round');
    await dropTable(q, 'announcement_task');
  }
}
