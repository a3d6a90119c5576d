import { groupBy } from '@dianquan/shared/group-by';
import { Logger } from '@nestjs/common';
import type { Channel, Message, Outcome, Recipient, Settled } from './channels/channel';
import type { Held } from './holding';
import { mergedMessage } from './merging';

/** Calls to a platform at the same time, from one batch of people. */
const AT_ONCE = 8;
/** It threw, perhaps after it had its effect. */
export const FAILED = { state: 'unknown', reason: '通道出错，结果不明' } as const satisfies Outcome;
const logger = new Logger('Delivery');

/** Hands what is held to the platform, outside any transaction, and says what came of each. */
export async function dispatch(channel: Channel, message: Message, { recipients, merged }: Held): Promise<Settled[]> {
  const calls: { message: Message; to: Recipient[] }[] = [];
  for (const [count, own] of groupBy(recipients, ({ accountId }) => merged.get(accountId) ?? 1)) {
    const said = count > 1 ? mergedMessage(message, count) : message;
    for (let i = 0; i < own.length; i += channel.batch) calls.push({ message: said, to: own.slice(i, i + channel.batch) });
  }
  const settled: Settled[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    for (let call = calls[next++]; call; call = calls[next++]) settled.push(...(await send(channel, call.message, call.to)));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, calls.length) }, caller));
  return settled;
}

/** A call that fails in a way the channel doesn't know may have had its effect. */
async function send(channel: Channel, message: Message, to: Recipient[]): Promise<Settled[]> {
  let outcomes: Outcome[] = [];
  let missing: Outcome = { state: 'unknown', reason: '通道没有给出结果' };
  try {
    outcomes = await channel.send(message, to);
  } catch (error) {
    logger.error(error);
    missing = FAILED;
  }
  return to.map((recipient, i) => ({ recipient, outcome: outcomes[i] ?? missing }));
}
