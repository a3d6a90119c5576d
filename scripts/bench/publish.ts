import { openStore } from './bare-store';
import { fillFeed, fillPeople, fillStaff, fillTokens, MANAGER_TOKEN } from './fill';
import { median, round, type Side } from './load';
import type { Place } from './place';
import { bearer, type Options, type Row, said } from './row';
import { startOurs } from './servers';

const LONGEST_MS = 120_000;

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
    // The last publishing is the one that people read beside, from its first range to its last count.
    const before = await calmFeed(feedSide, forSeconds(3));
    let isOut = false;
    const publishing = publishOurs(ours.url, people).finally(() => {
      isOut = true;
    });
    const [during] = await Promise.all([calmFeed(feedSide, () => !isOut), publishing]);
    const after = await calmFeed(feedSide, forSeconds(3));
    const [idle, busy] = [p99Of([...before, ...after]), p99Of(during)];
    const took = { ours: median(seconds.ours), bare: median(seconds.bare) };
    const sideOf = (s: number) => ({ seconds: round(s, 2), perSecond: Math.round(people / s) });
    return {
      name: 'publish',
      ours: sideOf(took.ours),
      bare: sideOf(took.bare),
      ratio: round(took.bare / took.ours, 3),
      feedP99Idle: idle,
      feedP99Publishing: busy,
      feedSlower: round(busy / idle, 2),
    };
  } finally {
    await ours.stop();
  }
}

/** People reading, not a flood: at full load every neighbour would look slow. One request each 10 ms; what each took, in milliseconds. */
async function calmFeed({ server, shot }: Side, goesOn: () => boolean): Promise<number[]> {
  const latencies: number[] = [];
  const waiting: Promise<void>[] = [];
  for (let i = 0; goesOn(); i++) {
    const { path, headers } = shot(i);
    const sent = performance.now();
    waiting.push(
      fetch(`${server.url}${path}`, { headers }).then(async (answer) => {
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`the feed answered ${answer.status}`);
        latencies.push(performance.now() - sent);
      }),
    );
    await new Promise((done) => setTimeout(done, 10));
  }
  await Promise.all(waiting);
  return latencies;
}

function forSeconds(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1000;
  return () => performance.now() < end;
}

function p99Of(latencies: number[]): number {
  const sorted = latencies.sort((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length * 0.99)] ?? 0, 2);
}

async function publishOurs(url: string, people: number): Promise<number> {
  const headers = { ...bearer(MANAGER_TOKEN), 'content-type': 'application/json' };
  const made = await fetch(`${url}/api/announcements`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ title: '发给所有人', audience: { everyone: true } }),
  });
  const { id } = (await made.json()) as { id: number };
  const deadline = performance.now() + LONGEST_MS;
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
      if (performance.now() > deadline) throw new Error(`still ${view.state} after ${LONGEST_MS / 1000} s`);
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
