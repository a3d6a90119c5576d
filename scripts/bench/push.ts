import { Campaigns } from '@dianquan/server/delivery/campaigns';
import type { Channel } from '@dianquan/server/delivery/channels/channel';
import { Channels } from '@dianquan/server/delivery/channels/channels';
import { readEnv } from '@dianquan/server/platform/config/env';
import type { Database } from '@dianquan/server/platform/database/database';
import { createServer, type Server } from '@dianquan/server/server';
import { fillPeople } from './fill';
import { median, round } from './load';
import { NoOpChannel, RowsChannel } from './no-op-channels';
import type { Place } from './place';
import { type Options, type Row, said } from './row';

const CHUNK = 10_000;
const LONGEST_MS = 300_000;
const MESSAGE = {
  use: 'announcement',
  title: '发给所有人',
  summary: '',
  page: '/pages/home/index',
  category: 'announcements',
  at: 0,
} as const;

type Seconds = { ours: number[]; rows: number[]; bare: number[] };
/** What a server and its drivers do only once, when they begin, is done on so few first; the same for whom they are compared with. */
export const FIRST_FEW = 1_000;
const none = (): Seconds => ({ ours: [], rows: [], bare: [] });

/**
 * Planning of everybody as recipients of one channel, against the bare INSERT … SELECT in the same chunks. `rows` is the same as ours
 * through a channel that needs a row for each.
 */
export async function fanout(place: Place, options: Options): Promise<Row> {
  const sizes = options.quick ? [5_000, 20_000] : [100_000, 1_000_000];
  const [small, large] = sizes as [number, number];
  await fillPeople(place.db, large);
  return withOurs(place, async (server) => {
    await bareFanOut(place.db, 899_999, FIRST_FEW);
    const at = new Map<number, Seconds>(sizes.map((size) => [size, none()]));
    const repeats = options.quick ? 1 : 3;
    for (let i = 0; i < repeats; i++)
      for (const size of sizes) {
        const seconds = at.get(size) ?? none();
        seconds.ours.push(await planned(server, place.db, size, new NoOpChannel()));
        seconds.bare.push(await timed(() => bareFanOut(place.db, 900_000 + i * 10 + sizes.indexOf(size), size)));
        seconds.rows.push(await planned(server, place.db, size, new RowsChannel()));
        said(`fanout ${i + 1}/${repeats}, ${size}: ${lastOf(seconds)}`);
      }
    const [few, all] = [at.get(small) ?? none(), at.get(large) ?? none()];
    return { name: 'fanout', ...compared(all, large), small: { people: small, ...compared(few, small) } };
  });
}

/** Planning, claiming and finishing of everybody through a channel that does nothing; of some also with rows for each. */
export async function send(place: Place, options: Options): Promise<Row> {
  const people = options.quick ? 20_000 : 1_000_000;
  const some = people / 20;
  await fillPeople(place.db, people);
  return withOurs(place, async (server) => {
    await bareSend(place.db, 899_999, FIRST_FEW);
    const seconds = none();
    const repeats = options.quick ? 1 : 3;
    for (let i = 0; i < repeats; i++) {
      seconds.ours.push(await sent(server, place.db, people));
      seconds.bare.push(await timed(() => bareSend(place.db, 900_000 + i, people)));
      seconds.rows.push(await sent(server, place.db, some, new RowsChannel()));
      said(`send ${i + 1}/${repeats}: ${lastOf(seconds)} (${some})`);
    }
    return { name: 'send', ...compared({ ...seconds, rows: [] }, people), rows: { people: some, ...sideOf(median(seconds.rows), some) } };
  });
}

const lastOf = (seconds: Seconds): string =>
  Object.entries(seconds)
    .map(([side, took]) => `${side} ${took.at(-1)?.toFixed(2)} s`)
    .join(', ');

