import type { Limits } from '../limits';
import type { SimulatorClock } from './clock';

export interface DeliveryRecord {
  id: number;
  attempts: { at: number; outcome: string }[];
  deliveredAt: number | null;
}

const REMEMBERED = 200;
export const OK = 'ok';

/** Posts something to a server until it is taken: no answer in time or a wrong one means again, three times in all. */
export class Deliveries<Message extends object> {
  readonly records: (DeliveryRecord & Message)[] = [];
  private nextId = 1;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly limits: Limits,
  ) {}

  /** Returns when the first attempt is over; later ones follow by the clock. Without a way to post it is only recorded. */
  async deliver(message: Message, post: (() => Promise<string>) | null): Promise<DeliveryRecord & Message> {
    const record = { id: this.nextId++, ...message, attempts: [], deliveredAt: null };
    this.records.push(record);
    if (this.records.length > REMEMBERED) this.records.shift();
    if (post) await this.attempt(record, post);
    return record;
  }

  private async attempt(record: DeliveryRecord, post: () => Promise<string>): Promise<void> {
    const outcome = await post().catch((error: Error) => error.message);
    record.attempts.push({ at: this.clock.now(), outcome });
    if (outcome === OK) record.deliveredAt = this.clock.now();
    else if (record.attempts.length < this.limits.push.attempts) {
      this.clock.after(this.limits.push.retryDelayMs, () => this.attempt(record, post));
    }
  }
}
