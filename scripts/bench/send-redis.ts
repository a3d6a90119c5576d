import { hasRedis, startRedis } from '../launch/own-redis';
import { bullmqAlone } from './bullmq';
import { fillPeople } from './fill';
import { median, round } from './load';
import type { Place } from './place';
import { FIRST_FEW, sent, sideOf, withOurs } from './push';
import { type Options, type Row, said } from './row';

/** Sending to everybody through a channel that does nothing, with the database alone and with Redis, against BullMQ with a job for each. */
export async function sendRedis(place: Place, options: Options): Promise<Row> {
  if (!hasRedis()) return { name: 'send-redis', ratio: Number.NaN, skipped: 'there is no redis-server here' };
  const people = options.quick ? 5_000 : 200_000;
  await fillPeople(place.db, people);
  const redis = await startRedis();
  try {
    await bullmqAlone(redis.url, FIRST_FEW);
    const seconds = { onSql: [] as number[], ours: [] as number[], bullmq: [] as number[] };
    const repeats = options.quick ? 1 : 3;
    for (let i = 0; i < repeats; i++) {
      seconds.onSql.push(await withOurs(place, (server) => sent(server, place.db, people), { REDIS_URL: '' }));
      seconds.ours.push(await withOurs(place, (server) => sent(server, place.db, people), { REDIS_URL: redis.url }));
      seconds.bullmq.push(await bullmqAlone(redis.url, people));
      const [sql, ours, alone] = [seconds.onSql, seconds.ours, seconds.bullmq].map((took) => took.at(-1)?.toFixed(2));
      said(`send-redis ${i + 1}/${repeats}: with Redis ${ours} s, without ${sql} s, BullMQ alone ${alone} s`);
    }
    const took = { onSql: median(seconds.onSql), ours: median(seconds.ours), bullmq: median(seconds.bullmq) };
    return {
      name: 'send-redis',
      ours: sideOf(took.ours, people),
      onSql: sideOf(took.onSql, people),
      bare: sideOf(took.bullmq, people),
      ratio: round(took.bullmq / took.ours, 3),
      ratioOnSql: round(took.bullmq / took.onSql, 3),
    };
  } finally {
    await redis.stop();
  }
}
