import { Campaigns } from '@dianquan/server/delivery/campaigns';
import { Channel, type Outcome, type Recipient } from '@dianquan/server/delivery/channels/channel';
import { Channels } from '@dianquan/server/delivery/channels/channels';
import { readEnv } from '@dianquan/server/platform/config/env';
import type { Database } from '@dianquan/server/platform/database/database';
import { createServer, type Server } from '@dianquan/server/server';
import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { fillPeople } from './fill';
import { median, round } from './load';
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

/** Reaches everybody and does nothing: what is left is planning, claiming and finishing. */
class NoOpChannel extends Channel {
  readonly name = 'webhook';
  readonly label = '空通道';
  readonly limits = [];
  override readonly keepsAttempts = false;

  async reaches() {
    return { sql: '(1 = 1)', params: [] };
  }

  async preview(): Promise<ChannelPreview> {
    return { channel: this.name, label: this.label, title: '', lines: [] };
  }

  async send(_message: unknown, to: Recipient[]): Promise<Outcome[]> {
    return to.map(() => ({ state: 'accepted' }));
  }

  override async sendBlock(): Promise<[]> {
    return [];
  }
}

/** Planning of everybody as recipients of one channel, against the bare INSERT … SELECT in the same chunks. */
export async function fanout(place: Place, options: Options): Promise<Row> {
  const sizes = options.quick ? [5_000, 20_000] : [100_000, 1_000_000];
  const [small, large] = sizes as [number, number];
  await fillPeople(place.db, large);
  return withOurs(place, async (server) => {
    const at = new Map<number, { ours: number[]; bare: number[] }>(sizes.map((size) => [size, { ours: [], bare: [] }]));
    const repeats = options.quick ? 1 : 3;
    for (let i = 0; i < repeats; i++)
      for (const size of sizes) {
        const seconds = at.get(size);
        // Far in the future, so that nothing is sent meanwhile.
        seconds?.ours.push(await planned(server, place.db, size, Date.now() + 86_400_000 * 365));
        seconds?.bare.push(await timed(() => bareFanOut(place.db, 900_000 + i * 10 + sizes.indexOf(size), size)));
        said(`fanout ${i + 1}/${repeats}, ${size}: ours ${seconds?.ours.at(-1)?.toFixed(2)} s, bare ${seconds?.bare.at(-1)?.toFixed(2)} s`);
      }
    const tookAt = (size: number) => {
      const took = at.get(size) ?? { ours: [], bare: [] };
      return { ours: median(took.ours), bare: median(took.bare) };
    };
    const [few, all] = [tookAt(small), tookAt(large)];
    return {
      name: 'fanout',
      ours: sideOf(all.ours, large),
      bare: sideOf(all.bare, large),
      ratio: round(all.bare / all.ours, 3),
      small: { people: small, ours: sideOf(few.ours, small), bare: sideOf(few.bare, small), ratio: round(few.bare / few.ours, 3) },
    };
  });
}

/** Planning, claiming and finishing of everybody through a channel that does nothing. */
export async function send(place: Place, options: Options): Promise<Row> {
  const people = options.quick ? 20_000 : 1_000_000;
  await fillPeople(place.db, people);
  return withOurs(place, async (server) => {
    const seconds = { ours: [] as number[], bare: [] as number[] };
    const repeats = options.quick ? 1 : 3;
    for (let i = 0; i < repeats; i++) {
      seconds.ours.push(await sent(server, place.db, people));
      seconds.bare.push(await timed(() => bareSend(place.db, 900_000 + i, people)));
      said(`send ${i + 1}/${repeats}: ours ${seconds.ours.at(-1)?.toFixed(2)} s, bare ${seconds.bare.at(-1)?.toFixed(2)} s`);
    }
    const took = { ours: median(seconds.ours), bare: median(seconds.bare) };
    return { name: 'send', ours: sideOf(took.ours, people), bare: sideOf(took.bare, people), ratio: round(took.bare / took.ours, 3) };
  });
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
  server.app.get(Channels, { strict: false }).replace(new NoOpChannel());
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

const planned = (server: Server, db: Database, people: number, at: number): Promise<number> =>
  run(server, db, people, 'sending', { at, condition: { sql: 'm.id <= ?', params: [people] } });

export const sent = (server: Server, db: Database, people: number): Promise<number> =>
  run(server, db, people, 'done', { condition: { sql: '(1 = 1)', params: [] } });

/** From the transaction that starts a campaign until it has come so far. */
async function run(
  server: Server,
  db: Database,
  people: number,
  until: 'sending' | 'done',
  { at, condition }: { at?: number; condition: { sql: string; params: number[] } },
): Promise<number> {
  const campaigns = server.app.get(Campaigns, { strict: false });
  return timed(async () => {
    const id = await db.transaction((tx) =>
      campaigns.start(tx, {
        kind: 'announcement',
        subject: `bench:${performance.now()}`,
        importance: 'order',
        message: MESSAGE,
        to: { condition },
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
