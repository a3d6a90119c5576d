import { randomBytes } from 'node:crypto';
import { hasRedis as isInstalled, type OwnRedis, startRedis } from '../../scripts/launch/own-redis';
import { Random } from '../src/platform/ids';
import { Tickets } from '../src/platform/jobs/tickets';
import { RedisLink } from '../src/platform/redis/redis-link';

export { type OwnRedis, startRedis } from '../../scripts/launch/own-redis';

const hasRedis = isInstalled();

/** The same specs, once with the database alone and once with Redis. */
export function withAndWithoutRedis(title: string, specs: () => void): void {
  describe(title, specs);
  withRedis(`${title}, with Redis`, specs);
}

/** Where no `redis-server` is installed they are not part of the run, as those on MariaDB aren't without one, and it says so. CI has to have it. */
export function withRedis(title: string, specs: () => void): void {
  if (!hasRedis && !process.env.CI) {
    console.warn(`${title}: not part of this run, there is no redis-server here`);
    return;
  }
  describe(title, () => {
    beforeAll(async () => {
      shared = { redis: await startRedis(), prefix: `test-${randomBytes(4).toString('hex')}` };
    });
    afterAll(async () => {
      const { redis } = shared as Shared;
      shared = null;
      for (const close of opened.splice(0)) await close();
      await redis.stop();
    });
    specs();
  });
}

type Shared = { redis: OwnRedis; prefix: string };
let shared: Shared | null = null;
/** The newest first: who uses a connection closes before it does. */
const opened: (() => Promise<void>)[] = [];

/** A connection to the Redis of this run of the specs, as a process of its own has it; null in the run without. */
export function redisLink(): RedisLink | null {
  if (!shared) return null;
  const link = new RedisLink(shared.redis.url, shared.prefix);
  opened.unshift(async () => link.close());
  return link;
}

/** For processes of the compiled server. */
export function redisEnv(): Record<string, string> {
  return shared ? { REDIS_URL: shared.redis.url } : {};
}

export function redisTickets(): Tickets | null {
  const link = redisLink();
  if (!link?.client) return null;
  const tickets = new Tickets(link.client, link, new Random());
  opened.unshift(() => tickets.close());
  return tickets;
}
