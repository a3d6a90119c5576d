import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { type Actor, ActorSource } from '../../platform/http/actor';
import { ActorLoader, type LoadedActor } from './actor-loader';
import { ChangeFeed } from './change-feed';
import { hashOf } from './session-token';

/** Sessions kept in memory by one process; a few hundred bytes each. */
const CAPACITY = 50_000;
/** The feed tells of every change; this is for a row that somebody changed by hand in the database. */
const MAX_AGE_MS = 60_000;

type Kept = LoadedActor & { loadedAt: number };

/**
 * Actors by token, kept in memory, yet never older than the request: each request first waits for one read of the change feed that began
 * after it arrived, so a revoked session, a changed role or a removal counts in every process from the next request on.
 */
@Injectable()
export class SessionActors extends ActorSource {
  private readonly bySession = new Map<number, Kept>();
  private readonly sessionOfToken = new Map<string, number>();
  private readonly sessionsOfAccount = new Map<number, Set<number>>();
  /** Counts the changes told; what was loaded while one came in may be older than it. */
  private changes = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly loader: ActorLoader,
    private readonly feed: ChangeFeed,
  ) {
    super();
    feed.onChange((accountIds) => this.forget(accountIds));
  }

  async find(token: string): Promise<Actor | null> {
    const tokenHash = hashOf(token);
    await this.feed.current();
    const kept = this.bySession.get(this.sessionOfToken.get(tokenHash) ?? 0);
    return this.fresh(kept) ?? this.load({ tokenHash });
  }

  async findSession(sessionId: number): Promise<Actor | null> {
    await this.feed.current();
    return this.fresh(this.bySession.get(sessionId)) ?? this.load({ sessionId });
  }

  private fresh(kept: Kept | undefined): Actor | null {
    if (!kept) return null;
    const now = this.clock.now();
    return now < kept.expiresAt && now - kept.loadedAt < MAX_AGE_MS ? kept.actor : null;
  }

  private async load(by: { tokenHash: string } | { sessionId: number }): Promise<Actor | null> {
    const changes = this.changes;
    const loaded = await this.loader.load(this.db, by);
    const now = this.clock.now();
    if (!loaded || loaded.expiresAt <= now) return null;
    if (changes === this.changes) this.keep({ ...loaded, loadedAt: now });
    return loaded.actor;
  }

  private keep(kept: Kept): void {
    const { sessionId, accountId } = kept.actor;
    if (this.bySession.size >= CAPACITY) this.drop(this.bySession.keys().next().value as number);
    this.bySession.set(sessionId, kept);
    this.sessionOfToken.set(kept.tokenHash, sessionId);
    const sessions = this.sessionsOfAccount.get(accountId);
    if (sessions) sessions.add(sessionId);
    else this.sessionsOfAccount.set(accountId, new Set([sessionId]));
  }

  private forget(accountIds: Set<number>): void {
    this.changes++;
    for (const accountId of accountIds) {
      for (const sessionId of this.sessionsOfAccount.get(accountId) ?? []) this.drop(sessionId);
    }
  }

  private drop(sessionId: number): void {
    const kept = this.bySession.get(sessionId);
    if (!kept) return;
    this.bySession.delete(sessionId);
    this.sessionOfToken.delete(kept.tokenHash);
    const sessions = this.sessionsOfAccount.get(kept.actor.accountId);
    sessions?.delete(sessionId);
    if (sessions?.size === 0) this.sessionsOfAccount.delete(kept.actor.accountId);
  }
}
