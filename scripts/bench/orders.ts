import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { fillPeople, fillTokens } from './fill';
import { fillCatalogue } from './fill-catalogue';
import { compare, type Figures, load, median, round, type Shot } from './load';
import type { Place } from './place';
import { bearer, type Options, type Row, said } from './row';
import { repeatsOf, withServers } from './rows';

const PEOPLE = 500;
const shopOf = (person: number): number => Math.ceil(person / 3);
type Line = { skuId: number; quantity: number; seenFen: number };
type Basket = { person: number; lines: Line[]; totalFen: number };

/** An order of five lines at one's own prices, against the same rows by hand: one statement at a time, and with batched commits. */
export async function order(place: Place, options: Options): Promise<Row> {
  const tokens = await prepare(place, options.quick ? 500 : 5_000);
  return withServers(place, 'api', async (ours, bare) => {
    const baskets: Basket[] = [];
    for (let i = 0; i < 200; i++) baskets.push(await basketOf(ours.url, tokens, 1 + ((i * 7) % PEOPLE), i));
    const basket = (i: number) => baskets[i % baskets.length] as Basket;
    const bareShot =
      (path: string) =>
      (i: number): Shot => {
        const { person, lines } = basket(i);
        return post(path, { account: person, shop: shopOf(person), key: randomUUID(), lines });
      };
    const sides = {
      ours: { server: ours, shot: (i: number) => oursShot(tokens, basket(i)) },
      single: { server: bare, shot: bareShot('/orders/single') },
      batched: { server: bare, shot: bareShot('/orders/batched') },
    };
    const { repeats, seconds } = repeatsOf(options);
    const row = await compare('order', sides.ours, sides.single, { repeats, seconds });
    const runs: { ours: Figures; batched: Figures }[] = [];
    for (let i = 0; i < repeats; i++) {
      runs.push({ ours: await load(sides.ours, seconds), batched: await load(sides.batched, seconds) });
      said(`order batched ${i + 1}/${repeats}: ours ${runs.at(-1)?.ours.rps}/s, bare ${runs.at(-1)?.batched.rps}/s`);
    }
    const rate = (of: 'ours' | 'batched') => median(runs.map((run) => run[of].rps));
    return { ...row, bareBatched: { rps: rate('batched') }, ratioBatched: round(rate('ours') / rate('batched'), 3) };
  });
}

/** 500 people want one piece each of a SKU of which there are 100, all at once: how long until the last has an answer. */
export async function hotSku(place: Place, options: Options): Promise<Row> {
  const tokens = await prepare(place, 500);
  const repeats = options.quick ? 1 : 3;
  return withServers(place, 'api', async (ours, bare) => {
    const ms = { ours: [] as number[], bare: [] as number[] };
    const oversold: number[] = [];
    for (let i = 0; i <= repeats; i++) {
      const [mine, theirs] = [100 + i * 2, 101 + i * 2];
      await place.db.execute('UPDATE stock SET available = 100 WHERE sku_id IN (?, ?) AND warehouse_id = 1', [mine, theirs]);
      await place.db.execute('UPDATE stock SET available = 0 WHERE sku_id IN (?, ?) AND warehouse_id = 2', [mine, theirs]);
      const seen = await Promise.all(tokens.map((token) => priceOf(ours.url, token, mine)));
      const took = {
        ours: await rush(
          ours.url,
          tokens.map((_, k) => oursShot(tokens, one(k + 1, mine, seen[k] ?? 0))),
        ),
        bare: await rush(
          bare.url,
          tokens.map((_, k) => {
            const body = { account: k + 1, shop: shopOf(k + 1), key: randomUUID(), lines: [{ skuId: theirs, quantity: 1 }] };
            return post('/orders/batched', body);
          }),
        ),
      };
      const [row] = await place.db.query<{ sold: number }>('SELECT COUNT(*) AS sold FROM order_line WHERE sku_id = ?', [mine]);
      oversold.push((row?.sold ?? 0) - 100);
      // The first run warms both up.
      if (i === 0) continue;
      ms.ours.push(took.ours);
      ms.bare.push(took.bare);
      said(`hot-sku ${i}/${repeats}: ours ${round(took.ours)} ms, bare ${round(took.bare)} ms, sold ${row?.sold}`);
    }
    if (oversold.some((n) => n !== 0)) throw new Error(`sold ${oversold.join(', ')} more than there were`);
    const took = { ours: median(ms.ours), bare: median(ms.bare) };
    const side = (t: number) => ({ ms: round(t), perSecond: Math.round((PEOPLE * 1_000) / t) });
    return { name: 'hot-sku', ours: side(took.ours), bare: side(took.bare), ratio: round(took.bare / took.ours, 3), oversold: 0 };
  });
}

