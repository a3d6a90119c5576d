import { freshDatabase, type TestDatabase } from '../../../test/database';

describe('the database', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await freshDatabase();
  });
  afterAll(() => place.drop());
  it('smokes', async () => {
    const { database: db } = place;
    expect(await db.query('SELECT COUNT(*) AS n, SUM(seq) AS s FROM audit_head')).toEqual([{ n: 1, s: 0 }]);
    const r = await db.transaction(async (tx) => {
      await tx.execute('INSERT INTO schedule (name, next_at) VALUES (?, ?)', ['a', 2 ** 45]);
      await expect(db.query('SELECT 1')).rejects.toThrow('Inside a transaction');
      return tx.manager.query('SELECT * FROM schedule');
    });
    expect(r).toEqual([{ name: 'a', next_at: 2 ** 45, last_at: null }]);
    expect(await db.hot('SELECT name, next_at FROM schedule WHERE next_at = ? LIMIT ?', [2 ** 45, 3])).toEqual([['a', 2 ** 45]]);
  });
});
