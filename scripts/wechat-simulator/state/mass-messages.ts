import type { Limits } from '../limits';
import type { SimulatorClock } from './clock';
import type { Relation } from './customers';

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** What became of it at one customer, as the platform numbers it. */
export const SEND_STATUS = { unsent: 0, sent: 1, notFriend: 2, allowanceUsed: 3 } as const;
export type SendStatus = (typeof SEND_STATUS)[keyof typeof SEND_STATUS];

export interface MassSending {
  relation: Relation;
  status: SendStatus;
  at: number | null;
}

/** What one member has to confirm. */
export interface MassTask {
  userid: string;
  confirmedAt: number | null;
  sendings: MassSending[];
}

export interface MassMessage {
  msgid: string;
  /** As given by the caller; empty when the platform chose the members. */
  creator: string;
  createdAt: number;
  text: string;
  attachments: object[];
  page: string | null;
  url: string | null;
  tasks: MassTask[];
  cancelledAt: number | null;
}

/** Mass messages, which go out when the member confirms, and how many each customer may still get. */
export class MassMessages {
  private readonly messages = new Map<string, MassMessage>();
  private readonly received = new Map<string, number[]>();

  constructor(
    private readonly clock: SimulatorClock,
    private readonly limits: Limits,
  ) {}

  create(message: MassMessage): void {
    this.messages.set(message.msgid, message);
  }

  find(msgid: string): MassMessage | undefined {
    return this.messages.get(msgid);
  }

  list(): MassMessage[] {
    return [...this.messages.values()];
  }

  /** How many more this customer may get in the period that runs. */
  allowance(externalUserid: string): number {
    const { from, most } = this.period();
    const got = this.received.get(externalUserid) ?? [];
    return most - got.filter((at) => at >= from).length;
  }

  /** The member taps "send": to friends whose allowance lasts. Answers those who got it. */
  confirm(task: MassTask): MassSending[] {
    const now = this.clock.now();
    task.confirmedAt = now;
    for (const sending of task.sendings) {
      const { externalUserid, removedBy } = sending.relation;
      const free = this.allowance(externalUserid) > 0;
      sending.status = removedBy !== null ? SEND_STATUS.notFriend : free ? SEND_STATUS.sent : SEND_STATUS.allowanceUsed;
      sending.at = now;
      if (sending.status === SEND_STATUS.sent) this.received.set(externalUserid, [...(this.received.get(externalUserid) ?? []), now]);
    }
    return task.sendings.filter(({ status }) => status === SEND_STATUS.sent);
  }

  /** Shanghai's month, week from Monday, or day. */
  private period(): { from: number; most: number } {
    const { allowance, allowancePerWeek, allowancePerDay } = this.limits.customers;
    const local = new Date(this.clock.now() + SHANGHAI_MS);
    const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
    if (allowance === 'month') {
      return { from: Date.UTC(year, month, 1) - SHANGHAI_MS, most: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() };
    }
    const today = Date.UTC(year, month, day) - SHANGHAI_MS;
    if (allowance === 'day') return { from: today, most: allowancePerDay };
    return { from: today - ((local.getUTCDay() + 6) % 7) * DAY_MS, most: allowancePerWeek };
  }
}
