import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Outcome, PlaceCommand, Placed } from './place-command';
import { Placement } from './placement';

const BATCH = 32;
type Waiting = { command: PlaceCommand; resolve: (placed: Placed) => void; reject: (error: unknown) => void };

/**
 * Puts orders that arrive together into one transaction. Each person is answered only after its commit; a batch that fails is retried
 * one by one, so that one bad order spoils no other. Nothing waits for a timer: while one batch commits the next collects.
 */
@Injectable()
export class PlacementBuffer implements OnApplicationShutdown {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;

  constructor(
    private readonly db: Database,
    private readonly placement: Placement,
  ) {}

  /** @throws Refused why nothing was ordered */
  add(command: PlaceCommand): Promise<Placed> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ command, resolve, reject });
      this.running ??= this.drain();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    // Lets the requests of this turn of the event loop get in.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.serve(this.next());
    this.running = null;
  }

  /** In order of arrival; the second of two with the same key waits for what becomes of the first. */
  private next(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const keys = new Set<string>();
    for (const one of this.waiting) {
      const { accountId, key } = one.command.once;
      const name = `${accountId} ${key}`;
      if (batch.length === BATCH || keys.has(name)) later.push(one);
      else batch.push(one);
      keys.add(name);
    }
    this.waiting = later;
    return batch;
  }

  private async serve(batch: Waiting[]): Promise<void> {
    try {
      const outcomes = await this.outcomesOf(batch.map(({ command }) => command));
      for (const [i, one] of batch.entries()) {
        const outcome = outcomes[i];
        if (outcome && 'placed' in outcome) one.resolve(outcome.placed);
        else one.reject(outcome?.refused);
      }
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) only.reject(error);
      else for (const one of batch) await this.serve([one]);
    }
  }

  /** A transaction that has to begin again, because others were in its way, looks again too: that may have taken a while. */
  private async outcomesOf(commands: PlaceCommand[]): Promise<Outcome[]> {
    const looked = await this.placement.look(this.db, commands);
    if (looked.open.length === 0) return commands.map((command) => looked.settled.get(command) as Outcome);
    let attempts = 0;
    return this.db.transaction(async (tx) => this.placement.place(tx, attempts++ === 0 ? looked : await this.placement.look(tx, commands)));
  }
}
