import type { OperationId } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from './app';
import { crawl, isLook, type Visit } from './crawl/crawler';
import { operationsOf, type Served, servedDocument } from './crawl/document';
import { mayRead } from './crawl/sight';
import { COSTS, says, type Word, type Words, wordsOf } from './crawl/words';
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
  const searched = SEARCHED.map((word) => words.a[word]);
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

  it.each([...STRANGERS, 'anonymous'] as const)(
    'is never read by the %s of the other, searched for or not; nor what their own goods cost the supplier',
    async (kind) => {
      const leaks: string[] = [];
      const token = kind === 'anonymous' ? undefined : tokenOf(worlds, kind);
      for (const [word, places] of await readBy(token, [worlds.b, worlds.a]))
        for (const id of places) if (!mayRead(kind, word, id)) leaks.push(`${word} at ${id}`);
      expect(leaks.sort()).toEqual([]);
    },
    120_000,
  );

  it('is found in a sheet and on a page as well: an amount in yuan', () => {
    const amounts = { ...words.a, shopPrice: '81007910' };
    for (const text of ['{"fen":81007910}', '<td>¥810,079.10</td>', '810079.1,个', '810079.10'])
      expect(wordsIn(text, amounts)).toEqual(['shopPrice']);
    expect(wordsIn('{"fen":81007911} 810,079.20', amounts)).toEqual([]);
  });

  type Read = Map<Word | `own ${Word}`, Set<OperationId>>;
  async function readBy(token: string | undefined, both: World[], only?: OperationId[]): Promise<Read> {
    const me: Visit = { token, signature: token === undefined ? '' : await signatureOf(t, token) };
    const found: Read = new Map();
    const note = (word: Word | `own ${Word}`, id: OperationId) => found.set(word, (found.get(word) ?? new Set()).add(id));
    for (const operation of looks) {
      const { operationId: id } = operation;
      if (only && !only.includes(id)) continue;
      for await (const text of crawl(t, operation, both, searched, me)) {
        for (const word of wordsIn(text, words.a)) note(word, id);
        for (const word of wordsIn(text, words.b)) if (COSTS.includes(word)) note(`own ${word}`, id);
      }
    }
    return found;
  }
});

async function signatureOf(t: TestApp, as: string): Promise<string> {
  const { body } = await t.call('files.upload', { as, file: { name: 'a.csv', content: 'a,b\n1,2\n' } });
  return new URL(body.url, t.url).searchParams.get('s') ?? '';
}

function wordsIn(text: string, words: Words): Word[] {
  return (Object.keys(words) as Word[]).filter((word) => says(text, word, words));
}
