import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, type Column, createTable, dropTable, id, int, longtext, signed, text, time, varchar } from './schema.js';

/** A second member of the primary key that may stand for staff, who are no members: see `push_recipient`. */
const person = (): Record<string, Column> => ({ member_id: int(), account_id: int() });

/** Push delivery: templates and consents, campaigns with their ranges and recipients, attempts, limits, and what WeCom told. */
export class CreateDelivery20261122060000 implements MigrationInterface {
  name = 'CreateDelivery20261122060000';

  async up(q: QueryRunner): Promise<void> {
    await this.consents(q);
    await this.campaigns(q);
    await this.limits(q);
    await this.wecom(q);
  }

  private async consents(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'push_template',
      {
        id: id(),
        use_key: varchar(20),
        /** The platform's id of the template. */
        platform_id: varchar(64),
        title: varchar(40),
        /** JSON: the template's fields, what each shows and where it comes from. */
        fields: text(),
        created_at: time(),
        withdrawn_at: time().nullable(),
        withdrawn_reason: varchar(60).nullable(),
        /** The use while it is the one in force, else null: one for each use. */
        active_key: varchar(20).nullable(),
      },
      { uniques: [['active_key'], ['platform_id']] },
    );
    await createTable(
      q,
      'push_consent',
      {
        account_id: int(),
        template_id: int(),
        granted: int().default(0),
        sent: int().default(0),
        /** Rights that a message on its way may use up. */
        held: int().default(0),
        /** Of those held: messages of which nobody knows whether they arrived. */
        uncertain: int().default(0),
        /** The last answer: accept, reject, ban or filter. */
        answer: varchar(8).nullable(),
        keeps: bool(),
        asked_at: time().nullable(),
        ended_at: time().nullable(),
        ended_reason: varchar(60).nullable(),
      },
      { primary: ['account_id', 'template_id'], indexes: [['template_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'push_consent_entry',
      {
        id: id(),
        account_id: int(),
        template_id: int(),
        /** granted, rejected, held, sent, released, unknown, synced or told. */
        kind: varchar(10),
        /** Of what is left. */
        delta: signed(),
        /** The entry that tells of the same thing from the other side: person and platform both tell of a grant. */
        pair_id: int().nullable(),
        /** The same thing told twice is one entry. */
        subject: varchar(80),
        at: time(),
      },
      {
        uniques: [['account_id', 'subject'], ['pair_id']],
        indexes: [
          ['template_id', 'at'],
          ['kind', 'at'],
        ],
      },
    );
    await createTable(
      q,
      'push_preference',
      { account_id: int(), announcements: bool(), orders: bool(), community: bool(), updated_at: time() },
      { primary: ['account_id'], withoutRowid: true },
    );
  }

  private async campaigns(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'push_campaign',
      {
        id: id(),
        kind: varchar(20),
        /** What it tells, such as `announcement:12`: told twice, it is one campaign. */
        subject: varchar(80),
        /** JSON. */
        message: text(),
        /** JSON: the channels in order and the hours before the next is tried. */
        policy: text(),
        /** JSON: to whom, as the planner reads it. */
        audience: longtext(),
        /** order, must or normal. */
        importance: varchar(8),
        /** planning, sending, done or withdrawn. */
        state: varchar(10),
        people: int().default(0),
        /** The job that met what nobody can be sent, and what it is: nothing goes out until somebody decides about that dead letter. */
        job_id: int().nullable(),
        fault: varchar(200).nullable(),
        created_at: time(),
        finished_at: time().nullable(),
        withdrawn_at: time().nullable(),
      },
      { uniques: [['subject']], indexes: [['state', 'created_at']] },
    );
    await createTable(
      q,
      'push_range',
      {
        campaign_id: int(),
        number: int(),
        first_member_id: int(),
        last_member_id: int(),
        people: int().default(0),
        due_at: time().nullable(),
        lease_owner: varchar(40).nullable(),
        lease_until: time().nullable(),
        done_at: time().nullable(),
        /** When those who have not read by then are tried on the next channel. */
        fallback_at: time().nullable(),
      },
      { primary: ['campaign_id', 'number'], indexes: [['due_at'], ['fallback_at']], withoutRowid: true },
    );
    await createTable(
      q,
      'push_planned',
      /** How many were to be reached first through what: what the forecast said, whatever became of it. */
      { campaign_id: int(), channel: varchar(16), people: int().default(0) },
      { primary: ['campaign_id', 'channel'], withoutRowid: true },
    );
    await createTable(
      q,
      'push_recipient',
      {
        campaign_id: int(),
        ...person(),
        shop_id: int(),
        channel: varchar(16),
        /** planned, held, sent, unknown, refused, unreachable, merged, capped, cancelled, read or called. */
        state: varchar(12),
        due_at: time().nullable(),
        attempts: int().default(0),
        merged_into: int().nullable(),
        changed_at: time(),
      },
      { primary: ['campaign_id', 'member_id'], indexes: [['account_id', 'campaign_id']], withoutRowid: true },
    );
    await createTable(
      q,
      'push_attempt',
      {
        id: id(),
        campaign_id: int(),
        ...person(),
        channel: varchar(16),
        template_id: int().nullable(),
        at: time(),
        /** sending, accepted, refused, unknown or recalled. */
        state: varchar(10),
        code: varchar(20).nullable(),
        answer: varchar(200).nullable(),
        platform_id: varchar(80).nullable(),
        next_at: time().nullable(),
      },
      {
        indexes: [
          ['campaign_id', 'member_id'],
          ['account_id', 'at'],
        ],
      },
    );
  }

  private async limits(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'push_limit',
      { limit_key: varchar(100), window_start: time(), used: int().default(0), previous: int().default(0) },
      { primary: ['limit_key'], withoutRowid: true },
    );
    await createTable(
      q,
      'push_pause',
      { channel: varchar(16), until_at: time(), reason: varchar(120) },
      { primary: ['channel'], withoutRowid: true },
    );
    await createTable(
      q,
      'push_channel_day',
      { channel: varchar(16), day: varchar(10), accepted: int().default(0), refused: int().default(0), unknown: int().default(0) },
      { primary: ['channel', 'day'], withoutRowid: true },
    );
    await createTable(
      q,
      'push_week',
      { account_id: int(), week: varchar(8), used: int().default(0) },
      { primary: ['account_id', 'week'], withoutRowid: true },
    );
    await createTable(q, 'push_settings', { id: id(), body: text(), staff_id: int().nullable(), updated_at: time() });
  }

