import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { forUpdate, inList, insertMany, type Tx } from '../../platform/database/sql';
import { Random } from '../../platform/ids';
import type { Recipient } from '../channels/channel';

export type ConsentKey = { accountId: number; templateId: number };
export type Grant = { subject: string; toldBy: 'person' | 'platform'; keeps?: boolean };
/** What became of a right that was held for a message. */
export type HeldEnd = 'sent' | 'released' | 'unknown';
export type Held = Pick<Recipient, 'accountId' | 'campaignId' | 'memberId'>;
type Row = { granted: number; sent: number; held: number; uncertain: number; keeps: number; answer: string | null };
type Entry = ConsentKey & { kind: string; delta: number; subject: string; pairId?: number | null };

/** A person's app and the platform tell of the same answer this far apart at most. */
const PAIRED_WITHIN_MS = 86_400_000;
const SILENT = 'silent:';
const PREFIX = { person: 'ask:', platform: 'popup:' } as const;
const MOVES: Record<HeldEnd, { set: string; where: string; delta: number }> = {
  sent: { set: 'held = held - 1, sent = sent + 1', where: 'held > uncertain', delta: 0 },
  released: { set: 'held = held - 1', where: 'held > uncertain', delta: 1 },
  unknown: { set: 'uncertain = uncertain + 1', where: 'held > uncertain', delta: 0 },
};

/**
 * How many messages of a template each person may still be sent: granted − sent − held, and never less than none. Every change is a
 * conditional update with an entry beside it, so that the entries of a person add up to what is left.
 */
@Injectable()
export class ConsentLedger {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** One message more. The same answer told twice, or by both sides, adds one. */
  async grant(tx: Tx, key: ConsentKey, { subject, toldBy, keeps }: Grant): Promise<void> {
    const { keeps: kept, answer } = await this.lock(tx, key);
    if ((await this.isKnown(tx, key, subject)) || (await this.isKnown(tx, key, `${SILENT}${subject}`))) return;
    // Where the choice was kept there was no question, and the platform tells nothing of it.
    const isSilent = toldBy === 'person' && kept === 1 && answer === 'accept';
    const pairId = isSilent ? null : await this.partner(tx, key, toldBy === 'person' ? 'platform' : 'person');
    const delta = pairId === null ? 1 : 0;
    await this.enter(tx, [{ ...key, kind: 'granted', delta, subject: isSilent ? `${SILENT}${subject}` : subject, pairId }]);
    await tx.execute(
      `UPDATE push_consent SET granted = granted + ?, answer = 'accept', asked_at = ?, ended_at = NULL, ended_reason = NULL
         ${keeps === undefined ? '' : `, keeps = ${keeps ? 1 : 0}`} WHERE account_id = ? AND template_id = ?`,
      [delta, this.clock.now(), key.accountId, key.templateId],
    );
  }

  /** What was granted before is still there, unless it is refused for good: then the platform takes it back. */
  async reject(tx: Tx, key: ConsentKey, { subject, answer, keeps }: { subject: string; answer: string; keeps?: boolean }): Promise<void> {
    await this.lock(tx, key);
    if (await this.isKnown(tx, key, subject)) return;
    await this.enter(tx, [{ ...key, kind: 'rejected', delta: 0, subject }]);
    await tx.execute(
      `UPDATE push_consent SET answer = ?, asked_at = ? ${keeps === undefined ? '' : `, keeps = ${keeps ? 1 : 0}`}
       WHERE account_id = ? AND template_id = ?`,
      [answer, this.clock.now(), key.accountId, key.templateId],
    );
    if (keeps) await this.sync(tx, key, Number.MAX_SAFE_INTEGER, '选择了总是拒绝');
  }

