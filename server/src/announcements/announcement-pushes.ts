import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Campaigns } from '../delivery/campaigns';
import { DeliveryReports } from '../delivery/delivery-reports';
import { Forecasts } from '../delivery/forecasts';
import { shopScope } from '../members/shop-scope';
import { Clock } from '../platform/clock';
import { Env } from '../platform/config/env';
import { Database } from '../platform/database/database';
import type { Sql, Tx } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { OnEvent } from '../platform/jobs/events';
import { announcementMessage, importanceOf, unreadRecipients } from './announcement-message';
import { audienceCondition, regionsOf } from './audience';
import { AnnouncementPublished } from './events';

type Row = { id: number; title: string; excerpt: string; must_acknowledge: number; has_question: number };
/** What is not written yet has no number; its page says so to nobody. */
const NOT_YET = 0;

/** What announcements tell people outside the app. */
@Injectable()
export class AnnouncementPushes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly env: Env,
    private readonly campaigns: Campaigns,
    private readonly forecasts: Forecasts,
    private readonly reports: DeliveryReports,
  ) {}

  @OnEvent(AnnouncementPublished)
  async onPublished({ announcementId }: AnnouncementPublished, tx: Tx): Promise<void> {
    await this.tell(tx, announcementId, 'announcement', `announcement:${announcementId}`);
  }

  async remind(tx: Tx, announcementId: number, reminderId: number): Promise<void> {
    await this.tell(tx, announcementId, 'reminder', `reminder:${announcementId}:${reminderId}`);
  }

  async withdraw(tx: Tx, announcementId: number): Promise<void> {
    await this.campaigns.withdraw(tx, `announcement:${announcementId}`);
    const reminders = await tx.query<{ id: number }>('SELECT id FROM announcement_reminder WHERE announcement_id = ?', [announcementId]);
    for (const { id } of reminders) await this.campaigns.withdraw(tx, `reminder:${announcementId}:${id}`);
  }

  async settleRead(tx: Tx, announcementId: number, memberIds: number[]): Promise<void> {
    await this.campaigns.settle(tx, `announcement:${announcementId}`, memberIds);
  }

  /** Refuses what some channel would refuse, before it is published. */
  async check(announcement: { id: number; title: string; excerpt: string }): Promise<void> {
    await this.campaigns.check(announcementMessage(announcement, this.env.supplierName, this.clock.now()));
  }

  async forecast(me: StaffActor, input: Input<'delivery.forecast'>): Promise<Answer<'delivery.forecast'>> {
    const told = { id: NOT_YET, title: input.title, excerpt: input.summary };
    return this.forecasts.forecast({
      to: { condition: audienceCondition({ ...input.audience, regions: regionsOf(me) }, 's') },
      importance: importanceOf({ mustAcknowledge: input.mustAcknowledge, hasQuestion: false }),
      message: announcementMessage(told, this.env.supplierName, this.clock.now()),
    });
  }

  async report(id: number): Promise<Answer<'delivery.report'>> {
    await this.find(this.db, id);
    return this.reports.report(`announcement:${id}`);
  }

  async attempts(me: StaffActor, { id, ...filter }: Input<'delivery.attempts'>): Promise<Answer<'delivery.attempts'>> {
    await this.find(this.db, id);
    return this.reports.attempts(`announcement:${id}`, { ...filter, scope: shopScope(me, 's') });
  }

  private async tell(tx: Tx, announcementId: number, kind: 'announcement' | 'reminder', subject: string): Promise<void> {
    const { title, excerpt, ...row } = await this.find(tx, announcementId);
    const message = announcementMessage({ id: announcementId, title, excerpt }, this.env.supplierName, this.clock.now());
    await this.campaigns.start(tx, {
      kind,
      subject,
      importance: importanceOf({ mustAcknowledge: row.must_acknowledge === 1, hasQuestion: row.has_question === 1 }),
      message: kind === 'reminder' ? { ...message, title: `请查看：${title}` } : message,
      to: { condition: unreadRecipients(announcementId) },
    });
  }

  private async find(sql: Sql, id: number): Promise<Row> {
    const [row] = await sql.query<Row>(
      'SELECT id, title, excerpt, must_acknowledge, question IS NOT NULL AS has_question FROM announcement WHERE id = ?',
      [id],
    );
    if (!row) throw new NotFound();
    return row;
  }
}
