import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import type { Channel, Limit, Recipient } from './channels/channel';
import { type Asked, Limits } from './limits';

export type Taken = {
  allowed: Recipient[];
  postponed: { recipient: Recipient; until: number }[];
};

/** Asks the limits of a channel for the recipients of one batch, before anything is marked or sent. */
@Injectable()
export class Taking {
  constructor(private readonly limits: Limits) {}

  async take(channel: Channel, recipients: Recipient[], now: number): Promise<Taken> {
    let allowed = recipients;
    const postponed: Taken['postponed'] = [];
    const passed: Limit[] = [];
    for (const limit of channel.limits) {
      const answer = await this.takeOne(channel, limit, allowed, now);
      // What this limit refuses must not count with those before it.
      for (const one of passed) await this.giveBackOne(channel, one, answer.refused, now);
      postponed.push(...answer.refused.map((recipient) => ({ recipient, until: answer.until.get(recipient) ?? now })));
      allowed = answer.allowed;
      passed.push(limit);
    }
    return { allowed, postponed };
  }

  async giveBack(channel: Channel, recipients: Recipient[], now: number): Promise<void> {
    for (const limit of channel.limits) await this.giveBackOne(channel, limit, recipients, now);
  }

  private async takeOne(channel: Channel, limit: Limit, recipients: Recipient[], now: number) {
    const groups = [...groupBy(recipients, (recipient) => keyOf(channel, limit, recipient))];
    const granted = await this.limits.take(
      groups.map(([key, own]) => askFor(limit, key, own.length)),
      now,
    );
    const until = new Map<Recipient, number>();
    for (const [i, [, own]] of groups.entries()) {
      const { granted: n, retryAt } = granted[i] ?? { granted: 0, retryAt: now };
      for (const recipient of own.slice(n)) until.set(recipient, retryAt);
    }
    return { allowed: recipients.filter((one) => !until.has(one)), refused: recipients.filter((one) => until.has(one)), until };
  }

  private async giveBackOne(channel: Channel, limit: Limit, recipients: Recipient[], now: number): Promise<void> {
    const groups = [...groupBy(recipients, (recipient) => keyOf(channel, limit, recipient))];
    await this.limits.giveBack(
      groups.map(([key, own]) => askFor(limit, key, own.length)),
      now,
    );
  }
}

/** The period is part of the key: a person has one count for the minute and one for the hour. */
const keyOf = (channel: Channel, limit: Limit, recipient: Recipient): string => limitKey(channel, limit, limit.key(recipient));
export const limitKey = (channel: Channel, limit: Limit, key: string): string => `${channel.name}:${limit.per}:${key}`;
const askFor = ({ per, most }: Limit, key: string, n: number): Asked => ({ key, per, most, n });
