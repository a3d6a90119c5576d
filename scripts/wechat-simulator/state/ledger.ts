import type { SimulatorClock } from './clock';

export type MessageChannel = 'subscribe' | 'wecom-app' | 'wecom-linked' | 'wecom-mass';

/** A message that the platform took on, one entry for each person it is for. */
export interface LedgerMessage {
  id: number;
  msgid: string;
  channel: MessageChannel;
  /** openid, userid or external_userid. */
  to: string;
  at: number;
  /** Dropped: the caller was told all is well, and nobody got it. Duplicate: taken for a repetition, likewise. */
  outcome: 'delivered' | 'dropped' | 'duplicate' | 'recalled';
  /** Which limit dropped it. */
  reason: string | null;
  templateId: string | null;
  content: object;
  /** Something was too long, and the person sees less than was sent. */
  cut: boolean;
}

export type LedgerFilter = Partial<Pick<LedgerMessage, 'channel' | 'to' | 'templateId' | 'outcome' | 'msgid'>>;

/** The platform's own account of what it accepted, for comparison with the sender's. */
export class Ledger {
  private readonly messages: LedgerMessage[] = [];

  constructor(private readonly clock: SimulatorClock) {}

  get size(): number {
    return this.messages.length;
  }

  note(message: Pick<LedgerMessage, 'msgid' | 'channel' | 'to' | 'content'> & Partial<LedgerMessage>): LedgerMessage {
    const noted: LedgerMessage = {
      outcome: 'delivered',
      reason: null,
      templateId: null,
      cut: false,
      ...message,
      at: this.clock.now(),
      id: this.messages.length + 1,
    };
    this.messages.push(noted);
    return noted;
  }

  list(filter: LedgerFilter = {}): LedgerMessage[] {
    const wanted = Object.entries(filter).filter(([, value]) => value !== undefined) as [keyof LedgerFilter, string][];
    return this.messages.filter((message) => wanted.every(([name, value]) => message[name] === value));
  }

  /** How many got it how often: anybody above 1 was written to twice. */
  countsByRecipient(filter: LedgerFilter = {}): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { to } of this.list({ outcome: 'delivered', ...filter })) counts.set(to, (counts.get(to) ?? 0) + 1);
    return counts;
  }
}
