import { type Redis, ReplyError } from 'ioredis';
import { Unavailable } from '../platform/errors';
import type { RedisLink } from '../platform/redis/redis-link';
import { type Counted, current, retryAt, type Window, windowOf } from './limit-windows';
import { type Asked, type Granted, type LimitAsked, Limits, type LimitUse } from './limits';

/** Kept somewhat longer than it counts, for clocks that are apart. */
const MARGIN_MS = 24 * 3_600_000;
const VALUES_EACH = 5;

/** Takes for each key what is left in its window, which another process may have moved on. */
const TAKE = `
local answers = {}
for i, key in ipairs(KEYS) do
  local at = (i - 1) * ${VALUES_EACH}
  local n, most, start, before, ttl = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local kept = redis.call('HMGET', key, 'start', 'used', 'previous')
  local used, previous = 0, 0
  if kept[1] == start then
    used = tonumber(kept[2])
    if before ~= '' then previous = tonumber(kept[3]) end
  elseif kept[1] and kept[1] == before then
    previous = tonumber(kept[2])
  end
  local granted = math.max(0, math.min(n, most - used - previous))
  if granted > 0 then
    redis.call('HSET', key, 'start', start, 'used', used + granted, 'previous', previous)
    redis.call('PEXPIRE', key, ttl)
  end
  answers[#answers + 1] = granted
  answers[#answers + 1] = used + granted
  answers[#answers + 1] = previous
end
return answers`;

const GIVE_BACK = `
for i, key in ipairs(KEYS) do
  local at = (i - 1) * ${VALUES_EACH}
  local n, start = tonumber(ARGV[at + 1]), ARGV[at + 3]
  local kept = redis.call('HMGET', key, 'start', 'used')
  if kept[1] == start then redis.call('HSET', key, 'used', math.max(0, tonumber(kept[2]) - n)) end
end`;

/** Limits in Redis, where one script counts for all processes at once. Without Redis nothing is sent: what cannot be counted may be too much. */
export class RedisLimits extends Limits {
  constructor(private readonly link: RedisLink) {
    super();
  }

  async take(asked: readonly Asked[], now: number): Promise<Granted[]> {
    if (asked.length === 0) return [];
    const answers = (await this.run(TAKE, asked, now)) as number[];
    return asked.map(({ per, most }, at) => {
      const [granted = 0, used = 0, previous = 0] = answers.slice(at * 3, at * 3 + 3);
      return { granted, retryAt: retryAt({ used, previous }, most, windowOf(per, now)) };
    });
  }

  async giveBack(asked: readonly Asked[], now: number): Promise<void> {
    if (asked.length > 0) await this.run(GIVE_BACK, asked, now);
  }

  async use(limits: readonly LimitAsked[], now: number): Promise<LimitUse[]> {
    const kept = await this.answer((client) =>
      Promise.all(limits.map(({ key }) => client.hmget(this.keyOf(key), 'start', 'used', 'previous'))),
    );
    return limits.map(({ per }, at) => {
      const window = windowOf(per, now);
      const { used, previous } = current(countedOf(kept[at]), window);
      return { used: used + previous, resetsAt: used + previous > 0 ? window.end : null };
    });
  }

  private run(script: string, asked: readonly Asked[], now: number): Promise<unknown> {
    const keys = asked.map(({ key }) => this.keyOf(key));
    const values = asked.flatMap(({ n, most, per }) => valuesOf(n, most, windowOf(per, now)));
    return this.answer((client) => client.eval(script, keys.length, ...keys, ...values));
  }

  private async answer<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    try {
      return await this.link.ask(question);
    } catch (error) {
      // What Redis says of itself is a fault of ours; anything else is that it does not answer.
      if (error instanceof ReplyError) throw error;
      throw new Unavailable();
    }
  }

  private keyOf(key: string): string {
    return `${this.link.prefix}:limit:${key}`;
  }
}

function valuesOf(n: number, most: number, { start, end, before }: Window): (string | number)[] {
  return [n, most, start, before ?? '', 2 * (end - start) + MARGIN_MS];
}

function countedOf(kept: (string | null)[] | undefined): Counted | undefined {
  const [windowStart, used, previous] = kept ?? [];
  return windowStart ? { windowStart: Number(windowStart), used: Number(used), previous: Number(previous) } : undefined;
}
