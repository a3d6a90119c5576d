import { fillFeed, fillPeople, fillPublished, fillStaff, fillTokens, MANAGER_TOKEN } from './fill';
import { compare, load, median, round, type Shot, type Side } from './load';
import type { Place } from './place';
import { bearer, type Options, type Row, said } from './row';
import { startBare, startOurs } from './servers';

export const repeatsOf = ({ quick }: Options) => ({ repeats: quick ? 1 : 3, seconds: quick ? 1 : 4 });

export async function withServers<T>(
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
      [`p50At${nameOf(small)}`]: at.small,
      [`p50At${nameOf(large)}`]: at.large,
      growth: round(at.large / at.small, 2),
    };
  });
}

/** 10k, 1M. */
const nameOf = (n: number): string => (n >= 1_000_000 ? `${n / 1_000_000}M` : `${n / 1_000}k`);

async function ask(url: string, token: string): Promise<void> {
  const answer = await fetch(url, { headers: bearer(token) });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}
