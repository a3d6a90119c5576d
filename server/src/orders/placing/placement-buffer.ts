import { setImmediate as turn } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Outcome, PlaceCommand, Placed } from './place-command';
import { type LookedAt, Placement } from './placement';

const BATCH = 32;
/** So few are answered in one turn of the event loop that the next batch needn't wait until all answers are made. */
const ANSWERED_AT_ONCE = 4;
type Waiting = { command: PlaceCommand; resolve: (placed: Placed) => void; reject: (error: unknown) => void };
type Outcomes = Map<PlaceCommand, Outcome>;

/**
 * Puts orders that arrive together into one transaction. Each person is answered only after its commit; a batch that fails is retried
 * one by one, so that one bad order spoils no other. Nothing waits for a timer: while one batch is written the next collects, and is
 * looked at already when it has grown as large.
 */
@Injectable()
export class PlacementBuffer implements OnApplicationShutdown {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private told: Promise<void> = Promise.resolve();
  /** Keys of which nobody knows yet what becomes. */
  private readonly busy = new Set<string>();

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
    await this.told;
  }

  private async drain(): Promise<void> {
    // Lets the requests of this turn of the event loop get in.
    await turn();
    let written: Promise<void> = Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.next();
      const looked = batch.length > 0 ? await this.look(batch) : null;
      if (!looked || looked.open.length === 0) await Promise.all([written, this.told]);
      else {
        await written;
        await new Promise<void>((almost) => {
          written = this.write(batch, looked, almost);
        });
        // Few at a time would cost more than it saves to look at them early.
        if (this.waiting.length < batch.length) await written;
      }
    }
    this.running = null;
  }

  /** In order of arrival; the second of two with the same key waits for what becomes of the first. */
  private next(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    for (const one of this.waiting) {
      if (batch.length === BATCH || this.busy.has(nameOf(one))) later.push(one);
      else {
        batch.push(one);
        this.busy.add(nameOf(one));
      }
    }
    this.waiting = later;
    return batch;
  }

  /** Whoever needs no more than a look is answered by it. Null when all are. */
  private async look(batch: readonly Waiting[]): Promise<LookedAt | null> {
    try {
      const looked = await this.placement.look(
        this.db,
        batch.map(({ command }) => command),
      );
      this.settle(batch, looked.settled);
      return looked;
    } catch (error) {
      await this.oneByOne(batch, error);
      return null;
    }
  }

  /** @param almost is told when the last of it is on its way, so that the next may be looked at; in the end for certain */
  private async write(batch: readonly Waiting[], looked: LookedAt, almost: () => void): Promise<void> {
    const open = batch.filter(({ command }) => !looked.settled.has(command));
    try {
      this.settle(open, await this.outcomesOf(looked, almost));
    } catch (error) {
      await this.oneByOne(open, error);
    } finally {
      almost();
    }
  }

  private async oneByOne(batch: readonly Waiting[], cause: unknown): Promise<void> {
    for (const one of batch) {
      try {
        if (batch.length === 1) throw cause;
        this.settle([one], await this.outcomesOf(await this.placement.look(this.db, [one.command])));
      } catch (error) {
        this.busy.delete(nameOf(one));
        one.reject(error);
      }
    }
  }

  /** A transaction that has to begin again, because others were in its way, looks again too: that may have taken a while. */
  private async outcomesOf(looked: LookedAt, almost = (): void => undefined): Promise<Outcomes> {
    if (looked.open.length === 0) return looked.settled;
    const commands = looked.open.map(({ command }) => command);
    let attempts = 0;
    return this.db.transaction(async (tx) => {
      const seen = attempts++ === 0 ? looked : await this.placement.look(tx, commands);
      return new Map([...seen.settled, ...(await this.placement.place(tx, seen, almost))]);
    });
  }

  private settle(batch: readonly Waiting[], outcomes: Outcomes): void {
    const settled = batch.filter(({ command }) => outcomes.has(command));
    for (const one of settled) this.busy.delete(nameOf(one));
    this.told = this.told.then(() => tell(settled, outcomes));
  }
}

async function tell(settled: readonly Waiting[], outcomes: Outcomes): Promise<void> {
  for (const [i, { command, resolve, reject }] of settled.entries()) {
    if (i % ANSWERED_AT_ONCE === 0) await turn();
    const outcome = outcomes.get(command) as Outcome;
    if ('placed' in outcome) resolve(outcome.placed);
    else reject(outcome.refused);
  }
}

const nameOf = ({ command: { once } }: Waiting): string => `${once.accountId} ${once.key}`;
