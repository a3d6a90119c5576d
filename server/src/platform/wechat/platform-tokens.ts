import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Database, insertMany } from '../database/database';
import { Unavailable } from '../errors';
import { Random } from '../ids';

export type FreshToken = { token: string; expiresInSeconds: number };
type Row = { value: string | null; expires_at: number };
type Held = { token: string; expiresAt: number };

/** Used no longer than this before it ends, so that it does not die on the way. */
const MARGIN_MS = 60_000;
const LEASE_MS = 15_000;
const POLL_MS = 50;

/**
 * Access tokens, one for all processes. A new one may end the old one and the platform counts each, so one process fetches
 * while the others wait for the row. What is held in memory is dropped when the platform says that it is no good.
 */
@Injectable()
export class PlatformTokens {
  private readonly held = new Map<string, Held>();
  private readonly underway = new Map<string, Promise<string>>();
  private readonly owner: string;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    random: Random,
  ) {
    this.owner = random.token(12);
  }

  async get(name: string, fetch: () => Promise<FreshToken>): Promise<string> {
    const held = this.held.get(name);
    if (held && this.clock.now() < held.expiresAt - MARGIN_MS) return held.token;
    const underway = this.underway.get(name) ?? this.obtain(name, fetch).finally(() => this.underway.delete(name));
    this.underway.set(name, underway);
    return underway;
  }

  /** The platform refused this token. Only its first refusal counts: by the second, the row may hold a better one. */
  async drop(name: string, token: string): Promise<void> {
    if (this.held.get(name)?.token === token) this.held.delete(name);
    await this.database.execute('UPDATE platform_token SET expires_at = 0 WHERE name = ? AND value = ?', [name, token]);
  }

  /** Until when the stored one is good; null where there is none. */
  async until(name: string): Promise<number | null> {
    const [row] = await this.database.query<Row>('SELECT value, expires_at FROM platform_token WHERE name = ?', [name]);
    return row?.value && row.expires_at > this.clock.now() ? row.expires_at : null;
  }

  private async obtain(name: string, fetch: () => Promise<FreshToken>): Promise<string> {
    const until = Date.now() + LEASE_MS;
    while (Date.now() < until) {
      const stored = await this.stored(name);
      if (stored) return stored;
      if (await this.takeLease(name)) return this.refresh(name, fetch);
      await sleep(POLL_MS);
    }
    throw new Unavailable('platform_unavailable');
  }

  private async stored(name: string): Promise<string | null> {
    const [row] = await this.database.query<Row>('SELECT value, expires_at FROM platform_token WHERE name = ?', [name]);
    if (!row) await insertMany(this.database, 'platform_token', ['name'], [[name]], { ignore: true });
    if (!row?.value || this.clock.now() >= row.expires_at - MARGIN_MS) return null;
    this.held.set(name, { token: row.value, expiresAt: row.expires_at });
    return row.value;
  }

  private async takeLease(name: string): Promise<boolean> {
    const now = this.clock.now();
    const taken = await this.database.execute(
      'UPDATE platform_token SET refresh_owner = ?, refresh_lease_until = ? WHERE name = ? AND refresh_lease_until <= ? AND expires_at <= ?',
      [this.owner, now + LEASE_MS, name, now, now + MARGIN_MS],
    );
    return taken.affected === 1;
  }

  private async refresh(name: string, fetch: () => Promise<FreshToken>): Promise<string> {
    try {
      const { token, expiresInSeconds } = await fetch();
      const expiresAt = this.clock.now() + expiresInSeconds * 1000;
      await this.database.execute(
        'UPDATE platform_token SET value = ?, expires_at = ?, updated_at = ?, refresh_lease_until = 0 WHERE name = ? AND refresh_owner = ?',
        [token, expiresAt, this.clock.now(), name, this.owner],
      );
      this.held.set(name, { token, expiresAt });
      return token;
    } catch (error) {
      // Whoever waits may try at once instead of sitting out the lease.
      await this.database.execute('UPDATE platform_token SET refresh_lease_until = 0 WHERE name = ? AND refresh_owner = ?', [
        name,
        this.owner,
      ]);
      throw error;
    }
  }
}
