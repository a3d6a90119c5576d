import { openStore } from './bare-store';
import { fillFeed, fillPeople, fillPublished, fillStaff, fillTokens, MANAGER_TOKEN } from './fill';
import { compare, load, median, round, type Shot, type Side } from './load';
import type { Place } from './place';
import { startBare, startOurs } from './servers';

export type Options = { quick: boolean };
type Row = { name: string; ratio: number } & Record<string, unknown>;
const repeatsOf = ({ quick }: Options) => ({ repeats: quick ? 1 : 3, seconds: quick ? 1 : 4 });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const said = (text: string): void => void process.stderr.write(`${text}\n`);

async function withServers<T>(
  place: Place,
  role: 'api' | 'all',
  work: (ours: Side['server'], bare: Side['server']) => Promise<T>,
): Promise<T> {
  const ours = await startOurs(place, role);
  try {
    const bare = await startBare(place);
    try {
      return await work(ours, bare);
    } finally {
      await bare.stop();
    }
  } finally {
    await ours.stop();
  }
}

/** A page of 20 from 100,000 posts in 50 communities, for one of 200 people. */
export async function feed(place: Place, options: Options): Promise<Row> {
  const posts = options.quick ? 5_000 : 100_000;
  await fillPeople(place.db, Math.max(3_000, posts));
  await fillFeed(place.db, posts, 50);
  const tokens = await fillTokens(place.db, 200);
  said(`feed: ${posts} posts in 50 communities`);
  return withServers(place, 'api', (ours, bare) =>
    compare(
      'feed',
      {
        server: ours,
        shot: (i) => ({
          method: 'GET',
          path: `/api/communities/${1 + (i % 50)}/posts?limit=20`,
          headers: bearer(tokens[i % 200] as string),
        }),
      },
      { server: bare, shot: (i) => ({ method: 'GET', path: `/feed?community=${1 + (i % 50)}&account=${1 + (i % 200)}` }) },
      repeatsOf(options),
    ),
  );
}

/**
 * Read receipts of 2,000 people, each side on announcements of its own. Everybody reads a notice twice, and each side goes on where it
 * stopped, so that both have first and later readings in equal parts however fast they are. Nobody's reading is their first request
 * of the day (the notice was listed before it was opened), so all have been seen by our server before.
 */
export async function reads(place: Place, options: Options): Promise<Row> {
  const people = 2_001;
  const announcements = options.quick ? 4 : 50;
  await fillPeople(place.db, people);
  await fillStaff(place.db, people);
  for (let id = 1; id <= announcements * 2; id++) await fillPublished(place.db, id, people, { readShare: 0 });
  const tokens = await fillTokens(place.db, people);
  const json = { 'content-type': 'application/json' };
  said(`reads: ${people} people, ${announcements} announcements on each side`);
  const ours = (token: string, announcement: number): Shot => ({
    method: 'PUT',
    path: `/api/announcements/${announcement}/reading`,
    headers: { ...bearer(token), ...json },
    body: '{"seconds":1}',
  });
  const bare = (member: number, announcement: number): Shot => ({
    method: 'PUT',
    path: `/reading/${announcements + announcement}`,
    headers: json,
    body: JSON.stringify({ member, seconds: 1 }),
  });
  const picker = (shot: (member: number, announcement: number) => Shot) => {
    let count = 0;
    return () => {
      const i = count++;
      return shot(1 + ((i * 7) % people), 1 + (Math.floor(i / (2 * people)) % announcements));
    };
  };
  return withServers(place, 'api', async (oursServer, bareServer) => {
    for (let from = 0; from < tokens.length; from += 32)
      await Promise.all(tokens.slice(from, from + 32).map((token) => ask(`${oursServer.url}/api/session`, token)));
    return compare(
      'reads',
      { server: oursServer, shot: picker((member, announcement) => ours(tokens[member - 1] as string, announcement)) },
      { server: bareServer, shot: picker(bare) },
      repeatsOf(options),
    );
  });
}

/** Kept counts and the first 50 unread of 100,000; and our p50 at 1,000,000 against that at 10,000. */
export async function report(place: Place, options: Options): Promise<Row> {
  const sizes = options.quick ? [1_000, 3_000, 9_000] : [10_000, 100_000, 1_000_000];
  const [small, middle, large] = sizes as [number, number, number];
  await fillPeople(place.db, large);
  await fillStaff(place.db, large);
  for (const [i, size] of sizes.entries()) await fillPublished(place.db, i + 1, size, { readShare: 0.6 });
  said(`report: announcements to ${sizes.join(', ')}`);
  return withServers(place, 'api', async (ours, bare) => {
    const shotAt = (id: number) => () => ({
      method: 'GET' as const,
      path: `/api/announcements/${id}/report`,
      headers: bearer(MANAGER_TOKEN),
    });
    const row = await compare(
      'report',
      { server: ours, shot: shotAt(2) },
      { server: bare, shot: () => ({ method: 'GET', path: '/report/2' }) },
      repeatsOf(options),
    );
    const p50 = { small: [] as number[], large: [] as number[] };
    for (let i = 0; i < repeatsOf(options).repeats; i++) {
      p50.small.push((await load({ server: ours, shot: shotAt(1) }, 2)).p50);
      p50.large.push((await load({ server: ours, shot: shotAt(3) }, 2)).p50);
    }
    const at = { small: median(p50.small), large: median(p50.large) };
    return {
      ...row,
      recipients: { small, middle, large },
      p50AtSmall: at.small,
      p50AtLarge: at.large,
      growth: round(at.large / at.small, 2),
    };
  });
}

