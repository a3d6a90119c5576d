import { createTable, double, id, longtext, time, varchar } from '../../../migrations/schema';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { containing, type Database, inList, insertMany, isDuplicate, startingWith, upsertMany } from './database';

describe('a statement', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase({ migrated: false });
    database = place.database;
    const runner = database.dataSource.createQueryRunner();
    await createTable(
      runner,
      'note',
      {
        id: id(),
        code: varchar(40),
        title: varchar(60).nullable(),
        body: longtext().nullable(),
        at: time().default(0),
        weight: double().nullable(),
      },
      { uniques: [['code']], indexes: [['at', 'id']] },
    );
    await runner.release();
  });
  beforeEach(() => database.execute('DELETE FROM note'));
  afterAll(() => place.drop());

  it('gives back what was written: long integers, fractions, Chinese, emoji and rare characters', async () => {
    const body = '五金批发 🔩 𠮷野家 \'"\\ \n end';
    const { insertId } = await database.execute('INSERT INTO note (code, body, at, weight) VALUES (?, ?, ?, ?)', [
      'a',
      body,
      1_790_000_000_123,
      0.1,
    ]);
    expect(await database.query('SELECT id, title, body, at, weight FROM note WHERE id = ?', [insertId])).toEqual([
      { id: insertId, title: null, body, at: 1_790_000_000_123, weight: 0.1 },
    ]);
    expect(await database.hot('SELECT at, body, weight FROM note WHERE id = ? LIMIT ?', [insertId, 1])).toEqual([
      [1_790_000_000_123, body, 0.1],
    ]);
  });

  it('counts and sums as numbers', async () => {
    await insertMany(database, 'note', ['code', 'at'], [['a', 2 ** 40], ['b', 1]]); // biome-ignore format: one line reads better
    expect(await database.query('SELECT COUNT(*) AS n, SUM(at) AS total, MAX(at) AS top, AVG(at) AS mean FROM note')).toEqual([
      { n: 2, total: 2 ** 40 + 1, top: 2 ** 40, mean: (2 ** 40 + 1) / 2 },
    ]);
  });

  it('takes booleans and null, and integers stay integers in text', async () => {
    await database.execute('INSERT INTO note (code, title, at) VALUES (?, ?, ?)', ['x', null, true]);
    expect(await database.query('SELECT code FROM note WHERE at = ? AND title IS NULL', [true])).toEqual([{ code: 'x' }]);
    await database.execute("UPDATE note SET title = CONCAT('n', ?)", [5]);
    expect(await database.query('SELECT title FROM note')).toEqual([{ title: 'n5' }]);
    expect(await database.query('SELECT title FROM note WHERE title = ?', [null])).toEqual([]);
  });

  it('tells how many rows it matched, changed or not', async () => {
    await insertMany(database, 'note', ['code', 'title'], [['a', 't'], ['b', 't']]); // biome-ignore format: one line reads better
    expect((await database.execute('UPDATE note SET title = ?', ['t'])).affected).toBe(2);
    expect((await database.execute('UPDATE note SET title = ? WHERE code = ?', ['t', 'c'])).affected).toBe(0);
  });

  it('inserts more rows than one statement can bind, and skips those whose key is taken when told to', async () => {
    const rows = Array.from({ length: 12_345 }, (_, n) => [`code-${n}`, `title ${n}`, n]);
    expect(await insertMany(database, 'note', ['code', 'title', 'at'], rows)).toBe(12_345);
    expect(await insertMany(database, 'note', ['code', 'title', 'at'], [...rows.slice(0, 5), ['new', 'new', 1]], { ignore: true })).toBe(1);
    expect(await database.query('SELECT COUNT(*) AS n FROM note')).toEqual([{ n: 12_346 }]);
    expect(await insertMany(database, 'note', ['code'], [])).toBe(0);
  });

  it('updates where the key is taken', async () => {
    await insertMany(database, 'note', ['code', 'title', 'at'], [['a', 'old', 1]]);
    const rows = [['a', 'new', 2], ['b', 'new', 3]]; // biome-ignore format: one line reads better
    await upsertMany(database, 'note', ['code', 'title', 'at'], rows, ['code'], ['title']);
    expect(await database.query('SELECT code, title, at FROM note ORDER BY code')).toEqual([
      { code: 'a', title: 'new', at: 1 },
      { code: 'b', title: 'new', at: 3 },
    ]);
  });

  it('names a taken key as such, and no other fault', async () => {
    const insert = () => database.execute('INSERT INTO note (code) VALUES (?)', ['a']);
    await insert();
    const taken = await insert().catch((error: unknown) => error);
    expect(isDuplicate(taken)).toBe(true);
    const wrong = await database.query('SELECT nothing FROM note').catch((error: unknown) => error);
    expect(isDuplicate(wrong)).toBe(false);
  });

  it('compares bytewise: case tells, in equality, in LIKE and in unique keys', async () => {
    await insertMany(database, 'note', ['code', 'title'], [['a1', 'x'], ['A1', 'y']]); // biome-ignore format: one line reads better
    expect(await database.query('SELECT title FROM note WHERE code = ?', ['A1'])).toEqual([{ title: 'y' }]);
    expect(await database.query("SELECT title FROM note WHERE code LIKE ? ESCAPE '!'", [startingWith('a')])).toEqual([{ title: 'x' }]);
    expect(await database.query('SELECT code FROM note ORDER BY code')).toEqual([{ code: 'A1' }, { code: 'a1' }]);
  });

  it('searches for wildcards literally', async () => {
    await insertMany(database, 'note', ['code'], [['50% off!'], ['50 off'], ['a_b'], ['axb']]);
    const find = async (term: string) =>
      (await database.query<{ code: string }>("SELECT code FROM note WHERE code LIKE ? ESCAPE '!' ORDER BY id", [containing(term)])).map(
        ({ code }) => code,
      );
    expect(await find('0%')).toEqual(['50% off!']);
    expect(await find('_')).toEqual(['a_b']);
    expect(await find('ff!')).toEqual(['50% off!']);
  });

  it('matches lists, and nothing against an empty one', async () => {
    await insertMany(database, 'note', ['code'], [['a'], ['b'], ['c']]);
    const find = (codes: string[]) => {
      const among = inList(codes);
      return database.query(`SELECT code FROM note WHERE code IN ${among.sql} ORDER BY code`, among.params);
    };
    expect(await find(['a', 'c', 'z'])).toEqual([{ code: 'a' }, { code: 'c' }]);
    expect(await find([])).toEqual([]);
  });
});
