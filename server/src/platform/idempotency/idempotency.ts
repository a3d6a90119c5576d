import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { isDuplicate, type Tx } from '../database/database';
import { Refused } from '../errors';

export type Once = { accountId: number; operation: string; key: string; bodyHash: string };
export type Remembered = { answer: string; again: boolean };

/**
 * Commands that move money or goods happen once for a key. A key belongs to the account and the operation; what it made is written
 * down in the transaction that makes it, so a retry after a crash finds either both or nothing.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly clock: Clock) {}

  once(accountId: number, operation: string, key: string, body: unknown): Once;
  once(accountId: number, operation: string, key: string | null, body: unknown): Once | null;
  once(accountId: number, operation: string, key: string | null, body: unknown): Once | null {
    if (key === null) return null;
    return { accountId, operation, key, bodyHash: hashOf(body) };
  }

  /**
   * Runs `make` for a key that is new and remembers what it answers (an id, up to 200 characters); answers the same for a key seen
   * before. A parallel request with the same key waits for the first one's row. Without a key it is made each time.
   * @throws Refused idempotency_reused: other body
   */
  async run(tx: Tx, once: Once | null, make: () => Promise<string>): Promise<Remembered> {
    if (once === null) return { answer: await make(), again: false };
    const { accountId, operation, key, bodyHash } = once;
    try {
      await tx.execute('INSERT INTO idempotency_key (account_id, operation, idem_key, body_hash, answer, at) VALUES (?, ?, ?, ?, ?, ?)', [
        accountId,
        operation,
        key,
        bodyHash,
        '',
        this.clock.now(),
      ]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return { answer: await this.seen(tx, once), again: true };
    }
    const answer = await make();
    await tx.execute('UPDATE idempotency_key SET answer = ? WHERE account_id = ? AND operation = ? AND idem_key = ?', [
      answer,
      accountId,
      operation,
      key,
    ]);
    return { answer, again: false };
  }

  private async seen(tx: Tx, { accountId, operation, key, bodyHash }: Once): Promise<string> {
    const [row] = await tx.query<{ bodyHash: string; answer: string }>(
      'SELECT body_hash AS bodyHash, answer FROM idempotency_key WHERE account_id = ? AND operation = ? AND idem_key = ?',
      [accountId, operation, key],
    );
    if (!row || row.bodyHash !== bodyHash) throw new Refused('idempotency_reused');
    return row.answer;
  }
}

/** Of the parsed body with its keys in order: the same command however it was written. */
export function hashOf(body: unknown): string {
  return createHash('sha256').update(sortedJson(body)).digest('hex');
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const parts: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined) parts.push(`${JSON.stringify(name)}:${sortedJson(part)}`);
  }
  return `{${parts.join(',')}}`;
}
