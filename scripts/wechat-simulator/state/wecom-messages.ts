import { createHash } from 'node:crypto';
import type { SimulatorClock } from './clock';

interface Sent {
  msgid: string;
  /** Whose message it is: only they may take it back. */
  sender: string;
  at: number;
}

/** Messages of apps that were sent, for recall and for the check against repetitions. */
export class WecomMessages {
  private readonly sent = new Map<string, Sent>();
  private readonly repetitions = new Map<string, { msgid: string; at: number }>();

  constructor(private readonly clock: SimulatorClock) {}

  remember(sender: string, msgid: string, body: object): void {
    const at = this.clock.now();
    this.sent.set(msgid, { msgid, sender, at });
    this.repetitions.set(digest(sender, body), { msgid, at });
  }

  /** The message that the very same request already brought about within the interval. */
  repeated(sender: string, body: object, intervalMs: number): string | null {
    const before = this.repetitions.get(digest(sender, body));
    return before && this.clock.now() - before.at < intervalMs ? before.msgid : null;
  }

  find(sender: string, msgid: string): Sent | undefined {
    const found = this.sent.get(msgid);
    return found?.sender === sender ? found : undefined;
  }
}

const digest = (sender: string, body: object): string =>
  createHash('sha256')
    .update(`${sender}\n${JSON.stringify(body)}`)
    .digest('base64');