/** Publishing to 1,000,000, against chunked INSERT … SELECT of the recipients alone; and the feed's p99 meanwhile. */
export async function publish(place: Place, options: Options): Promise<Row> {
  const people = options.quick ? 30_000 : 1_000_000;
  await fillPeople(place.db, people);
  await fillStaff(place.db, people);
  await fillFeed(place.db, Math.min(people, 20_000), 50);
  const tokens = await fillTokens(place.db, 200);
  said(`publish: ${people} people`);
  const store = await openStore(place.url);
  const ours = await startOurs(place, 'all');
  try {
    const feedSide: Side = {
      server: ours,
      shot: (i) => ({ method: 'GET', path: `/api/communities/${1 + (i % 50)}/posts?limit=20`, headers: bearer(tokens[i % 200] as string) }),
    };
    const seconds = { ours: [] as number[], bare: [] as number[] };
    const repeats = options.quick ? 1 : 3;
    for (let i = 0; i < repeats; i++) {
      seconds.ours.push(await publishOurs(ours.url, people));
      seconds.bare.push(await timed(() => publishBare(store, 900_000 + i, people)));
      said(`publish ${i + 1}/${repeats}: ours ${seconds.ours.at(-1)?.toFixed(1)} s, bare ${seconds.bare.at(-1)?.toFixed(1)} s`);
    }
    const idle = await calmFeed(feedSide, 3);
    const publishing = publishOurs(ours.url, people);
    const during = await calmFeed(feedSide, options.quick ? 1 : 5);
    await publishing;
    const took = { ours: median(seconds.ours), bare: median(seconds.bare) };
    const sideOf = (s: number) => ({ seconds: round(s, 2), perSecond: Math.round(people / s) });
    return {
      name: 'publish',
      ours: sideOf(took.ours),
      bare: sideOf(took.bare),
      ratio: round(took.bare / took.ours, 3),
      feedP99Idle: idle,
      feedP99During: during,
      feedSlower: round(during / idle, 2),
    };
  } finally {
    await ours.stop();
  }
}

/** People reading, not a flood: at full load every neighbour would look slow. One request each 10 ms. */
async function calmFeed({ server, shot }: Side, seconds: number): Promise<number> {
  const latencies: number[] = [];
  const waiting: Promise<void>[] = [];
  for (let i = 0; i < seconds * 100; i++) {
    const { path, headers } = shot(i);
    const sent = performance.now();
    waiting.push(
      fetch(`${server.url}${path}`, { headers }).then(async (answer) => {
        await answer.arrayBuffer();
        latencies.push(performance.now() - sent);
      }),
    );
    await new Promise((done) => setTimeout(done, 10));
  }
  await Promise.all(waiting);
  latencies.sort((a, b) => a - b);
  return round(latencies[Math.floor(latencies.length * 0.99)] ?? 0, 2);
}

async function ask(url: string, token: string): Promise<void> {
  const answer = await fetch(url, { headers: bearer(token) });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}

async function publishOurs(url: string, people: number): Promise<number> {
  const headers = { ...bearer(MANAGER_TOKEN), 'content-type': 'application/json' };
  const made = await fetch(`${url}/api/announcements`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ title: '发给所有人', audience: { everyone: true } }),
  });
  const { id } = (await made.json()) as { id: number };
  return timed(async () => {
    const answer = await fetch(`${url}/api/announcements/${id}/publication`, { method: 'PUT', headers: bearer(MANAGER_TOKEN) });
    if (!answer.ok) throw new Error(`publishing answered ${answer.status}: ${await answer.text()}`);
    for (;;) {
      const view = (await (await fetch(`${url}/api/announcements/${id}`, { headers: bearer(MANAGER_TOKEN) })).json()) as {
        state: string;
        counts: { people: number };
      };
      if (view.state === 'published') {
        if (view.counts.people !== people) throw new Error(`published to ${view.counts.people} of ${people}`);
        return;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  });
}

async function publishBare(store: Awaited<ReturnType<typeof openStore>>, id: number, people: number): Promise<void> {
  for (let first = 1; first <= people; first += 10_000) await store.fanOut(id, first, first + 9_999);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}
