import { join } from 'node:path';
import type { Clock } from '@dianquan/server/platform/clock';
import type { Database } from '@dianquan/server/platform/database/database';
import { serveSite } from '@dianquan/server/platform/http/static-site';
import type { FastifyPluginAsync } from 'fastify';
import type { World } from '../wechat-simulator/state/world';
import { peopleOf } from './people';

export interface PhonesPageOptions {
  /** The simulated platform mounted beside the page: it knows the people and keeps the chat. */
  world: World;
  /** Asked for at the first request only: the page is mounted before the application is there. */
  server: () => { database: Database; clock: Clock };
}

/** Nothing in it is compiled, so it is served from where it is written, also when this file runs from dist. */
const SITE = join(__dirname.replace(join('scripts', 'dist'), 'scripts'), 'site');
const LONGEST_JUMP_MS = 400 * 86_400_000;

/** Three phones side by side at `/demo`. Whoever mounts it sees to it that production never does: it lets anybody be anybody. */
export const phonesPage: FastifyPluginAsync<PhonesPageOptions> = async (app, { world, server }) => {
  await serveSite(app, { root: SITE, prefix: '/demo' });

  app.get('/demo/people.json', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { items: await peopleOf(server().database, world) };
  });

  const clockView = (): object => ({ now: server().clock.now() });
  app.get('/demo/clock.json', async (_request, reply) => reply.header('cache-control', 'no-store').send(clockView()));
  app.post('/demo/clock.json', async (request, reply) => {
    const { advanceMs } = (request.body ?? {}) as { advanceMs?: unknown };
    if (typeof advanceMs !== 'number' || !(advanceMs > 0 && advanceMs <= LONGEST_JUMP_MS)) {
      return reply.code(400).send({ message: '时间只能向前，一次最多四百天' });
    }
    // Both together, or the platform's codes and tokens would be of another day than the server's.
    server().clock.advance(advanceMs);
    world.clock.advance(advanceMs);
    await world.clock.settled();
    return clockView();
  });
};
