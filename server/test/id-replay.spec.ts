import type { OperationId } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from './app';
import { changedTables, digest, tablesOf } from './crawl/digest';
import { idPlaces, servedDocument } from './crawl/document';
import { ID_PARAMETERS } from './crawl/id-parameters';
import type { Named } from './crawl/id-row';
import { answerTo, isNamed, type Place, requestWith } from './crawl/replay';
import { maySee } from './crawl/sight';
import { wordsOf } from './crawl/words';
import { buildWorlds, STRANGERS, type Stranger, type Thing, tokenOf, type World, type Worlds } from './crawl/worlds';
import { until } from './runners';

const UNKNOWN = 4_000_000_000;
/** Where a call that names nothing known is done all the same, what it writes of the caller's own. */
const OWN_WRITES: Partial<Record<OperationId, string[]>> = {
  'announcements.create': ['announcement', 'idempotency_key'],
  'announcements.update': ['announcement'],
  'segments.update': ['segment', 'outbox_job'],
};
/** Taken down as given: what is left out needs not be known. */
const UNREAD =
  /^announcements\.(create|update) body\.audience\.exclude|^segments\.update body\.removeShopIds|^reports\.\w+ query\.(staffId|productId)/;
/** These end what others still need. */
const LAST: OperationId[] = [
  'announcements.withdraw',
  'posts.removeComment',
  'posts.remove',
  'invitations.revoke',
  'members.remove',
  'segments.remove',
  'customFields.remove',
];

/** Goods are ordered before anything is done to them, and what takes a person or a thing away comes at the end. */
const turnOf = (id: OperationId): number => (/^(cart|orders)\./.test(id) ? -2 : LAST.indexOf(id));

describe('an id of somebody else’s', () => {
  let t: TestApp;
  let worlds: Worlds;
  let places: Place[];
  const signatures = new Map<string, string>();
  beforeAll(async () => {
    t = await bootApp();
    worlds = await buildWorlds(t, { a: wordsOf('甲'), b: wordsOf('乙') });
    places = idPlaces(await servedDocument(t.url));
    for (const token of [...STRANGERS.map((kind) => tokenOf(worlds, kind)), ...Object.values(worlds.b.people), worlds.admin])
      signatures.set(token, await signatureOf(t, token));
  }, 60_000);
  afterAll(() => t.close());

  it('is looked for in every place of the document that can carry one', () => {
    expect(places.length).toBeGreaterThan(110);
    expect(unnamed(places)).toEqual([]);
    expect(unnamed([...places, { id: 'posts.get', place: 'query.orderId' }])).toEqual(['posts.get query.orderId']);
    const known = new Set(places.map(({ id, place }) => `${id} ${place}`));
    expect(rows().filter((row) => !known.has(`${row.id} ${row.place}`))).toEqual([]);
  });

  it('is answered as one that nobody has, and changes nothing', async () => {
    const tables = await tablesOf(t);
    await settle(t, worlds);
    const faults: string[] = [];
    let before = await digest(t, tables);
    for (const id of Object.keys(ID_PARAMETERS) as OperationId[]) {
      for (const row of rows().filter((one) => one.id === id)) faults.push(...(await differences(row)));
      const after = await digest(t, tables);
      const changed = changedTables(before, after).filter((table) => !OWN_WRITES[id]?.includes(table));
      if (changed.length > 0) faults.push(`${id} changed ${changed.join(', ')}`);
      before = after;
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('would show: one’s own is answered otherwise than one that nobody has', async () => {
    const blind: string[] = [];
    const ordered = rows().sort((a, b) => turnOf(a.id) - turnOf(b.id));
    for (const row of ordered) {
      if (row.named.open !== undefined || UNREAD.test(`${row.id} ${row.place}`)) continue;
      if (!(await tellsOwn(row))) blind.push(`${row.id} ${row.place}`);
    }
    expect(blind).toEqual([]);
  }, 120_000);

  async function differences({ id, place, named }: Row): Promise<string[]> {
    if (named.open !== undefined) return [];
    // Whoever asks for nothing that is theirs changes nothing: strangers need not wait for each other.
    return (await Promise.all(STRANGERS.map((kind) => differencesFor(kind, { id, place, named })))).flat();
  }

  async function differencesFor(kind: Stranger, row: Row): Promise<string[]> {
    const { id, place, named } = row;
    const unknown = await ask(worlds.b, kind, row, UNKNOWN);
    // Refused for who asks, before anything is looked up.
    if (unknown.startsWith('403')) return [];
    const things = named.names.filter((thing) => !maySee(kind, thing) || isTaken(place, thing));
    const answers = await Promise.all(things.map((thing) => ask(worlds.b, kind, row, worlds.a.things[thing])));
    return answers.flatMap((found, i) =>
      found === unknown ? [] : [`${id} ${place}: ${kind} tells ${things[i]}\n  ${found}\n  ${unknown}`],
    );
  }

  function ask(b: World, kind: Stranger, row: Row, value: number): Promise<string> {
    const token = tokenOf(worlds, kind);
    return answerTo(t, token, row.id, requestWith(b, row, row.named, value, signatures.get(token) ?? ''), value);
  }

  async function tellsOwn(row: Row): Promise<boolean> {
    const { owner, sales, manager, clerk } = worlds.b.people;
    for (const token of [owner, sales, manager, worlds.admin, clerk]) {
      const answer = (value: number) =>
        answerTo(t, token, row.id, requestWith(worlds.b, row, row.named, value, signatures.get(token) ?? ''), value);
      const unknown = await answer(UNKNOWN);
      const ids = row.named.names.map((thing) => worlds.b.things[thing]);
      if (row.named.names.includes('freeFile')) ids.push((await uploaded(t, token)).id);
      for (const value of ids) if ((await answer(value)) !== unknown) return true;
    }
    return false;
  }
});

type Row = Place & { named: Named };
const rows = (): Row[] =>
  (Object.keys(ID_PARAMETERS) as OperationId[]).flatMap((id) =>
    Object.entries(ID_PARAMETERS[id] ?? {}).flatMap(([place, row]) => (isNamed(row) ? [{ id, place, named: row }] : [])),
  );

function unnamed(places: Place[]): string[] {
  return places.filter(({ id, place }) => ID_PARAMETERS[id]?.[place] === undefined).map(({ id, place }) => `${id} ${place}`);
}

/** To see a file is not to be allowed to make it one’s own. */
const isTaken = (place: string, thing: Thing): boolean => place.startsWith('body.') && thing.endsWith('File');

/** A signature that lets in, for what its holder may see. */
async function signatureOf(t: TestApp, as: string): Promise<string> {
  return new URL((await uploaded(t, as)).url, t.url).searchParams.get('s') ?? '';
}

async function uploaded(t: TestApp, as: string): Promise<{ id: number; url: string }> {
  return (await t.call('files.upload', { as, file: { name: 'a.csv', content: '店名,电话\n新店,13800138000\n' } })).body;
}

/** Lists note that what they show has arrived; that is done before anything is counted. */
async function settle(t: TestApp, worlds: Worlds): Promise<void> {
  for (const kind of STRANGERS) {
    await t.call('home.get', { as: tokenOf(worlds, kind) });
    await t.call('inbox.list', { as: tokenOf(worlds, kind) });
  }
  // The platform looks at pictures in its own time, and posts appear when it has.
  await until(async () => (await t.db.query(`SELECT id FROM media_check WHERE state = 'asked' LIMIT 1`)).length === 0, 20_000);
  await new Promise((resolve) => setTimeout(resolve, 300));
}
