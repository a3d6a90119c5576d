import type { Clock } from '../clock';
import { type Database, inList, insertMany } from '../database/database';
import type { JobRegistry, ScheduledRun } from './registry';

/** Recurring work: of all processes, the one that moves the row on does it. */
export class Schedules {
  private known = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registry: JobRegistry,
    /** Nobody else starts the same one for so long, unless it has ended. */
    private readonly leaseMs: number,
  ) {}

  /** Wins what is due; the caller runs it. */
  async claimDue(): Promise<(() => Promise<void>)[]> {
    const schedules = this.registry.schedules();
    if (schedules.length === 0) return [];
    const names = inList(schedules.map(({ name }) => name));
    await this.register(schedules);
    const now = this.clock.now();
    const due = await this.database.query<{ name: string }>(`SELECT name FROM schedule WHERE next_at <= ? AND name IN ${names.sql}`, [
      now,
      ...names.params,
    ]);
    const won: (() => Promise<void>)[] = [];
    for (const { name } of due) {
      const scheduled = schedules.find((one) => one.name === name);
      if (scheduled && (await this.win(scheduled, now))) won.push(() => this.run(scheduled, now));
    }
    return won;
  }

  private async win({ name, everyMs }: ScheduledRun, now: number): Promise<boolean> {
    const { affected } = await this.database.execute('UPDATE schedule SET next_at = ?, last_at = ? WHERE name = ? AND next_at <= ?', [
      now + Math.max(everyMs, this.leaseMs),
      now,
      name,
      now,
    ]);
    return affected === 1;
  }

  private async run({ name, everyMs, run }: ScheduledRun, startedAt: number): Promise<void> {
    try {
      await run();
    } finally {
      await this.database.execute('UPDATE schedule SET next_at = ? WHERE name = ? AND last_at = ?', [startedAt + everyMs, name, startedAt]);
    }
  }

  private async register(schedules: ScheduledRun[]): Promise<void> {
    if (this.known) return;
    const now = this.clock.now();
    await insertMany(
      this.database,
      'schedule',
      ['name', 'next_at'],
      schedules.map(({ name }) => [name, now]),
      { ignore: true },
    );
    this.known = true;
  }
}
