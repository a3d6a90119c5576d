import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Tx } from '../../platform/database/sql';
import { OnEvent } from '../../platform/jobs/events';
import { JobHandler, type RunningJob } from '../../platform/jobs/job';
import { Jobs } from '../../platform/jobs/jobs';
import { SubscriptionArrived } from '../../platform/wechat/events';
import { GO_ON } from '../going-on';
import { partAgain } from '../merging';
import { type ConsentKey, ConsentLedger } from './consent-ledger';
import { accountOf, templateOf } from './platform-answers';

const MATCH_TOLD = 'delivery.match-told';
/** The platform may have told of a message while we still waited for its answer: looked at once more after this. */
const LOOK_AGAIN_MS = 60_000;
const TOLD_WITHIN_MS = 86_400_000;
const TOLD = 'msg:';

type Attempt = { id: number; campaignId: number; memberId: number; state: string };

/** What the platform tells of messages that arrived: the one way to learn what became of those that nobody was sure about. */
@Injectable()
export class ToldMessages {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly ledger: ConsentLedger,
  ) {}

  @OnEvent(SubscriptionArrived)
  async onArrived(event: SubscriptionArrived, tx: Tx): Promise<void> {
    const accountId = await accountOf(tx, event.openid);
    const templateId = await templateOf(tx, event.templateId);
    if (accountId === null || templateId === null) return;
    const key = { accountId, templateId };
    if (!(await this.ledger.note(tx, { ...key, kind: 'told', subject: `${TOLD}${event.msgId}` }))) return;
    const known = await sentAs(tx, key, event.msgId);
    // It may be the one whose answer we still wait for: then that answer says which it is.
    if (!known && (await isUnderWay(tx, key))) return this.matchLater(tx, [key]);
    const attempt = known ?? (await this.match(tx, key, event.msgId));
    if (!attempt || event.code === 0) return;
    await markRefused(tx, attempt, event, this.clock.now());
    await partAgain(tx, attempt.campaignId, [accountId], this.clock.now());
    await this.jobs.add(tx, GO_ON, { campaignId: attempt.campaignId, memberId: attempt.memberId, channel: 'subscription' });
  }

  /** These may have been told of before it was known that they are uncertain. */
  async matchLater(tx: Tx, keys: ConsentKey[]): Promise<void> {
    if (keys.length > 0) await this.jobs.add(tx, MATCH_TOLD, { keys }, { at: this.clock.now() + LOOK_AGAIN_MS });
  }

  /** Finds the messages that were told of and belong to no attempt yet. */
  async matchAll(tx: Tx, key: ConsentKey): Promise<void> {
    await this.ledger.lock(tx, key);
    const told = await tx.query<{ msgId: string }>(
      `SELECT SUBSTR(e.subject, ${TOLD.length + 1}) AS msgId FROM push_consent_entry e
       WHERE e.account_id = ? AND e.template_id = ? AND e.kind = 'told' AND e.at > ? ORDER BY e.id`,
      [key.accountId, key.templateId, this.clock.now() - TOLD_WITHIN_MS],
    );
    for (const { msgId } of told) if (!(await sentAs(tx, key, msgId))) await this.match(tx, key, msgId);
  }

  /** The oldest of this person's attempts that it can be: that one arrived. */
  private async match(tx: Tx, key: ConsentKey, msgId: string): Promise<Attempt | null> {
    const [attempt] = await attemptsWhere(tx, key, `(state = 'unknown' OR (state = 'accepted' AND platform_id IS NULL))`, []);
    if (!attempt) return null;
    const { affected } = await tx.execute(
      `UPDATE push_attempt SET state = 'accepted', platform_id = ?, code = NULL, answer = NULL WHERE id = ? AND state = ? AND platform_id IS NULL`,
      [msgId, attempt.id, attempt.state],
    );
    if (affected === 0) return null;
    if (attempt.state === 'unknown') {
      await changeRecipient(tx, attempt, 'unknown', 'sent', this.clock.now());
      await this.ledger.settleUncertain(tx, key, `sent:${TOLD}${msgId}`);
    }
    return attempt;
  }
}

/** Settles what was told of before it was uncertain. Idempotent: a message belongs to one attempt, and an attempt has one. */
@JobHandler(MATCH_TOLD)
export class MatchTold {
  constructor(
    private readonly db: Database,
    private readonly told: ToldMessages,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const { keys } = job.payload as { keys: ConsentKey[] };
    await this.db.transaction(async (tx) => {
      for (const key of keys) await this.told.matchAll(tx, key);
    });
  }
}

async function sentAs(tx: Tx, key: ConsentKey, msgId: string): Promise<Attempt | null> {
  const [attempt] = await attemptsWhere(tx, key, 'platform_id = ?', [msgId]);
  return attempt ?? null;
}

async function isUnderWay(tx: Tx, key: ConsentKey): Promise<boolean> {
  return (await attemptsWhere(tx, key, `state = 'sending'`, [])).length > 0;
}

function attemptsWhere(tx: Tx, { accountId, templateId }: ConsentKey, where: string, params: string[]): Promise<Attempt[]> {
  return tx.query<Attempt>(
    `SELECT id, campaign_id AS campaignId, member_id AS memberId, state FROM push_attempt
     WHERE account_id = ? AND channel = 'subscription' AND template_id = ? AND ${where} ORDER BY at, id LIMIT 1`,
    [accountId, templateId, ...params],
  );
}

/** Accepted at first, and then not delivered after all. */
async function markRefused(tx: Tx, attempt: Attempt, { code, status }: SubscriptionArrived, at: number): Promise<void> {
  await tx.execute(`UPDATE push_attempt SET state = 'refused', code = ?, answer = ? WHERE id = ?`, [
    String(code).slice(0, 20),
    `微信没有送达：${status}`.slice(0, 200),
    attempt.id,
  ]);
  await changeRecipient(tx, attempt, 'sent', 'refused', at);
}

async function changeRecipient(tx: Tx, { campaignId, memberId }: Attempt, from: string, to: string, at: number): Promise<void> {
  await tx.execute('UPDATE push_recipient SET state = ?, changed_at = ? WHERE campaign_id = ? AND member_id = ? AND state = ?', [
    to,
    at,
    campaignId,
    memberId,
    from,
  ]);
}