  /** Reserves one right of each person who has any; a person who is there twice is told once. Returns those for whom one is held. */
  async hold<Who extends Held>(tx: Tx, templateId: number, to: Who[]): Promise<Who[]> {
    const ids = inList([...new Set(to.map(({ accountId }) => accountId))].sort((a, b) => a - b));
    const rows = await tx.query<{ id: number }>(
      `SELECT account_id AS id FROM push_consent WHERE template_id = ? AND account_id IN ${ids.sql} AND ended_at IS NULL
       AND granted > sent + held ORDER BY account_id${forUpdate(tx)}`,
      [templateId, ...ids.params],
    );
    const able = new Set(rows.map(({ id }) => id));
    const held = to.filter(({ accountId }) => able.delete(accountId));
    const chosen = inList(held.map(({ accountId }) => accountId));
    await tx.execute(
      `UPDATE push_consent SET held = held + 1 WHERE template_id = ? AND account_id IN ${chosen.sql} AND granted > sent + held`,
      [templateId, ...chosen.params],
    );
    await this.enter(
      tx,
      held.map((one) => ({ accountId: one.accountId, templateId, kind: 'held', delta: -1, subject: this.subjectOf('held', one) })),
    );
    return held;
  }

  /** Each of these people has one right held for the campaign; this is what became of it. */
  async settle(tx: Tx, templateId: number, as: HeldEnd, of: Held[]): Promise<void> {
    for (const once of rounds(of)) await this.settleEach(tx, templateId, as, once);
  }

  private async settleEach(tx: Tx, templateId: number, as: HeldEnd, of: Held[]): Promise<void> {
    const { set, where, delta } = MOVES[as];
    const ids = inList(of.map(({ accountId }) => accountId).sort((a, b) => a - b));
    const { affected } = await tx.execute(
      `UPDATE push_consent SET ${set} WHERE template_id = ? AND account_id IN ${ids.sql} AND ${where}`,
      [templateId, ...ids.params],
    );
    if (affected !== of.length) throw new Error(`${of.length - affected} of ${of.length} rights were not held`);
    await this.enter(
      tx,
      of.map((one) => ({ accountId: one.accountId, templateId, kind: as, delta, subject: this.subjectOf(as, one) })),
    );
  }

  /** It has become known what became of a message that nobody was sure about. */
  async settleUncertain(tx: Tx, key: ConsentKey, subject: string): Promise<void> {
    const { affected } = await tx.execute(
      `UPDATE push_consent SET held = held - 1, uncertain = uncertain - 1, sent = sent + 1
       WHERE account_id = ? AND template_id = ? AND uncertain > 0`,
      [key.accountId, key.templateId],
    );
    if (affected === 1) await this.enter(tx, [{ ...key, kind: 'sent', delta: 0, subject }]);
  }