async function prepare(place: Place, skus: number): Promise<string[]> {
  await fillPeople(place.db, PEOPLE);
  await fillCatalogue(place.db, { skus, shops: shopOf(PEOPLE) });
  await place.db.execute('UPDATE stock SET available = 1000000');
  await place.db.execute(`INSERT INTO order_counter (day, next) VALUES ('bench', 0)`);
  said(`orders: ${skus} SKUs, ${PEOPLE} people of ${shopOf(PEOPLE)} shops`);
  return fillTokens(place.db, PEOPLE);
}

const one = (person: number, skuId: number, seenFen: number): Basket => ({
  person,
  lines: [{ skuId, quantity: 1, seenFen }],
  totalFen: seenFen,
});

/** Five SKUs at the prices that the person sees. What is hidden from them is passed over. */
async function basketOf(url: string, tokens: string[], person: number, i: number): Promise<Basket> {
  const ids = Array.from({ length: 8 }, (_, k) => 2 + ((i * 61 + k * 97) % 490));
  const lines = [...new Set(ids)].map((skuId) => ({ skuId, unit: '个', quantity: 1 + (skuId % 3) }));
  const answer = await fetch(`${url}/api/orders/checks`, {
    method: 'POST',
    headers: { ...bearer(tokens[person - 1] as string), 'content-type': 'application/json' },
    body: JSON.stringify({ lines }),
  });
  const checked = (await answer.json()) as { lines: { sku: { id: number }; unitFen: number | null; quantity: number; fault: unknown }[] };
  const fine = checked.lines.filter(({ fault }) => fault === null).slice(0, 5);
  if (fine.length < 5) throw new Error(`no five lines to order: ${JSON.stringify(checked).slice(0, 500)}`);
  const seen = fine.map(({ sku, unitFen, quantity }) => ({ skuId: sku.id, quantity, seenFen: unitFen ?? 0 }));
  return { person, lines: seen, totalFen: seen.reduce((sum, { quantity, seenFen }) => sum + quantity * seenFen, 0) };
}

async function priceOf(url: string, token: string, skuId: number): Promise<number> {
  const answer = await fetch(`${url}/api/orders/checks`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json' },
    body: JSON.stringify({ lines: [{ skuId, unit: '个', quantity: 1 }] }),
  });
  const { lines } = (await answer.json()) as { lines: { unitFen: number | null }[] };
  return lines[0]?.unitFen ?? 0;
}

function oursShot(tokens: string[], { person, lines, totalFen }: Basket): Shot {
  const body = { lines: lines.map((line) => ({ ...line, unit: '个' })), totalFen, paymentMethod: 'wechat' };
  const { headers, ...shot } = post('/api/orders', body);
  return { ...shot, headers: { ...headers, ...bearer(tokens[person - 1] as string), 'idempotency-key': randomUUID() } };
}

const post = (path: string, body: object): Shot => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** All of them at once over 64 connections; milliseconds until the last has its answer, whatever that says. */
async function rush(url: string, shots: Shot[]): Promise<number> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const begin = performance.now();
  await Promise.all(
    shots.map(async ({ method, path, headers, body }) => {
      const answer = await pool.request({ method, path, headers, body });
      if (answer.statusCode >= 500) throw new Error(`${path} answered ${answer.statusCode}`);
      await answer.body.dump();
    }),
  );
  const took = performance.now() - begin;
  await pool.close();
  return took;
}
