import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, type Column, createTable, dropTable, id, int, longtext, text, time, varchar } from './schema.js';

const counts = (...names: string[]): Record<string, Column> => Object.fromEntries(names.map((name) => [name, int().default(0)]));

/** The inbox of delivery, announcements, their recipients and the counts that are kept beside them. */
export class CreateAnnouncements20261122030300 implements MigrationInterface {
  name = 'CreateAnnouncements20261122030300';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'inbox_item',
      {
        id: id(),
        account_id: int(),
        /** The membership it concerns; null for staff and for the person as such. */
        member_id: int().nullable(),
        kind: varchar(20),
        title: varchar(120),
        excerpt: varchar(200),
        page: varchar(200),
        /** The same thing told twice is one item. */
        subject: varchar(80),
        created_at: time(),
        read_at: time().nullable(),
      },
      { uniques: [['account_id', 'subject']], indexes: [['account_id', 'read_at', 'id']] },
    );
    await createTable(
      q,
      'announcement',
      {
        id: id(),
        staff_id: int(),
        title: varchar(60),
        category: varchar(12),
        /** JSON: blocks. */
        blocks: longtext(),
        excerpt: varchar(160),
        attachment_file_ids: varchar(200),
        cover_file_id: int().nullable(),
        button: text().nullable(),
        call_salesperson: bool(),
        must_acknowledge: bool(),
        question: text().nullable(),
        /** JSON: segments and shops, with and without. */
        audience: text(),
        publish_at: time().nullable(),
        open_until: time().nullable(),
        /** draft, scheduled, publishing, published or withdrawn. */
        state: varchar(10),
        job_id: int().nullable(),
        created_at: time(),
        updated_at: time(),
        published_at: time().nullable(),
        withdrawn_at: time().nullable(),
        corrected_at: time().nullable(),
        correction_note: varchar(100).nullable(),
      },
      { indexes: [['state', 'publish_at'], ['published_at']] },
    );
    await createTable(
      q,
      'announcement_recipient',
      {
        announcement_id: int(),
        member_id: int(),
        shop_id: int(),
        is_owner: bool(),
        /** First arrived in this person's app: listed at home or in the inbox. */
        delivered_at: time().nullable(),
        read_at: time().nullable(),
        last_read_at: time().nullable(),
        read_seconds: int().default(0),
        acknowledged_at: time().nullable(),
        understood_at: time().nullable(),
        reminded_at: time().nullable(),
      },
      { primary: ['announcement_id', 'member_id'], indexes: [['member_id', 'announcement_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'announcement_shop',
      {
        announcement_id: int(),
        shop_id: int(),
        region_code: varchar(9).nullable(),
        owner_staff_id: int().nullable(),
        /** The audience's segments that the shop was in when it was addressed: `,3,17,`. */
        segment_ids: varchar(300),
        ...counts('people', 'owners', 'delivered', 'owners_read', 'clerks_read', 'acknowledged', 'understood'),
      },
      { primary: ['announcement_id', 'shop_id'], indexes: [['shop_id', 'announcement_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'announcement_tally',
      {
        announcement_id: int(),
        /** all, owner, clerk, segment, region (six digits) or salesperson. */
        dimension: varchar(12),
        key_value: varchar(20),
        ...counts(
          'people',
          'delivered',
          'people_read',
          'acknowledged',
          'understood',
          'shops',
          'shops_reached',
          'shops_owner_read',
          'shops_fully_read',
          'shops_understood',
        ),
      },
      { primary: ['announcement_id', 'dimension', 'key_value'], withoutRowid: true },
    );
    await createTable(
      q,
      'announcement_chunk',
      {
        announcement_id: int(),
        number: int(),
        first_member_id: int(),
        last_member_id: int(),
        people: int().default(0),
        unread: int().default(0),
        done_at: time().nullable(),
      },
      { primary: ['announcement_id', 'number'], indexes: [['announcement_id', 'first_member_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'announcement_call',
      { announcement_id: int(), member_id: int(), staff_id: int(), result: varchar(10), note: varchar(100), at: time() },
      { primary: ['announcement_id', 'member_id'], withoutRowid: true },
    );
    await createTable(
      q,
      'announcement_reminder',
      { id: id(), announcement_id: int(), staff_id: int(), people: int(), at: time() },
      { indexes: [['announcement_id', 'at']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = [
      'announcement_reminder',
      'announcement_call',
      'announcement_chunk',
      'announcement_tally',
      'announcement_shop',
      'announcement_recipient',
      'announcement',
      'inbox_item',
    ];
    for (const table of tables) await dropTable(q, table);
  }
}
