import { isDeepStrictEqual } from 'node:util';
import { encodeCursor } from '@dianquan/server/platform/http/cursor';
import { fillPeople, fillTokens } from './fill';
import { fillCatalogue, NOUNS } from './fill-catalogue';
import { compare, load, median, round, type Shot, type Side } from './load';
import type { Place } from './place';
import { bearer, type Options, type Row, said } from './row';
import { repeatsOf, withServers } from './rows';

const PEOPLE = 200;
type Shots = {
  catalogue: { ours: (i: number) => Shot; bare: (i: number) => Shot };
  search: { ours: (i: number) => Shot; bare: (i: number) => Shot };
};

/** A page of 20 products from 20,000 SKUs, somewhere in the catalogue, with one's own price and stock, for one of 200 people. */
export async function catalogue(place: Place, options: Options): Promise<Row> {
  const shots = await prepare(place, options);
  return withServers(place, 'api', async (ours, bare) => {
    await sameAnswers(ours.url, bare.url, shots.catalogue);
    const [a, b] = [
      { server: ours, shot: shots.catalogue.ours },
      { server: bare, shot: shots.catalogue.bare },
    ] as [Side, Side];
    return compare('catalogue', a, b, repeatsOf(options));
  });
}

/** The first page of what is found for a word of two characters; and our p50 against that of a page of the catalogue. */
export async function search(place: Place, options: Options): Promise<Row> {
  const shots = await prepare(place, options);
  return withServers(place, 'api', async (ours, bare) => {
    await sameAnswers(ours.url, bare.url, shots.search);
    const repeats = repeatsOf(options);
    const row = await compare('search', { server: ours, shot: shots.search.ours }, { server: bare, shot: shots.search.bare }, repeats);
    const p50 = { search: [] as number[], catalogue: [] as number[] };
    for (let i = 0; i < repeats.repeats; i++) {
      p50.catalogue.push((await load({ server: ours, shot: shots.catalogue.ours }, repeats.seconds / 2)).p50);
      p50.search.push((await load({ server: ours, shot: shots.search.ours }, repeats.seconds / 2)).p50);
    }
    return { ...row, p50OverCatalogue: round(median(p50.search) / median(p50.catalogue), 2) };
  });
}

async function prepare(place: Place, { quick }: Options): Promise<Shots> {
  const skus = quick ? 2_000 : 20_000;
  await fillPeople(place.db, PEOPLE);
  await fillCatalogue(place.db, { skus, shops: Math.ceil(PEOPLE / 3) });
  const tokens = await fillTokens(place.db, PEOPLE);
  said(`catalogue: ${skus} SKUs, four price levels, prices of ${Math.ceil(PEOPLE / 3)} shops`);
  const products = await place.db.query<{ place: number; id: number }>(
    'SELECT category_place AS place, id FROM product ORDER BY category_place, id',
  );
  // Anywhere but on the last page, so that all pages are of one size.
  const starts = Array.from({ length: 500 }, (_, i) => products[(i * 7919) % (products.length - 30)] as { place: number; id: number });
  const start = (i: number) => starts[i % starts.length] as { place: number; id: number };
  const word = (i: number): string => encodeURIComponent(NOUNS[(i * 13) % NOUNS.length] as string);
  const asked =
    (path: (i: number) => string) =>
    (i: number): Shot => ({
      method: 'GET',
      path: path(i),
      headers: bearer(tokens[i % PEOPLE] as string),
    });
  const who = (i: number): string => `account=${1 + (i % PEOPLE)}&shop=${Math.ceil((1 + (i % PEOPLE)) / 3)}`;
  return {
    catalogue: {
      ours: asked((i) => `/api/products?limit=20&cursor=${encodeCursor([start(i).place, start(i).id])}`),
      bare: (i) => ({ method: 'GET', path: `/catalogue?${who(i)}&place=${start(i).place}&id=${start(i).id}` }),
    },
    search: {
      ours: asked((i) => `/api/products?limit=20&q=${word(i)}`),
      bare: (i) => ({ method: 'GET', path: `/search?${who(i)}&q=${word(i)}` }),
    },
  };
}

/** Both must say the same, or the figures compare two different things. Addresses of pictures and of the next page are their own. */
async function sameAnswers(ours: string, bare: string, shots: Shots['catalogue']): Promise<void> {
  for (let i = 0; i < 30; i++) {
    const [mine, theirs] = await Promise.all([read(ours, shots.ours(i)), read(bare, shots.bare(i))]);
    if (isDeepStrictEqual(mine, theirs)) continue;
    throw new Error(
      `the answers to ${shots.ours(i).path} differ:\n${JSON.stringify(mine).slice(0, 2_000)}\n${JSON.stringify(theirs).slice(0, 2_000)}`,
    );
  }
}

async function read(url: string, { path, headers }: Shot): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, { headers });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const body = (await answer.json()) as { items: { picture: object | null }[]; next: string | null };
  for (const item of body.items) if (item.picture) item.picture = { ...item.picture, url: '', thumbUrl: '' } as object;
  return { ...body, next: body.next !== null };
}
