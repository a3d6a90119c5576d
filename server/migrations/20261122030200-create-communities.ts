import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTable, id, int, text, time, varchar } from './schema.js';

export class CreateCommunities20261122030200 implements MigrationInterface {
  name = 'CreateCommunities20261122030200';

  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'community', {
      id: id(),
      name: varchar(20),
      description: varchar(200),
      rules: text(),
      cover_file_id: int().nullable(),
      post_right: varchar(10),
      comment_right: varchar(10),
      posts: int().default(0),
      created_at: time(),
      updated_at: time(),
      archived_at: time().nullable(),
    });
    await createTable(
      q,
      'community_segment',
      { community_id: int(), segment_id: int() },
      { primary: ['community_id', 'segment_id'], indexes: [['segment_id']] },
    );
    await createTable(
      q,
      'community_moderator',
      { community_id: int(), staff_id: int() },
      { primary: ['community_id', 'staff_id'], indexes: [['staff_id']] },
    );
    await createTable(
      q,
      'community_join_request',
      {
        community_id: int(),
        member_id: int(),
        reason: varchar(100),
        state: varchar(10),
        requested_at: time(),
        decided_at: time().nullable(),
        decided_by_account_id: int().nullable(),
      },
      { primary: ['community_id', 'member_id'], indexes: [['community_id', 'state', 'requested_at']] },
    );
    await createTable(
      q,
      'post',
      {
        id: id(),
        community_id: int(),
        author_account_id: int(),
        /** Exactly one of the two wrote it. */
        staff_id: int().nullable(),
        member_id: int().nullable(),
        body: text(),
        /** JSON of the pictures as the list shows them: [{ id, width, height }]. */
        pictures: text(),
        /** checking, visible, refused or removed. */
        state: varchar(10),
        refusal: varchar(200).nullable(),
        pinned_at: time().nullable(),
        likes: int().default(0),
        comments: int().default(0),
        views: int().default(0),
        created_at: time(),
        /** When others could first see it: new posts are counted by this. */
        visible_at: time().nullable(),
        removed_at: time().nullable(),
        removed_by_account_id: int().nullable(),
      },
      {
        indexes: [
          ['community_id', 'state', 'id'],
          ['community_id', 'visible_at'],
          ['state', 'id'],
          ['author_account_id', 'id'],
          ['community_id', 'pinned_at'],
        ],
      },
    );
    await createTable(
      q,
      'post_like',
      { post_id: int(), account_id: int(), at: time() },
      { primary: ['post_id', 'account_id'], withoutRowid: true },
    );
    await createTable(
      q,
      'post_view',
      { post_id: int(), account_id: int(), at: time() },
      { primary: ['post_id', 'account_id'], withoutRowid: true },
    );
    await createTable(
      q,
      'post_comment',
      {
        id: id(),
        post_id: int(),
        author_account_id: int(),
        staff_id: int().nullable(),
        member_id: int().nullable(),
        reply_to_id: int().nullable(),
        body: text(),
        state: varchar(10),
        refusal: varchar(200).nullable(),
        created_at: time(),
        removed_at: time().nullable(),
        removed_by_account_id: int().nullable(),
      },
      {
        indexes: [
          ['post_id', 'state', 'id'],
          ['author_account_id', 'id'],
        ],
      },
    );
    await createTable(
      q,
      'media_check',
      {
        id: id(),
        post_id: int(),
        file_id: int(),
        trace_id: varchar(64),
        state: varchar(10),
        asked_at: time(),
        answered_at: time().nullable(),
      },
      { uniques: [['trace_id']], indexes: [['post_id']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = [
      'media_check',
      'post_comment',
      'post_view',
      'post_like',
      'post',
      'community_join_request',
      'community_moderator',
      'community_segment',
      'community',
    ];
    for (const table of tables) await dropTable(q, table);
  }
}
