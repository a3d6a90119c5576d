interface Task {
  dueAt: number;
  run: () => void | Promise<void>;
  timer: NodeJS.Timeout;
}

/** The platform's time: the real one (or an injected one) plus a travelled distance, and what was put off until later. */
export class SimulatorClock {
  private offset = 0;
  private readonly waiting = new Set<Task>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly source: () => number = Date.now) {}

  now(): number {
    return this.source() + this.offset;
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  get offsetMs(): number {
    return this.offset;
  }

  after(delayMs: number, run: Task['run']): void {
    const task: Task = { dueAt: this.now() + delayMs, run, timer: setTimeout(() => this.start(task), delayMs) };
    task.timer.unref();
    this.waiting.add(task);
  }

  /** At once, without waiting for it; `settled` does. */
  soon(run: Task['run']): void {
    const task: Task = { dueAt: this.now(), run, timer: setTimeout(() => undefined, 0) };
    this.waiting.add(task);
    this.start(task);
  }

  /** Travel forward; what falls due on the way has begun when this returns. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('time only goes forward');
    this.offset += ms;
    const due = [...this.waiting].filter((task) => task.dueAt <= this.now()).sort((a, b) => a.dueAt - b.dueAt);
    for (const task of due) this.start(task);
  }

  /** Resolves when nothing that has begun is still at work; what waits for its hour goes on waiting. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    for (const task of this.waiting) clearTimeout(task.timer);
    this.waiting.clear();
    await this.settled();
  }

  private start(task: Task): void {
    clearTimeout(task.timer);
    if (!this.waiting.delete(task)) return;
    const work = Promise.resolve()
      .then(task.run)
      .catch((error: unknown) => console.error('simulator task failed', error))
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }
}
