import { freshDatabase, type TestDatabase } from '../../../test/database';
import type { Database, Tx } from './database';

describe('statements of a transaction that are begun together', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase({ migrated: false });
    database = place.database;
    await database.execute('CREATE TABLE parcel (id INT AUTO_INCREMENT PRIMARY KEY, owner VARCHAR(40) NOT NULL)');
  });
  beforeEach(() => database.execute('DELETE FROM parcel'));
  afterAll(() => place.drop());

  const send = (tx: Tx, owner: string) => tx.execute('INSERT INTO parcel (owner) VALUES (?)', [owner]);
  const owners = async () => (await database.query<{ owner: string }>('SELECT owner FROM parcel ORDER BY id')).map(({ owner }) => owner);

  it('are done in that order, and each is answered with its own answer', async () => {
    await database.transaction(async (tx) => {
      const [none, first, second, both, gone] = await Promise.all([
        tx.query('SELECT owner FROM parcel'),
        send(tx, '甲; DROP TABLE parcel'),
        send(tx, '乙?'),
        tx.query('SELECT owner FROM parcel ORDER BY id'),
        tx.execute('DELETE FROM parcel WHERE owner = ?', ['乙?']),
      ]);
      expect(none).toEqual([]);
      expect([first.affected, second.insertId - first.insertId, gone.affected]).toEqual([1, 1, 1]);
      expect(both).toEqual([{ owner: '甲; DROP TABLE parcel' }, { owner: '乙?' }]);
    });
    expect(await owners()).toEqual(['甲; DROP TABLE parcel']);
  });

  it('may be more than one packet holds', async () => {
    const many = Array.from({ length: 9_000 }, (_, i) => `owner ${i}`);
    const insert = (tx: Tx) => tx.execute(`INSERT INTO parcel (owner) VALUES ${many.map(() => '(?)').join(',')}`, many);
    const written = await database.transaction((tx) => Promise.all([insert(tx), insert(tx), send(tx, 'last')]));
    expect(written.map(({ affected }) => affected)).toEqual([9_000, 9_000, 1]);
    expect((await owners()).at(-1)).toBe('last');
  });

  it('leave nothing when one of them fails, even if nobody minds', async () => {
    const work = database.transaction(async (tx) => {
      const { insertId } = await send(tx, 'first');
      const outcomes = await Promise.allSettled([
        send(tx, 'before'),
        tx.execute('INSERT INTO parcel (id, owner) VALUES (?, ?)', [insertId, 'double']),
        send(tx, 'after'),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    });
    await expect(work).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
    expect(await owners()).toEqual([]);
  });

  it('are the only way to several in one text', async () => {
    const two = "DELETE FROM parcel; INSERT INTO parcel (owner) VALUES ('stranger')";
    await expect(database.execute(two)).rejects.toThrow('one statement at a time');
    await expect(database.hot(two)).rejects.toThrow('one statement at a time');
    await expect(database.dataSource.query(two)).rejects.toThrow('one statement at a time');
    await expect(database.transaction((tx) => tx.execute(two))).rejects.toThrow('one statement at a time');
    await expect(database.transaction((tx) => tx.manager.query(two))).rejects.toThrow('one statement at a time');
    expect(await owners()).toEqual([]);
  });
});
