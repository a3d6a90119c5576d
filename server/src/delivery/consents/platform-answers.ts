import { Injectable } from '@nestjs/common';
import { AccountErased } from '../../members/events';
import type { Sql, Tx } from '../../platform/database/sql';
import { OnEvent } from '../../platform/jobs/events';
import { SubscriptionAsked, SubscriptionSwitched } from '../../platform/wechat/events';
import { ConsentLedger } from './consent-ledger';

/** What the platform tells of people's answers, which their app may have told already, or never will. */
@Injectable()
export class PlatformAnswers {
  constructor(private readonly ledger: ConsentLedger) {}

  @OnEvent(SubscriptionAsked)
  async onAsked({ openid, answers, at }: SubscriptionAsked, tx: Tx): Promise<void> {
    const accountId = await accountOf(tx, openid);
    if (accountId === null) return;
    for (const { templateId: platformId, accepted } of answers) {
      const templateId = await templateOf(tx, platformId);
      if (templateId === null) continue;
      const subject = `popup:${at}:${templateId}`;
      if (accepted) await this.ledger.grant(tx, { accountId, templateId }, { subject, toldBy: 'platform' });
      else await this.ledger.reject(tx, { accountId, templateId }, { subject, answer: 'reject' });
    }
  }

  /** Whoever switches a template off in WeChat gives up what was left of it. */
  @OnEvent(SubscriptionSwitched)
  async onSwitched({ openid, answers, at }: SubscriptionSwitched, tx: Tx): Promise<void> {
    const accountId = await accountOf(tx, openid);
    if (accountId === null) return;
    for (const { templateId: platformId, accepted } of answers) {
      const templateId = await templateOf(tx, platformId);
      if (templateId === null) continue;
      const key = { accountId, templateId };
      if (accepted) await this.ledger.reopen(tx, key);
      else await this.ledger.reject(tx, key, { subject: `switched:${at}:${templateId}`, answer: 'reject', keeps: true });
    }
  }

  @OnEvent(AccountErased)
  async onErased({ accountId }: AccountErased, tx: Tx): Promise<void> {
    for (const table of ['push_consent', 'push_consent_entry', 'push_preference'])
      await tx.execute(`DELETE FROM ${table} WHERE account_id = ?`, [accountId]);
  }
}

export async function accountOf(sql: Sql, openid: string): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>(`SELECT id FROM account WHERE provider = 'wechat' AND external_id = ?`, [openid]);
  return row?.id ?? null;
}

export async function templateOf(sql: Sql, platformId: string): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>('SELECT id FROM push_template WHERE platform_id = ?', [platformId]);
  return row?.id ?? null;
}
