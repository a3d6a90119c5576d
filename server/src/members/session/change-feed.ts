import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { inList } from '../../platform/database/sql';

type Change = [id: number, accountId: number];
type Listener = (accountIds: Set<number>) => void;

const PAGE = 1000;
/** At the start, ids this far back may belong to transactions that are still open. */
const LOOK_BACK = 200;
/** Longer than any transaction may take. */
const GAP_PATIENCE_MS = 60_000;

/**
 * Follows `actor_change`, so that what one process changes is known to all of them on their very next request.
 *
 * Numbers are given out when a row is written and become visible when its transaction commits, in any order: when 7 is seen before 6,
 * the 6 is remembered as a gap and asked for again until it appears or nobody can be holding it any more.
 */
@Injectable()
export class ChangeFeed {
  private cursor: number | null = null;
  private readonly gaps = new Map<number, number>();
  private readonly listeners: Listener[] = [];
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  /**
   * Resolves when a read that began after this call has told the listeners. Callers of one turn of the event loop, and those who arrive
   * while a read is under way, share the next one.
   */
  current(): Promise<void> {
    this.next ??= this.follow(this.running);
    return this.next;
  }

  private async follow(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    await new Promise(setImmediate);
    this.running = this.next as Promise<void>;
    this.next = null;
    await this.read();
  }

  private async read(): Promise<void> {
    this.cursor ??= await this.startingPoint();
    const [rows, late] = await Promise.all([this.readFrom(this.cursor), this.readGaps()]);
    for (const [id] of late) this.gaps.delete(id);
    if (late.length > 0) this.tell(late);
    for (let page = rows; page.length > 0; page = page.length < PAGE ? [] : await this.readFrom(this.cursor)) {
      this.advance(this.cursor, page);
      this.tell(page);
    }
  }

  private readFrom(id: number): Promise<Change[]> {
    return this.db.hot<Change>(`SELECT id, account_id FROM actor_change WHERE id > ? ORDER BY id LIMIT ${PAGE}`, [id]);
  }

  private advance(from: number, rows: Change[]): void {
    const now = this.clock.now();
    let last = from;
    for (const [id] of rows) {
      for (let missing = Math.max(last + 1, id - PAGE); missing < id; missing++) this.gaps.set(missing, now);
      last = id;
    }
    this.cursor = last;
  }

  private async readGaps(): Promise<Change[]> {
    if (this.gaps.size === 0) return [];
    const horizon = this.clock.now() - GAP_PATIENCE_MS;
    for (const [id, since] of this.gaps) {
      if (since > horizon) break;
      this.gaps.delete(id);
    }
    const ids = inList([...this.gaps.keys()]);
    const rows = await this.db.query<{ id: number; account_id: number }>(
      `SELECT id, account_id FROM actor_change WHERE id IN ${ids.sql}`,
      ids.params,
    );
    return rows.map((row) => [row.id, row.account_id]);
  }

  private async startingPoint(): Promise<number> {
    const [row] = await this.db.query<{ id: number | null }>('SELECT MAX(id) AS id FROM actor_change');
    return Math.max(0, (row?.id ?? 0) - LOOK_BACK);
  }

  private tell(rows: Change[]): void {
    const accountIds = new Set(rows.map(([, accountId]) => accountId));
    for (const listener of this.listeners) listener(accountIds);
  }
}