function compared(seconds: Seconds, people: number) {
  const [ours, bare, rows] = [median(seconds.ours), median(seconds.bare), median(seconds.rows)];
  return {
    ours: sideOf(ours, people),
    bare: sideOf(bare, people),
    ratio: round(bare / ours, 3),
    ...(seconds.rows.length > 0 ? { rows: { ...sideOf(rows, people), ratio: round(bare / rows, 3) } } : {}),
  };
}

/** Our runner in this very process, with everything but HTTP. */
export async function withOurs<T>(place: Place, work: (server: Server) => Promise<T>, more: Record<string, string> = {}): Promise<T> {
  const env = readEnv({
    ...process.env,
    DATABASE_URL: place.url,
    DATA_DIR: place.folder,
    LOG_LEVEL: 'error',
    DISK_RESERVE_MB: '0',
    ...more,
  });
  const server = await createServer(env, { runJobs: true });
  try {
    await sent(server, place.db, FIRST_FEW);
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Far in the future, so that nothing is sent meanwhile. */
const planned = (server: Server, db: Database, people: number, channel: Channel): Promise<number> =>
  run(server, db, people, 'sending', channel, Date.now() + 86_400_000 * 365);

export const sent = (server: Server, db: Database, people: number, channel: Channel = new NoOpChannel()): Promise<number> =>
  run(server, db, people, 'done', channel);

/** From the transaction that starts a campaign until it has come so far. */
async function run(
  server: Server,
  db: Database,
  people: number,
  until: 'sending' | 'done',
  channel: Channel,
  at?: number,
): Promise<number> {
  server.app.get(Channels, { strict: false }).put(channel);
  const campaigns = server.app.get(Campaigns, { strict: false });
  return timed(async () => {
    const id = await db.transaction((tx) =>
      campaigns.start(tx, {
        kind: 'announcement',
        subject: `bench:${performance.now()}`,
        importance: 'order',
        message: MESSAGE,
        to: { condition: { sql: 'm.id <= ?', params: [people] } },
        channels: ['webhook'],
        ...(at === undefined ? {} : { at }),
      }),
    );
    await reached(db, id, until, people);
  });
}

async function reached(db: Database, id: number, state: string, people: number): Promise<void> {
  for (const deadline = performance.now() + LONGEST_MS; performance.now() < deadline; ) {
    const [row] = await db.query<{ state: string; people: number }>('SELECT state, people FROM push_campaign WHERE id = ?', [id]);
    if (row?.state === state) {
      if (row.people !== people) throw new Error(`planned ${row.people} of ${people}`);
      return;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`not ${state} after ${LONGEST_MS / 1000} s`);
}

async function bareFanOut(db: Database, campaignId: number, people: number): Promise<void> {
  for (let first = 1; first <= people; first += CHUNK)
    await db.execute(
      `INSERT INTO push_recipient (campaign_id, member_id, account_id, shop_id, channel, state, due_at, changed_at)
       SELECT ?, m.id, m.account_id, m.shop_id, 'webhook', 'planned', 0, 0 FROM member m JOIN shop s ON s.id = m.shop_id
       WHERE m.id BETWEEN ? AND ? AND m.id <= ? AND m.status = 'active' AND s.member_count > 0`,
      [campaignId, first, first + CHUNK - 1, people],
    );
}

/** The same with what finishes each chunk, one after the other, and nobody else to share it with. */
async function bareSend(db: Database, campaignId: number, people: number): Promise<void> {
  await bareFanOut(db, campaignId, people);
  for (let first = 1; first <= people; first += CHUNK)
    await db.execute(`UPDATE push_recipient SET state = 'sent', due_at = NULL WHERE campaign_id = ? AND member_id BETWEEN ? AND ?`, [
      campaignId,
      first,
      first + CHUNK - 1,
    ]);
}

export const sideOf = (seconds: number, people: number) => ({ seconds: round(seconds, 2), perSecond: Math.round(people / seconds) });

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}
