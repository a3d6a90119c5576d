import type { OperationId } from '@dianquan/shared/routes';
import type { Call, TestApp } from '../app';
import { type Served, textParameters, valuesOf } from './document';
import { ID_PARAMETERS } from './id-parameters';
import { isNamed, PATH_WORDS } from './replay';
import { textOf } from './text-of';
import type { Thing, World } from './worlds';

/** Nobody in particular without a token. */
export type Visit = { token?: string; signature: string };
/** Asked with POST, and only looks. */
const LOOKS: Partial<Record<OperationId, (world: World, word: string) => object | object[]>> = {
  'segments.preview': (_, word) => ({ rule: { field: 'tag', in: [word] } }),
  'announcements.countAudience': (world) => ({ segmentIds: [world.things.segment], shopIds: [world.things.quietShop] }),
  'delivery.forecast': ({ things }) => ({ title: '停电', audience: { segmentIds: [things.segment], shopIds: [things.quietShop] } }),
  'orders.check': (world) => forShops(world, { lines: skusOf(world).map((skuId) => ({ skuId, unit: '个', quantity: 1 })) }),
  'products.price': (world) => forShops(world, { items: skusOf(world).map((skuId) => ({ skuId, quantity: 1 })) }),
};
const skusOf = ({ things, common }: World): number[] => [common.skuId, things.sku];
/** For the shop that one is of, and for one that is named. */
const forShops = ({ things: { shop } }: World, body: object): object[] => [body, { ...body, shopId: shop }];
/** What an operation will not answer without. */
const NEEDED: Partial<Record<OperationId, Record<string, unknown>>> = {
  'announcements.breakdown': { by: 'shop' },
  'communities.news': { since: '2026-01-01T00:00:00.000Z' },
  'invitations.statement': { month: '2026-11' },
};
const PAGES = 5;

export const isLook = ({ method, operationId }: Served): boolean => method === 'get' || LOOKS[operationId] !== undefined;

/** Everything that one person gets to read from an operation: each id of both worlds, each value of each parameter, each word searched. */
export async function* crawl(t: TestApp, operation: Served, worlds: World[], words: string[], me: Visit): AsyncGenerator<string> {
  for (const call of callsOf(operation, worlds, words, me.signature)) {
    const first = await read(t, operation.operationId, { ...call, as: me.token });
    if (first.code === 'forbidden' || first.code === 'unauthenticated') return;
    yield first.text;
    for (let next = first.next, page = 1; next !== null && page < PAGES; page += 1) {
      const more = await read(t, operation.operationId, { ...call, query: { ...call.query, cursor: next }, as: me.token });
      yield more.text;
      next = more.next;
    }
  }
}

function callsOf(operation: Served, worlds: World[], words: string[], signature: string): Call[] {
  const { operationId: id, parameters } = operation;
  const base = { ...NEEDED[id], ...(parameters.some(({ name }) => name === 'limit') ? { limit: 100 } : {}), s: signature };
  const queries: Record<string, unknown>[] = [base];
  for (const { name, in: where, schema } of parameters) {
    if (where !== 'query' || name === 'limit' || name === 'cursor' || name === 's') continue;
    const row = ID_PARAMETERS[id]?.[`query.${name}`];
    const ids = isNamed(row) ? row.names.flatMap((thing) => worlds.map((world) => world.things[thing])) : [];
    const sent = ids.map((value) => (isNamed(row) && row.send?.(value).query?.[name]) || value);
    const values = sent.length > 0 ? sent : textParameters.has(name) ? words : valuesOf(name, schema);
    queries.push(...values.map((value) => ({ ...base, [name]: value })));
  }
  const paths = pathsOf(operation, worlds);
  const look = LOOKS[id];
  if (look) return worlds.flatMap((world) => words.flatMap((word) => [look(world, word)].flat().map((body) => ({ body }))));
  return paths.flatMap((params) => queries.map((query) => ({ params, query })));
}

/** Each path parameter with each thing that it names, in each world; the others of a path are of the same one. */
function pathsOf({ operationId: id, parameters }: Served, worlds: World[]): Record<string, number | string>[] {
  let paths: Record<string, number | string>[] = [{}];
  for (const { name, in: where } of parameters) {
    if (where !== 'path') continue;
    const row = ID_PARAMETERS[id]?.[`path.${name}`];
    // A code is a key that its holder was given; strangers hold only their own world's.
    const word = PATH_WORDS[name] ?? worlds[0]?.code ?? '';
    const values = isNamed(row)
      ? row.names.flatMap((thing) => [...everybodys(thing, worlds), ...worlds.map((world) => world.things[thing])])
      : [word];
    paths = paths.flatMap((path) => values.map((value) => ({ ...path, [name]: value })));
  }
  return paths;
}

/** What both worlds buy, each at its own price. */
function everybodys(thing: Thing, [world]: World[]): number[] {
  if (!world) return [];
  return thing === 'sku' ? [world.common.skuId] : thing === 'product' ? [world.common.productId] : [];
}

async function read(t: TestApp, id: OperationId, call: Call): Promise<{ text: string; next: string | null; code?: string }> {
  const { status, body, headers } = await t.call(id, call);
  if (status >= 500) throw new Error(`${id} answered ${status}`);
  const named = decodeURIComponent(headers.get('content-disposition') ?? '');
  if (Buffer.isBuffer(body)) return { text: `${named}\n${await textOf(body)}`, next: null };
  const { next = null, code } = (body ?? {}) as unknown as { next?: string | null; code?: string };
  return { text: `${named}\n${JSON.stringify(body)}`, next, code };
}
