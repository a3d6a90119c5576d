import type { Tx } from '../database/database';
import { scrub } from '../logging';
import { GiveUp, type JobRun, LeaseLost, type RunningJob } from './job';
import type { ClaimedRow, Leases } from './leases';

export interface Claimed {
  row: ClaimedRow;
  owner: string;
  leasedUntil: number;
}

export interface Failure {
  /** Kept with the job; without what errors of the driver quote of people. */
  reason: string;
  /** Trying again cannot help. */
  final: boolean;
  attempts: number;
}

export type Outcome = 'done' | 'again' | 'lost' | Failure;

/** One try of one job: what its handler sees, and how it ended. */
export class Attempt implements RunningJob {
  readonly id: number;
  readonly topic: string;
  readonly payload: Record<string, unknown>;
  state: Record<string, unknown> | null;
  attempts: number;

  constructor(
    private readonly claimed: Claimed,
    private readonly leases: Leases,
    private readonly isStopping: () => boolean,
  ) {
    const { row } = claimed;
    this.id = row.id;
    this.topic = row.topic;
    this.payload = JSON.parse(row.payload);
    this.state = row.state === null ? null : JSON.parse(row.state);
    this.attempts = row.attempts;
  }

  get stopping(): boolean {
    return this.isStopping();
  }

  async checkpoint(tx: Tx, state: object, progress?: { done: number; total?: number }): Promise<void> {
    const text = JSON.stringify(state);
    if (!(await this.leases.checkpoint(tx, this.id, this.claimed.owner, text, progress))) throw new LeaseLost(this.id);
    tx.afterCommit(() => {
      this.state = JSON.parse(text);
      this.attempts = 1;
    });
  }

  async renew(): Promise<void> {
    if (!(await this.leases.renew(this.id, this.claimed.owner))) throw new LeaseLost(this.id);
  }

  async run(handler: JobRun): Promise<Outcome> {
    try {
      return (await handler.run(this)) === 'again' ? 'again' : 'done';
    } catch (error) {
      if (error instanceof LeaseLost) return 'lost';
      return { reason: reasonOf(error), final: error instanceof GiveUp, attempts: this.attempts };
    }
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return scrub(text).slice(0, 2_000);
}
