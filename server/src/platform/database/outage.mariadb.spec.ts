import { setTimeout as sleep } from 'node:timers/promises';
import { administer, freshDatabase, type TestDatabase } from '../../../test/database';
import { Line } from '../../../test/line';
import { basketOf, buy, checkWarehouse, openWarehouse } from '../../../test/parallel-orders';
import { until } from '../../../test/runners';
import { Unavailable } from '../errors';
import { openDatabase } from './data-source';
import type { Database, Tx } from './database';

describe('on a server', () => {
  let place: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    place = await freshDatabase({ migrated: false, poolSize: 5, statementLimitMs: 400 });
    database = place.database;
    await openWarehouse(database, 1_000);
  });
  afterEach(() => place.drop());

  const killAll = async (): Promise<void> => {
    const name = new URL(place.url).pathname.slice(1);
    const threads = await database.query<{ id: number }>(
      'SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()',
      [name],
    );
    for (const { id } of threads) await administer(place.url, `KILL ${id}`).catch(() => undefined);
  };

  it('a killed connection ends its transaction without effect, and the next request is served', async () => {
    const [mine] = await Promise.allSettled([
      database.transaction(async (tx) => {
        const [connection] = await tx.query<{ id: number }>('SELECT CONNECTION_ID() AS id');
        await buy(tx, basketOf(1));
        await administer(place.url, `KILL ${connection?.id}`);
        await buy(tx, basketOf(2));
      }),
    ]);
    expect(mine.status === 'rejected' && mine.reason).toBeInstanceOf(Unavailable);
    expect(await checkWarehouse(database)).toEqual({ sales: 0, lost: [], torn: [] });
  });

  it('all idle connections may be killed: nobody notices', async () => {
    await Promise.all(Array.from({ length: 20 }, () => database.query('SELECT 1')));
    await killAll();
    await sleep(50);
    await Promise.all(Array.from({ length: 20 }, (_, buyer) => database.transaction((tx) => buy(tx, basketOf(buyer)))));
    expect((await checkWarehouse(database)).sales).toBe(20);
  });

  it('gone for a while: unavailable at once, no half effects, and served again without a restart', async () => {
    const line = new Line(new URL(place.url));
    const far = await openDatabase({ url: await line.open(), poolSize: 5 });
    await far.query('SELECT 1');
    const inFlight = far.transaction(async (tx) => {
      await buy(tx, basketOf(1));
      await line.cut();
      await buy(tx, basketOf(2));
    });
    await expect(inFlight).rejects.toBeInstanceOf(Unavailable);
    const begun = Date.now();
    for (let n = 0; n < 30; n++) {
      await expect(far.query('SELECT 1')).rejects.toBeInstanceOf(Unavailable);
      await expect(far.transaction((tx) => buy(tx, basketOf(n)))).rejects.toBeInstanceOf(Unavailable);
      await expect(far.dataSource.query('SELECT 1')).rejects.toBeInstanceOf(Unavailable);
    }
    expect(Date.now() - begun).toBeLessThan(2_000);
    await line.open();
    await Promise.all(Array.from({ length: 20 }, (_, buyer) => far.transaction((tx) => buy(tx, basketOf(buyer)))));
    expect(await checkWarehouse(database)).toEqual({ sales: 20, lost: [], torn: [] });
    await far.close();
    await line.cut();
  });

  it('silent: every statement ends in time, and the connections that hung are not lent again', async () => {
    const line = new Line(new URL(place.url));
    const far = await openDatabase({ url: await line.open(), poolSize: 2, statementLimitMs: 100 });
    await far.query('SELECT 1');
    line.silent = true;
    const waiting = [far.query('SELECT 2'), far.transaction((tx) => buy(tx, basketOf(1)))];
    for (const outcome of await Promise.allSettled(waiting))
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) });
    const refused = Date.now();
    await expect(far.query('SELECT 2')).rejects.toBeInstanceOf(Unavailable);
    expect(Date.now() - refused).toBeLessThan(500);
    line.silent = false;
    await until(() => far.query('SELECT 2').then(Boolean, () => false));
    expect(await Promise.all([far.query('SELECT 3 AS n'), far.query('SELECT 3 AS n'), far.query('SELECT 3 AS n')])).toEqual(
      Array(3).fill([{ n: 3 }]),
    );
    await far.close();
    await line.cut();
  });

  it('silent in the middle of what TypeORM asks: it ends in time too, and nothing of it stays', async () => {
    const line = new Line(new URL(place.url));
    const far = await openDatabase({ url: await line.open(), poolSize: 2 });
    const begun = Date.now();
    const both = [
      far.transaction(async (tx) => {
        await tx.manager.query('UPDATE sku SET available = available - 1 WHERE id = 1');
        line.silent = true;
        await tx.manager.query('UPDATE sku SET available = available - 1 WHERE id = 2');
      }),
      sleep(200).then(() => far.dataSource.query('SELECT 1')),
    ];
    for (const outcome of await Promise.allSettled(both))
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(Unavailable) });
    expect(Date.now() - begun).toBeLessThan(6_000);
    line.silent = false;
    await until(() => far.dataSource.query('SELECT 1').then(Boolean, () => false));
    await far.execute('UPDATE sku SET available = available - 5 WHERE id = 1');
    expect(await database.query('SELECT available FROM sku WHERE id IN (1, 2) ORDER BY id')).toEqual([
      { available: 995 },
      { available: 1_000 },
    ]);
    await far.close();
    await line.cut();
  });

  it('busy for longer than usual, but there: it is waited for', async () => {
    const patient = await openDatabase({ url: place.url, poolSize: 1 });
    const both = [patient.query('SELECT SLEEP(3) AS n'), patient.query('SELECT 7 AS n')];
    expect(await Promise.all(both)).toEqual([[{ n: 0 }], [{ n: 7 }]]);
    await patient.close();
  });

  it('a statement over its limit is ended as unavailable, inside and outside a transaction', async () => {
    const slow = 'SELECT COUNT(*) AS n FROM seq_1_to_100000 a JOIN seq_1_to_100000 b ON a.seq <> b.seq + 1';
    const begun = Date.now();
    await expect(database.query(slow)).rejects.toBeInstanceOf(Unavailable);
    await expect(database.dataSource.query(slow)).rejects.toBeInstanceOf(Unavailable);
    const work = database.transaction(async (tx) => {
      await buy(tx, basketOf(1));
      await tx.query(slow).catch(() => undefined);
    });
    await expect(work).rejects.toBeInstanceOf(Unavailable);
    expect(Date.now() - begun).toBeLessThan(3_000);
    expect((await checkWarehouse(database)).sales).toBe(0);
  });

  describe('two transactions that wait for each other', () => {
    const cross = async (through: (work: (tx: Pick<Tx, 'execute'>) => Promise<void>) => Promise<unknown>): Promise<number> => {
      let runs = 0;
      let arrived = 0;
      const take = (tx: Pick<Tx, 'execute'>, sku: number) => tx.execute('UPDATE sku SET available = available - 1 WHERE id = ?', [sku]);
      const both = [
        [1, 2],
        [2, 1],
      ].map(
        (
          [first, second], // biome-ignore format: the crossing
        ) =>
          through(async (tx) => {
            runs++;
            await take(tx, first as number);
            arrived++;
            while (arrived < 2) await sleep(5);
            await take(tx, second as number);
          }),
      );
      await Promise.all(both);
      return runs;
    };
    const bothTakenTwice = async () =>
      expect(await database.query('SELECT available FROM sku WHERE id IN (1, 2)')).toEqual([{ available: 998 }, { available: 998 }]);

    it('both succeed: the loser is run again as a whole', async () => {
      expect(await cross((work) => database.transaction(work))).toBe(3);
      await bothTakenTwice();
    });

    it('also when they were begun through TypeORM', async () => {
      const through = (work: (tx: Pick<Tx, 'execute'>) => Promise<void>) =>
        database.dataSource.transaction((manager) =>
          work({
            execute: async (sql, params) => ({ affected: (await manager.query(sql, [...(params ?? [])])).affectedRows, insertId: 0 }),
          }),
        );
      expect(await cross(through)).toBe(3);
      await bothTakenTwice();
    });

    it('also when the work hid the error that told of it', async () => {
      const hiding = (work: (tx: Pick<Tx, 'execute'>) => Promise<void>) => database.transaction((tx) => work(tx).catch(() => undefined));
      expect(await cross(hiding)).toBe(3);
      await bothTakenTwice();
    });
  });

  it('reading and then writing sells more than there is; the conditional update is what prevents it', async () => {
    const buyers = Array.from({ length: 200 });
    const sellWith = async (take: (tx: Tx) => Promise<boolean>): Promise<number> => {
      await database.execute('UPDATE sku SET available = 10 WHERE id = 1');
      const sold = await Promise.all(buyers.map(() => database.transaction(take)));
      return sold.filter(Boolean).length;
    };
    const naive = await sellWith(async (tx) => {
      const [row] = await tx.query<{ available: number }>('SELECT available FROM sku WHERE id = 1');
      if (!row || row.available < 1) return false;
      await tx.execute('UPDATE sku SET available = ? WHERE id = 1', [row.available - 1]);
      return true;
    });
    expect(naive).toBeGreaterThan(10);
    const conditional = await sellWith(async (tx) => {
      const { affected } = await tx.execute('UPDATE sku SET available = available - 1 WHERE id = 1 AND available >= 1');
      return affected === 1;
    });
    expect(conditional).toBe(10);
  });
});
