import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 250;
/** An answer this young tells as much as a new question would. */
const FRESH_MS = 1_000;

/**
 * Whether the database can be reached at all. A server that has gone silent is found out by one question for everybody, and until it
 * answers again nobody else is made to wait for it.
 */
export class Pulse {
  private heardAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<boolean> | null = null;
  private silent = false;
  private closed = false;
  /** Counts the outages: a connection of an earlier age may be dead without knowing it. */
  age = 0;

  /** @param knock resolves to whether the server answered, in time that is bounded */
  constructor(private readonly knock: () => Promise<boolean>) {}

  get isSilent(): boolean {
    return this.silent;
  }

  heard(): void {
    this.heardAt = performance.now();
  }

  /** For those who have waited for longer than usual. */
  async isBeating(): Promise<boolean> {
    if (this.silent) return false;
    if (performance.now() - this.heardAt < FRESH_MS) return true;
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  close(): void {
    this.closed = true;
  }

  private async ask(): Promise<boolean> {
    if (await this.knock()) {
      this.heard();
      return true;
    }
    this.age++;
    this.silent = true;
    void this.untilItAnswers();
    return false;
  }

  private async untilItAnswers(): Promise<void> {
    do await sleep(AGAIN_MS, undefined, { ref: false });
    while (!this.closed && !(await this.knock()));
    this.heard();
    this.silent = false;
  }
}
