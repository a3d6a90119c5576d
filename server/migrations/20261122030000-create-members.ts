import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, createTable, double, dropTable, id, int, money, text, time, varchar } from './schema.js';

/** Who signs in, staff, shops and their people, segments, imports. */
export class CreateMembers20261122030000 implements MigrationInterface {
  name = 'CreateMembers20261122030000';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'account',
      {
        id: id(),
        provider: varchar(10),
        /** openid of WeChat, userid of WeCom; `erased:ID` after an erasure. */
        external_id: varchar(64),
        unionid: varchar(64).nullable(),
        name: varchar(60).nullable(),
        phone: varchar(20).nullable(),
        /** The platform vouched for the number; a typed one is only claimed. */
        phone_verified: bool().default(0),
        avatar_file_id: int().nullable(),
        consent_version: varchar(20).nullable(),
        consented_at: time().nullable(),
        created_at: time(),
        updated_at: time(),
        erased_at: time().nullable(),
      },
      { uniques: [['provider', 'external_id']], indexes: [['phone']] },
    );
    await createTable(
      q,
      'session',
      {
        id: id(),
        account_id: int(),
        token_hash: varchar(64),
        member_id: int().nullable(),
        created_at: time(),
        expires_at: time(),
        revoked_at: time().nullable(),
      },
      { uniques: [['token_hash']], indexes: [['account_id']] },
    );
    await createTable(q, 'actor_change', { id: id(), account_id: int(), at: time() });
    await createTable(
      q,
      'staff',
      {
        id: id(),
        account_id: int(),
        wecom_userid: varchar(64),
        name: varchar(30),
        phone: varchar(20).nullable(),
        created_at: time(),
        disabled_at: time().nullable(),
      },
      { uniques: [['account_id'], ['wecom_userid']] },
    );
    await createTable(q, 'staff_role', { staff_id: int(), role: varchar(20) }, { primary: ['staff_id', 'role'], indexes: [['role']] });
    await createTable(q, 'staff_region', { staff_id: int(), region_code: varchar(9) }, { primary: ['staff_id', 'region_code'] });
    await createTable(
      q,
      'shop',
      {
        id: id(),
        code: varchar(30).nullable(),
        name: varchar(60),
        /** Lower-cased name, code, phone and address, for LIKE on both engines. */
        search_text: varchar(255),
        trade: varchar(20).nullable(),
        level: varchar(2).nullable(),
        status: varchar(10),
        region_code: varchar(9).nullable(),
        address: varchar(120).nullable(),
        latitude: double().nullable(),
        longitude: double().nullable(),
        phone: varchar(20).nullable(),
        owner_staff_id: int().nullable(),
        /** Salesperson at the head of the invitation chain of the shop's first person. */
        invited_by_staff_id: int().nullable(),
        /** import, staff or join: a shop that came in through `join` was a stranger. */
        source: varchar(10),
        joined_at: time().nullable(),
        member_count: int().default(0),
        last_order_at: time().nullable(),
        orders_90d: int().default(0),
        spend_90d_fen: money().default(0),
        note: varchar(200).nullable(),
        created_at: time(),
        updated_at: time(),
      },
      {
        uniques: [['code']],
        indexes: [['owner_staff_id', 'id'], ['region_code', 'id'], ['status', 'id'], ['phone'], ['joined_at'], ['name']],
      },
    );
    await createTable(q, 'shop_tag', { shop_id: int(), tag: varchar(20) }, { primary: ['shop_id', 'tag'], indexes: [['tag', 'shop_id']] });
    await createTable(
      q,
      'shop_contact',
      { id: id(), shop_id: int(), name: varchar(30), phone: varchar(20), note: varchar(60).nullable() },
      { indexes: [['shop_id'], ['phone']] },
    );
    await createTable(
      q,
      'shop_history',
      {
        id: id(),
        shop_id: int(),
        kind: varchar(10),
        from_value: varchar(30).nullable(),
        to_value: varchar(30).nullable(),
        account_id: int().nullable(),
        at: time(),
      },
      { indexes: [['shop_id', 'id']] },
    );
    await createTable(q, 'custom_field', {
      id: id(),
      label: varchar(20),
      type: varchar(10),
      options: text(),
      required: bool(),
      position: int(),
      created_at: time(),
      removed_at: time().nullable(),
    });
    await createTable(
      q,
      'shop_field_value',
      {
        id: id(),
        shop_id: int(),
        field_id: int(),
        /** Text, a choice (one row for each of several), or a date as YYYY-MM-DD. */
        text_value: varchar(500).nullable(),
        number_value: double().nullable(),
      },
      {
        indexes: [
          ['shop_id', 'field_id'],
          ['field_id', 'text_value'],
          ['field_id', 'number_value'],
        ],
      },
    );
    await createTable(
      q,
      'member',
      {
        id: id(),
        account_id: int(),
        shop_id: int(),
        role: varchar(6),
        /** pending, active or removed. */
        status: varchar(8),
        name: varchar(30),
        invitation_id: int().nullable(),
        joined_at: time(),
        confirmed_at: time().nullable(),
        confirmed_by_account_id: int().nullable(),
        removed_at: time().nullable(),
        removed_by_account_id: int().nullable(),
      },
      { uniques: [['account_id', 'shop_id']], indexes: [['shop_id', 'status', 'id']] },
    );
    await createTable(q, 'segment', {
      id: id(),
      name: varchar(30),
      kind: varchar(6),
      rule: text().nullable(),
      shops: int().default(0),
      people: int().default(0),
      created_at: time(),
      updated_at: time(),
      removed_at: time().nullable(),
    });
    await createTable(
      q,
      'segment_shop',
      { segment_id: int(), shop_id: int() },
      { primary: ['segment_id', 'shop_id'], indexes: [['shop_id', 'segment_id']], withoutRowid: true },
    );
    await createTable(q, 'shop_import', {
      id: id(),
      file_id: int(),
      file_name: varchar(120),
      account_id: int(),
      job_id: int().nullable(),
      mapping: text(),
      rows: int().default(0),
      created: int().default(0),
      updated: int().default(0),
      unchanged: int().default(0),
      merged: int().default(0),
      faulty: int().default(0),
      started_at: time(),
      finished_at: time().nullable(),
    });
    await createTable(
      q,
      'shop_import_fault',
      { id: id(), import_id: int(), line: int(), column_name: varchar(60), value: varchar(255), reason: varchar(120), row_cells: text() },
      { indexes: [['import_id', 'line']] },
    );
    await createTable(
      q,
      'sheet_mapping',
      { headers_hash: varchar(64), mapping: text(), updated_at: time() },
      { primary: ['headers_hash'] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = [
      'sheet_mapping',
      'shop_import_fault',
      'shop_import',
      'segment_shop',
      'segment',
      'member',
      'shop_field_value',
      'custom_field',
      'shop_history',
      'shop_contact',
      'shop_tag',
      'shop',
      'staff_region',
      'staff_role',
      'staff',
      'actor_change',
      'session',
      'account',
    ];
    for (const table of tables) await dropTable(q, table);
  }
}
