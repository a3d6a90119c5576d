import type { PushChannel } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Fragment, inList, type Sql, type Tx } from '../platform/database/sql';
import { Invalid } from '../platform/errors';
import { Jobs } from '../platform/jobs/jobs';
import { leaveBlocks } from './blocks';
import type { Policy, To } from './campaign-rows';
import type { Importance, Message } from './channels/channel';
import { Channels } from './channels/channels';
import { PushSettingsService } from './push-settings';

export type { To } from './campaign-rows';

export type NewCampaign = {
  kind: 'announcement' | 'reminder' | 'order' | 'waiting' | 'staff';
  /** What it tells, such as `announcement:12`: started twice, it is one campaign. */
  subject: string;
  importance: Importance;
  message: Message;
  to: To;
  /** Only these, in this order; by the settings otherwise. */
  channels?: PushChannel[];
  /** Not before. */
  at?: number;
};

/** States from which a person who has read it needs nothing more; one who is being sent to just now included. */
const UNSETTLED = `('planned', 'held', 'sent', 'unknown', 'refused', 'unreachable', 'merged', 'capped')`;

/** Telling people outside the app. Higher floors call this within their own transaction: no push without its cause, and none lost. */
@Injectable()
export class Campaigns {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly channels: Channels,
    private readonly jobs: Jobs,
    private readonly settings: PushSettingsService,
  ) {}

  /** @returns the campaign's id */
  async start(tx: Tx, campaign: NewCampaign): Promise<number> {
    const known = await find(tx, campaign.subject);
    if (known) return known.id;
    const now = this.clock.now();
    const { callAfterHours: _, ...settings } = await this.settings.get(tx);
    const policy: Policy = { ...settings, channels: campaign.channels ?? settings.channels, at: campaign.at ?? now };
    const { insertId } = await tx.execute(
      `INSERT INTO push_campaign (kind, subject, message, policy, audience, importance, state, created_at) VALUES (?, ?, ?, ?, ?, ?, 'planning', ?)`,
      [
        campaign.kind,
        campaign.subject,
        JSON.stringify(campaign.message),
        JSON.stringify(policy),
        JSON.stringify(campaign.to),
        campaign.importance,
        now,
      ],
    );
    await this.jobs.add(tx, 'delivery.plan', { campaignId: insertId }, { key: `delivery.plan:${insertId}` });
    return insertId;
  }

  /** Nothing more is sent, from the next batch on; what a platform can take back is taken back. */
  async withdraw(tx: Tx, subject: string): Promise<void> {
    const now = this.clock.now();
    const { affected } = await tx.execute(
      `UPDATE push_campaign SET state = 'withdrawn', withdrawn_at = ? WHERE subject = ? AND state <> 'withdrawn'`,
      [now, subject],
    );
    if (affected === 0) return;
    const campaignId = (await find(tx, subject))?.id;
    await this.jobs.add(tx, 'delivery.withdraw', { campaignId }, { key: `delivery.withdraw:${campaignId}` });
  }

  /** These people have read it, as whichever of their memberships, or have been called: nothing more is sent to them. */
  async settle(tx: Tx, subject: string, memberIds: number[], as: 'read' | 'called' = 'read'): Promise<void> {
    const campaign = memberIds.length === 0 ? null : await find(tx, subject);
    if (!campaign) return;
    const now = this.clock.now();
    const members = inList([...memberIds].sort((a, b) => a - b));
    const people = await tx.query<{ id: number }>(`SELECT account_id AS id FROM member WHERE id IN ${members.sql}`, members.params);
    const accounts = inList(people.map(({ id }) => id).sort((a, b) => a - b));
    if (campaign.has_blocks === 1) await this.leaveBlocks(tx, campaign.id, accounts, now);
    await tx.execute(
      `UPDATE push_recipient SET state = ?, due_at = NULL, changed_at = ? WHERE account_id IN ${accounts.sql} AND campaign_id = ? AND state IN ${UNSETTLED}`,
      [as, now, ...accounts.params, campaign.id],
    );
  }

  /** Whichever of their memberships stands for them in a block, it gets a row from now on. */
  private async leaveBlocks(tx: Tx, campaignId: number, accounts: Fragment, now: number): Promise<void> {
    const members = await tx.query<{ id: number }>(`SELECT id FROM member WHERE account_id IN ${accounts.sql}`, accounts.params);
    await leaveBlocks(
      tx,
      campaignId,
      members.map(({ id }) => id),
      now,
    );
  }

  /** Refuses what some channel would refuse, before anything is queued: with what to change. */
  async check(message: Message): Promise<void> {
    const { channels } = await this.settings.get(this.db);
    for (const channel of this.channels.inOrder(channels)) {
      const faults = await channel.check(message);
      if (faults.length > 0) throw new Invalid(faults);
    }
  }
}

async function find(sql: Sql, subject: string): Promise<{ id: number; has_blocks: number } | null> {
  const [row] = await sql.query<{ id: number; has_blocks: number }>('SELECT id, has_blocks FROM push_campaign WHERE subject = ?', [
    subject,
  ]);
  return row ?? null;
}
