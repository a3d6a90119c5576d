import type { ApiError } from '@/platform/api-error';

type Line<W> = { wanted: W; timer: ReturnType<typeof setTimeout> | null; sending: boolean; failures: number };
export type WriterEvents<W, A> = {
  send: (wanted: W) => Promise<A>;
  /** The server has it. `current` is false when the person has tapped on meanwhile. */
  onSaved: (id: number, answer: A, current: boolean) => void;
  onRefused: (id: number, error: ApiError) => void;
  /** No answer came; it is tried again by itself. */
  onSilent: (id: number) => void;
};

/** Several quick taps are one request. */
const PAUSE = 350;
const AGAIN = [2000, 5000, 15_000];

/**
 * Saves what is wanted of each line after the tapping pauses: one request a line at a time, the last wish wins, silence is tried again,
 * a refusal is told once.
 */
export class LineWriter<W, A> {
  private readonly lines = new Map<number, Line<W>>();

  constructor(private readonly events: WriterEvents<W, A>) {}

  want(id: number, wanted: W): void {
    const line = this.lines.get(id) ?? { wanted, timer: null, sending: false, failures: 0 };
    line.wanted = wanted;
    line.failures = 0;
    this.lines.set(id, line);
    this.wait(id, line, PAUSE);
  }

  /** Sends all that waits, now; true when the server has everything. */
  async flush(): Promise<boolean> {
    await Promise.all([...this.lines.keys()].map((id) => this.save(id)));
    while ([...this.lines.values()].some(({ sending }) => sending)) await new Promise((resolve) => setTimeout(resolve, 30));
    return this.lines.size === 0;
  }

  private wait(id: number, line: Line<W>, time: number): void {
    if (line.timer !== null) clearTimeout(line.timer);
    line.timer = setTimeout(() => void this.save(id), time);
  }

  private async save(id: number): Promise<void> {
    const line = this.lines.get(id);
    if (!line || line.sending) return;
    if (line.timer !== null) clearTimeout(line.timer);
    line.timer = null;
    line.sending = true;
    const sent = line.wanted;
    try {
      const answer = await this.events.send(sent);
      line.sending = false;
      const current = line.wanted === sent;
      if (current) this.lines.delete(id);
      this.events.onSaved(id, answer, current);
      if (!current) await this.save(id);
    } catch (error) {
      line.sending = false;
      this.failed(id, line, sent, error as ApiError);
    }
  }

  private failed(id: number, line: Line<W>, sent: W, error: ApiError): void {
    if (error.isOutage) {
      this.wait(id, line, AGAIN[Math.min(line.failures, AGAIN.length - 1)] ?? PAUSE);
      line.failures += 1;
      this.events.onSilent(id);
      return;
    }
    if (line.wanted !== sent) {
      this.wait(id, line, 0);
      return;
    }
    if (line.timer !== null) clearTimeout(line.timer);
    this.lines.delete(id);
    this.events.onRefused(id, error);
  }
}
