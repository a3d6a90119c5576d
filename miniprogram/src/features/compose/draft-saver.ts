export type SaveState = 'kept' | 'waiting' | 'saving' | 'failed';

/**
 * Keeps what is written a moment after the typing pauses: one saving at a time, always of the newest, tried again by itself when it
 * failed. Knows nothing of what it saves.
 */
export class DraftSaver<T> {
  private next: { value: T } | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly save: (value: T) => Promise<unknown>,
    private readonly tell: (state: SaveState, error: unknown) => void,
    private readonly pause = 800,
    private readonly retry = 4000,
    /** What is refused for good is not sent again until it is changed. */
    private readonly mayRetry: (error: unknown) => boolean = () => true,
  ) {}

  change(value: T): void {
    this.next = { value };
    this.tell('waiting', null);
    this.schedule(this.pause);
  }

  /** Saves at once what is not saved yet; rejects when that cannot be done now. */
  async flush(): Promise<void> {
    this.unschedule();
    await this.running?.catch(() => undefined);
    while (this.next) await this.run();
  }

  /** The page is left: what is unsaved is sent once more, and nothing after that. */
  leave(): void {
    void this.flush()
      .catch(() => undefined)
      .finally(() => this.unschedule());
  }

  private schedule(after: number): void {
    this.unschedule();
    this.timer = setTimeout(() => void this.run().catch(() => undefined), after);
  }

  private unschedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private run(): Promise<void> {
    if (this.running) return this.running;
    const taken = this.next;
    if (!taken) return Promise.resolve();
    let isFinal = false;
    this.running = this.send(taken)
      .catch((error) => {
        isFinal = !this.mayRetry(error);
        throw error;
      })
      .finally(() => {
        this.running = null;
        if (!this.next || this.timer !== null) return;
        if (this.next !== taken) this.schedule(0);
        else if (!isFinal) this.schedule(this.retry);
      });
    return this.running;
  }

  private async send(taken: { value: T }): Promise<void> {
    this.unschedule();
    this.tell('saving', null);
    try {
      await this.save(taken.value);
    } catch (error) {
      this.tell('failed', error);
      throw error;
    }
    if (this.next === taken) {
      this.next = null;
      this.tell('kept', null);
    }
  }
}
