import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, createTable, dropTable, id, int, time, varchar } from './schema.js';

export class CreateInvitations20261122030100 implements MigrationInterface {
  name = 'CreateInvitations20261122030100';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'invitation',
      {
        id: id(),
        code: varchar(32),
        via: varchar(6),
        /** Exactly one of the two issued it. */
        staff_id: int().nullable(),
        member_id: int().nullable(),
        /** The invitation that was passed on, and the salesperson at the head of the chain. */
        parent_id: int().nullable(),
        root_staff_id: int().nullable(),
        depth: int().default(0),
        community_id: int().nullable(),
        prospect_shop_id: int().nullable(),
        campaign: varchar(40).nullable(),
        use_limit: int().nullable(),
        used: int().default(0),
        landed: int().default(0),
        expires_at: time().nullable(),
        revoked_at: time().nullable(),
        created_at: time(),
      },
      {
        uniques: [['code']],
        indexes: [
          ['staff_id', 'id'],
          ['member_id', 'id'],
          ['root_staff_id', 'created_at'],
        ],
      },
    );
    await createTable(
      q,
      'attribution',
      {
        /** One row a person, for good. */
        account_id: int(),
        member_id: int(),
        shop_id: int(),
        invitation_id: int(),
        staff_id: int().nullable(),
        inviter_member_id: int().nullable(),
        root_staff_id: int().nullable(),
        /** The shop was unknown until this join. */
        stranger: bool(),
        /** The first person of the shop. */
        first_of_shop: bool(),
        at: time(),
      },
      {
        primary: ['account_id'],
        indexes: [['root_staff_id', 'at'], ['staff_id', 'at'], ['inviter_member_id', 'at'], ['shop_id', 'at'], ['at']],
      },
    );
    await createTable(
      q,
      'invitation_event',
      {
        id: id(),
        /** created, landed, accepted, rejected or revoked. */
        kind: varchar(10),
        invitation_id: int().nullable(),
        account_id: int().nullable(),
        member_id: int().nullable(),
        shop_id: int().nullable(),
        root_staff_id: int().nullable(),
        stranger: bool().default(0),
        first_of_shop: bool().default(0),
        reason: varchar(20).nullable(),
        at: time(),
      },
      { indexes: [['at'], ['invitation_id', 'id'], ['kind', 'id']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['invitation_event', 'attribution', 'invitation']) await dropTable(q, table);
  }
}