  /**
   * The platform says that nothing is left: so it is, and what was uncertain is settled by it. What the person granted after `since`,
   * an entry's id, may have come after the platform's answer and stays.
   */
  async sync(tx: Tx, key: ConsentKey, since: number, reason: string): Promise<void> {
    const { granted, sent, held, uncertain } = await this.lock(tx, key);
    const [later] = await tx.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM push_consent_entry WHERE account_id = ? AND template_id = ? AND kind = 'granted' AND delta = 1 AND id > ?`,
      [key.accountId, key.templateId, since],
    );
    const left = granted - sent - held;
    const kept = Math.min(left, later?.n ?? 0);
    const gone = left - kept;
    await tx.execute(
      `UPDATE push_consent SET granted = granted - ?, held = held - ?, uncertain = 0, ended_at = ?, ended_reason = ?
       WHERE account_id = ? AND template_id = ?`,
      [gone + uncertain, uncertain, kept > 0 ? null : this.clock.now(), kept > 0 ? null : reason, key.accountId, key.templateId],
    );
    await this.enter(tx, [{ ...key, kind: 'synced', delta: -gone, subject: `synced:${this.random.token(9)}` }]);
  }

  /** The platform does not know them any more: nothing is sent to them until they agree again. */
  async endAll(tx: Tx, accountId: number, reason: string): Promise<void> {
    await tx.execute('UPDATE push_consent SET ended_at = ?, ended_reason = ? WHERE account_id = ?', [this.clock.now(), reason, accountId]);
  }

  /** They switched messages on again; what is left may be sent. */
  async reopen(tx: Tx, { accountId, templateId }: ConsentKey): Promise<void> {
    await tx.execute(
      `UPDATE push_consent SET ended_at = NULL, ended_reason = NULL, answer = 'accept', keeps = 1 WHERE account_id = ? AND template_id = ?`,
      [accountId, templateId],
    );
  }

  /** The entry by which a right was held for this recipient, the last time. */
  async heldSince(tx: Tx, of: Held): Promise<number> {
    const [row] = await tx.query<{ id: number | null }>(
      'SELECT MAX(id) AS id FROM push_consent_entry WHERE account_id = ? AND subject LIKE ?',
      [of.accountId, `held:${of.campaignId}:${of.memberId}:%`],
    );
    return row?.id ?? 0;
  }

  /** Something that a side has told, once. False when it is known already. */
  async note(tx: Tx, entry: ConsentKey & { kind: 'told'; subject: string }): Promise<boolean> {
    await this.lock(tx, entry);
    if (await this.isKnown(tx, entry, entry.subject)) return false;
    await this.enter(tx, [{ ...entry, delta: 0 }]);
    return true;
  }

  /** The row, made where there is none, which nobody else changes until the transaction is over. */
  async lock(tx: Tx, { accountId, templateId }: ConsentKey): Promise<Row> {
    await insertMany(tx, 'push_consent', ['account_id', 'template_id', 'keeps'], [[accountId, templateId, 0]], { ignore: true });
    const [row] = await tx.query<Row>(
      `SELECT granted, sent, held, uncertain, keeps, answer FROM push_consent WHERE account_id = ? AND template_id = ?${forUpdate(tx)}`,
      [accountId, templateId],
    );
    if (!row) throw new Error('a consent that was just made is gone');
    return row;
  }

  private async isKnown(tx: Tx, { accountId }: ConsentKey, subject: string): Promise<boolean> {
    const found = await tx.query('SELECT id FROM push_consent_entry WHERE account_id = ? AND subject = ?', [accountId, subject]);
    return found.length > 0;
  }

  /** An answer of late that only the other side has told of. SQLite would look through the entries of everybody for `pair_id IS NULL`. */
  private async partner(tx: Tx, { accountId, templateId }: ConsentKey, side: keyof typeof PREFIX): Promise<number | null> {
    const [row] = await tx.query<{ id: number }>(
      `SELECT e.id FROM push_consent_entry e WHERE e.account_id = ? AND e.template_id = ? AND e.kind = 'granted' AND e.subject LIKE ?
         AND COALESCE(e.pair_id, 0) = 0 AND e.at > ? AND NOT EXISTS (SELECT 1 FROM push_consent_entry p WHERE p.pair_id = e.id)
       ORDER BY e.id LIMIT 1`,
      [accountId, templateId, `${PREFIX[side]}%`, this.clock.now() - PAIRED_WITHIN_MS],
    );
    return row?.id ?? null;
  }

  private subjectOf(kind: string, { campaignId, memberId }: Held): string {
    return `${kind}:${campaignId}:${memberId}:${this.random.token(6)}`;
  }

  private async enter(tx: Tx, entries: Entry[]): Promise<void> {
    const at = this.clock.now();
    await insertMany(
      tx,
      'push_consent_entry',
      ['account_id', 'template_id', 'kind', 'delta', 'subject', 'pair_id', 'at'],
      entries.map(({ accountId, templateId, kind, delta, subject, pairId }) => [
        accountId,
        templateId,
        kind,
        delta,
        subject,
        pairId ?? null,
        at,
      ]),
    );
  }
}

/** Parts in which nobody comes twice: one statement changes a person's row once. */
function rounds(of: Held[]): Held[][] {
  const parts: Held[][] = [];
  const seen = new Map<number, number>();
  for (const one of of) {
    const round = seen.get(one.accountId) ?? 0;
    seen.set(one.accountId, round + 1);
    const part = parts[round] ?? [];
    part.push(one);
    parts[round] = part;
  }
  return parts;
}
