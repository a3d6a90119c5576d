import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { basketOf, buy, checkWarehouse, openWarehouse } from '../../../test/parallel-orders';
import { Unavailable } from '../errors';
import { openDatabase } from './data-source';
import type { Database } from './database';
import { type Gate, SqliteGate } from './sqlite-gate';

/** Lets everybody through at any time, as the driver does by itself. */
class OpenGate implements Gate {
  async enter(): Promise<() => void> {
    return () => undefined;
  }

  pass<T>(statement: () => T): T {
    return statement();
  }
}

/** A stranger's write is acknowledged while a transaction is open that then fails. Is it kept? */
async function writeBesideAFailure(database: Database): Promise<boolean> {
  let begun: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const failing = database.transaction(async (tx) => {
    await tx.execute('UPDATE sku SET available = 0 WHERE id = 1');
    begun();
    await sleep(30);
    throw new Error('fails');
  });
  await hasBegun;
  const write = database.execute('INSERT INTO sale (id, buyer, at) VALUES (77, 77, 77)');
  await expect(failing).rejects.toThrow('fails');
  await write;
  return (await database.query('SELECT id FROM sale WHERE id = 77')).length === 1;
}

describe('the gate', () => {
  let place: TestDatabase | undefined;
  const open = async (options: Parameters<typeof freshDatabase>[0]): Promise<Database> => {
    place = await freshDatabase({ migrated: false, ...options });
    await openWarehouse(place.database, 1_000);
    return place.database;
  };
  afterEach(async () => {
    await place?.drop();
    place = undefined;
  });

  it('keeps a write that came from outside a failing transaction', async () => {
    expect(await writeBesideAFailure(await open({}))).toBe(true);
  });

  it('is what keeps it: without the gate the acknowledged write is lost', async () => {
    expect(await writeBesideAFailure(await open({ gate: new OpenGate() }))).toBe(false);
  });

  it('is what lets parallel orders through: without the gate nearly all of them fail', async () => {
    const database = await open({ gate: new OpenGate() });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 500 }, (_, buyer) => database.transaction((tx) => buy(tx, basketOf(buyer)))),
    );
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => String(reason));
    expect(failed.length).toBeGreaterThan(400);
    expect(failed.some((reason) => reason.includes('cannot start a transaction within a transaction'))).toBe(true);
  });

  it('lets in by the order of asking', async () => {
    const gate = new SqliteGate(1_000);
    const order: number[] = [];
    const first = await gate.enter();
    const others = [1, 2, 3].map(async (n) => {
      const leave = await gate.enter();
      order.push(n);
      await sleep(1);
      leave();
      leave();
    });
    const statement = gate.pass(() => order.push(4));
    first();
    await Promise.all([...others, statement]);
    expect(order).toEqual([1, 2, 3, 4]);
    expect(gate.pass(() => 'at once')).toBe('at once');
  });

  it('answers unavailable to who waits too long, and serves the others', async () => {
    const database = await open({ waitLimitMs: 80 });
    const slow = database.transaction(() => sleep(200));
    const late = [() => database.query('SELECT 1'), () => database.dataSource.query('SELECT 1'), () => database.transaction(async () => 1)];
    await Promise.all(late.map((way) => expect(way()).rejects.toBeInstanceOf(Unavailable)));
    await slow;
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets the event loop breathe during a long row of statements', async () => {
    const database = await open({});
    let beats = 0;
    const heart = setInterval(() => beats++, 5);
    const until = performance.now() + 400;
    for (let n = 0; performance.now() < until; n++) {
      if (n % 2 === 0) await database.transaction((tx) => tx.execute('UPDATE sku SET initial = initial'));
      else await database.query('SELECT COUNT(*) AS n FROM sale');
    }
    clearInterval(heart);
    expect(beats).toBeGreaterThan(5);
  });

  it('holds for query runners that are used by hand', async () => {
    const database = await open({});
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('UPDATE sku SET available = 7 WHERE id = 1');
    const look = database.query('SELECT available FROM sku WHERE id = 1');
    await runner.rollbackTransaction();
    await runner.release();
    expect(await look).toEqual([{ available: 1_000 }]);
  });
});

describe('two processes on one file', () => {
  it('wait for each other without blocking the event loop', async () => {
    const place = await freshDatabase({ migrated: false });
    const other = await openDatabase({ url: place.url });
    await openWarehouse(place.database, 10_000);
    let beats = 0;
    const heart = setInterval(() => beats++, 10);
    await Promise.all([
      place.database.transaction(async (tx) => {
        await buy(tx, basketOf(1));
        await sleep(300);
      }),
      sleep(20).then(() => other.execute('UPDATE sku SET initial = initial')),
    ]);
    clearInterval(heart);
    expect(beats).toBeGreaterThan(5);
    const both = [place.database, other];
    await Promise.all(
      Array.from({ length: 200 }, (_, buyer) => (both[buyer % 2] as Database).transaction((tx) => buy(tx, basketOf(buyer)))),
    );
    expect(await checkWarehouse(other)).toEqual({ sales: 201, lost: [], torn: [] });
    await other.close();
    await place.drop();
  });

  it('answers unavailable when the other one does not let go', async () => {
    const place = await freshDatabase({ migrated: false, waitLimitMs: 100 });
    const other = await openDatabase({ url: place.url });
    await openWarehouse(place.database, 10);
    const held = other.transaction(async (tx) => {
      await tx.execute('UPDATE sku SET available = 9 WHERE id = 1');
      await sleep(400);
    });
    await sleep(20);
    await expect(place.database.transaction((tx) => buy(tx, basketOf(1)))).rejects.toBeInstanceOf(Unavailable);
    await expect(place.database.query('SELECT COUNT(*) AS n FROM sale')).resolves.toEqual([{ n: 0 }]);
    await held;
    await place.database.transaction((tx) => buy(tx, basketOf(0)));
    await other.close();
    await place.drop();
  });
});
