import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, createTable, dropTable, id, int, longtext, text, time, varchar } from './schema';

export class CreatePlatform implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'outbox_job',
      {
        id: id(),
        topic: varchar(80),
        payload: longtext(),
        /** 'waiting', 'running', 'done' or 'dead'. */
        status: varchar(10),
        /** When it may be claimed: due date, end of the backoff, or end of the running lease; null once it is over. */
        claimable_at: time().nullable(),
        created_at: time(),
        /** Unique among jobs that are not over; null once they are. */
        unique_key: varchar(120).nullable(),
        attempts: int().default(0),
        lease_owner: varchar(60).nullable(),
        state: longtext().nullable(),
        progress_done: int().nullable(),
        progress_total: int().nullable(),
        reason: text().nullable(),
        finished_at: time().nullable(),
      },
      { uniques: [['unique_key']], indexes: [['claimable_at'], ['status', 'finished_at']] },
    );
    await createTable(q, 'schedule', { name: varchar(80), next_at: time(), last_at: time().nullable() }, { primary: ['name'] });
    await createTable(
      q,
      'audit_entry',
      {
        seq: int(),
        at: time(),
        actor_staff_id: int().nullable(),
        actor_account_id: int().nullable(),
        actor_name: varchar(60).nullable(),
        action: varchar(60),
        subject: varchar(80),
        detail: longtext(),
        previous_hash: varchar(64),
        hash: varchar(64),
      },
      {
        primary: ['seq'],
        indexes: [
          ['subject', 'seq'],
          ['action', 'seq'],
          ['actor_staff_id', 'seq'],
        ],
      },
    );
    await createTable(q, 'audit_head', { id: int(), seq: int(), hash: varchar(64) }, { primary: ['id'] });
    await q.query('INSERT INTO audit_head (id, seq, hash) VALUES (?, ?, ?)', [1, 0, '0'.repeat(64)]);
    await createTable(
      q,
      'platform_token',
      {
        name: varchar(60),
        value: text().nullable(),
        expires_at: time().default(0),
        /** Who refreshes it just now, and until when nobody else does. */
        refresh_owner: varchar(60).nullable(),
        refresh_lease_until: time().default(0),
        updated_at: time().default(0),
      },
      { primary: ['name'] },
    );
    await createTable(
      q,
      'stored_file',
      {
        id: id(),
        sha256: varchar(64),
        size: int(),
        mime: varchar(120),
        name: varchar(255),
        width: int().nullable(),
        height: int().nullable(),
        has_thumb: bool().default(0),
        owner_account_id: int().nullable(),
        attached_kind: varchar(20).nullable(),
        attached_id: int().nullable(),
        created_at: time(),
        deleted_at: time().nullable(),
      },
      { indexes: [['attached_kind', 'attached_id'], ['owner_account_id', 'created_at'], ['sha256']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['stored_file', 'platform_token', 'audit_head', 'audit_entry', 'schedule', 'outbox_job']) await dropTable(q, table);
  }
}
