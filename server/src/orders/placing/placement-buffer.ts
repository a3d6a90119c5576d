import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { PlaceCommand, Placed } from './place-command';
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
    while (this.waiting.length > 0) await this.commit(this.next());
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

  private async commit(batch: Waiting[]): Promise<void> {
    try {
      const commands = batch.map(({ command }) => command);
      const outcomes = await this.db.transaction((tx) => this.placement.place(tx, commands));
      for (const [i, one] of batch.entries()) {
        const outcome = outcomes[i];
        if (outcome && 'placed' in outcome) one.resolve(outcome.placed);
        else one.reject(outcome?.refused);
      }
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) only.reject(error);
      else for (const one of batch) await this.commit([one]);
    }
  }
}
