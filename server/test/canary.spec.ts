import type { OperationId } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from './app';
import { crawl, isLook, type Visit } from './crawl/crawler';
import { operationsOf, type Served, servedDocument } from './crawl/document';
import { mayRead } from './crawl/sight';
import { type Word, type Words, wordsOf } from './crawl/words';
import { buildWorlds, STRANGERS, tokenOf, type World, type Worlds } from './crawl/worlds';

/** Uploaded and hung on nothing yet: its uploader's alone, the admin does not read it either. */
const UNSENT: Word[] = ['freeFileName'];

/** What lists can be searched for, and one that nobody searches by. */
const SEARCHED: Word[] = ['quietShopName', 'code', 'tag', 'address', 'shopPhone', 'memberPhone', 'segmentName', 'productName'];

describe('a word of one world', () => {
  let t: TestApp;
  let worlds: Worlds;
  let looks: Served[];
  const words = { a: wordsOf('甲'), b: wordsOf('乙') };
  beforeAll(async () => {
    t = await bootApp();
    worlds = await buildWorlds(t, words);
    looks = operationsOf(await servedDocument(t.url)).filter(isLook);
  }, 60_000);
  afterAll(() => t.close());

  it('is read by its own admin, every one of them: the crawl gets everywhere', async () => {
    const found = await readBy(worlds.admin, [worlds.a, worlds.b]);
    const own = await readBy(worlds.a.people.owner, [worlds.a, worlds.b], ['files.get']);
    const missed = (Object.keys(words.a) as Word[]).filter((word) => !found.has(word) && !(UNSENT.includes(word) && own.has(word)));
    expect(looks.length).toBeGreaterThan(45);
    expect(missed).toEqual([]);
  }, 120_000);

  it.each(STRANGERS)(
    'is never read by the %s of the other, searched for or not',
    async (kind) => {
      const leaks: string[] = [];
      for (const [word, places] of await readBy(tokenOf(worlds, kind), [worlds.b, worlds.a]))
        for (const id of places) if (!mayRead(kind, word, id)) leaks.push(`${word} at ${id}`);
      expect(leaks.sort()).toEqual([]);
    },
    120_000,
  );

  async function readBy(token: string, both: World[], only?: OperationId[]): Promise<Map<Word, Set<OperationId>>> {
    const { body } = await t.call('files.upload', { as: token, file: { name: 'a.csv', content: 'a,b\n1,2\n' } });
    const me: Visit = { token, signature: new URL(body.url, t.url).searchParams.get('s') ?? '' };
    const found = new Map<Word, Set<OperationId>>();
    for (const operation of looks) {
      if (only && !only.includes(operation.operationId)) continue;
      for await (const text of crawl(
        t,
        operation,
        both,
        SEARCHED.map((word) => words.a[word]),
        me,
      ))
        for (const word of wordsIn(text, words.a)) found.set(word, (found.get(word) ?? new Set()).add(operation.operationId));
    }
    return found;
  }
});

function wordsIn(text: string, words: Words): Word[] {
  return (Object.keys(words) as Word[]).filter((word) => text.includes(words[word]));
}
