import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { ConsentView } from '@dianquan/shared/contract/delivery';
import { type ConsentAnswer, TEMPLATE_USES, type TemplateUse } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { inList, type Sql } from '../../platform/database/sql';
import { Invalid } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { ConsentLedger } from './consent-ledger';

type Row = {
  templateId: number;
  use: TemplateUse;
  platformId: string;
  title: string;
  left: number;
  answer: ConsentAnswer | null;
  keeps: number;
  askedAt: number | null;
};

/** After a "no" nobody is asked again for so long. */
const REST_AFTER_NO_MS = 14 * 86_400_000;

/** What people agreed to be sent, as they see and change it. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ledger: ConsentLedger,
  ) {}

  /** Of the templates in force. Empty for staff who come through WeCom: there is no such message to them. */
  async list(me: Actor): Promise<Answer<'delivery.consents'>> {
    if (me.provider !== 'wechat') return { items: [] };
    const rows = await this.db.query<Row>(
      `SELECT t.id AS templateId, t.use_key AS \`use\`, t.platform_id AS platformId, t.title, c.answer, COALESCE(c.keeps, 0) AS keeps,
         c.asked_at AS askedAt, CASE WHEN c.ended_at IS NULL THEN COALESCE(c.granted - c.sent - c.held, 0) ELSE 0 END AS \`left\`
       FROM push_template t LEFT JOIN push_consent c ON c.template_id = t.id AND c.account_id = ?
       WHERE t.active_key IS NOT NULL`,
      [me.accountId],
    );
    const now = this.clock.now();
    const items = rows.map((row) => view(row, now));
    return { items: items.sort((a, b) => TEMPLATE_USES.indexOf(a.use) - TEMPLATE_USES.indexOf(b.use)) };
  }

  async record(me: Actor, { askId, answers }: Input<'delivery.recordConsent'>): Promise<Answer<'delivery.recordConsent'>> {
    await this.db.transaction(async (tx) => {
      const templates = await templatesOf(tx, answers);
      for (const { platformId, answer, keeps } of answers) {
        const templateId = templates.get(platformId) ?? 0;
        const key = { accountId: me.accountId, templateId };
        const subject = `ask:${askId}:${templateId}`;
        if (answer === 'accept') await this.ledger.grant(tx, key, { subject, toldBy: 'person', keeps });
        else await this.ledger.reject(tx, key, { subject, answer, keeps });
      }
    });
    return this.list(me);
  }
}

/** Also of those withdrawn since they were asked about: the platform has counted the answer. */
async function templatesOf(sql: Sql, answers: { platformId: string }[]): Promise<Map<string, number>> {
  const ids = inList(answers.map(({ platformId }) => platformId));
  const rows = await sql.query<{ id: number; platformId: string }>(
    `SELECT id, platform_id AS platformId FROM push_template WHERE platform_id IN ${ids.sql}`,
    ids.params,
  );
  const known = new Map(rows.map(({ id, platformId }) => [platformId, id]));
  const strangers = answers.flatMap(({ platformId }, i) => (known.has(platformId) ? [] : [i]));
  if (strangers.length > 0)
    throw new Invalid(strangers.map((i) => ({ field: `answers.${i}.platformId`, rule: 'not_found', zh: '没有这个消息模板，请刷新' })));
  return known;
}

function view({ askedAt, keeps, ...row }: Row, now: number): ConsentView {
  const saidNo = row.answer !== null && row.answer !== 'accept';
  return { ...row, left: Number(row.left), keeps: keeps === 1, mayAsk: !saidNo || (askedAt ?? 0) + REST_AFTER_NO_MS <= now };
}