  private async wecom(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'wecom_contact',
      {
        external_userid: varchar(64),
        userid: varchar(64),
        account_id: int().nullable(),
        unionid: varchar(64).nullable(),
        state: varchar(30).nullable(),
        added_at: time(),
        removed_at: time().nullable(),
      },
      { primary: ['external_userid', 'userid'], indexes: [['account_id'], ['unionid']], withoutRowid: true },
    );
    await createTable(
      q,
      'wecom_linked_member',
      {
        account_id: int(),
        /** Of a shop's own company, linked to ours; with our app's number over there. */
        corp_id: varchar(64),
        corp_name: varchar(60),
        agent_id: int(),
        userid: varchar(64),
        linked_at: time(),
      },
      { primary: ['account_id'], withoutRowid: true },
    );
    await createTable(
      q,
      'wecom_callback',
      { digest: varchar(64), at: time() },
      { primary: ['digest'], indexes: [['at']], withoutRowid: true },
    );
    await createTable(
      q,
      'push_mass_task',
      {
        id: id(),
        campaign_id: int(),
        staff_id: int(),
        userid: varchar(64),
        platform_id: varchar(80),
        people: int(),
        /** Customers who have it, as WeCom last told. */
        delivered: int().default(0),
        /** waiting, confirmed or cancelled. */
        state: varchar(10),
        created_at: time(),
        confirmed_at: time().nullable(),
        pulled_at: time().nullable(),
      },
      { indexes: [['campaign_id'], ['staff_id', 'state'], ['state', 'pulled_at']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = [
      'push_mass_task',
      'wecom_callback',
      'wecom_linked_member',
      'wecom_contact',
      'push_settings',
      'push_week',
      'push_channel_day',
      'push_pause',
      'push_limit',
      'push_attempt',
      'push_recipient',
      'push_planned',
      'push_range',
      'push_campaign',
      'push_preference',
      'push_consent_entry',
      'push_consent',
      'push_template',
    ];
    for (const table of tables) await dropTable(q, table);
  }
}
