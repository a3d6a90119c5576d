import { Logger } from '@nestjs/common';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { createTable, id, time, varchar } from '../../../migrations/schema';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { asNumber } from './columns';
import type { Database, Tx } from './database';
import { StrayStatement } from './stray';

@Entity('parcel')
class Parcel {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 40 }) ownerName!: string;
  @Column({ type: 'bigint', transformer: asNumber }) sentAt!: number;
}

describe('a transaction', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase({ migrated: false, entities: [Parcel] });
    database = place.database;
    const runner = database.dataSource.createQueryRunner();
    await createTable(runner, 'parcel', { id: id(), owner_name: varchar(40), sent_at: time() });
    await runner.release();
  });
  beforeEach(() => database.execute('DELETE FROM parcel'));
  afterAll(() => place.drop());

  const send = (tx: Tx, name: string) => tx.execute('INSERT INTO parcel (owner_name, sent_at) VALUES (?, ?)', [name, 1_790_000_000_123]);
  const names = async () =>
    (await database.query<{ owner_name: string }>('SELECT owner_name FROM parcel ORDER BY id')).map((row) => row.owner_name);

  it('keeps raw statements and entities together', async () => {
    const saved = await database.transaction(async (tx) => {
      await send(tx, 'raw');
      const parcel = await tx.manager.save(tx.manager.create(Parcel, { ownerName: 'entity', sentAt: 1_790_000_000_456 }));
      expect(await tx.query('SELECT COUNT(*) AS n FROM parcel')).toEqual([{ n: 2 }]);
      return parcel;
    });
    const found = await database.dataSource.getRepository(Parcel).findOneByOrFail({ id: saved.id });
    expect(found).toEqual({ id: saved.id, ownerName: 'entity', sentAt: 1_790_000_000_456 });
  });

  it('that throws leaves nothing, whichever way things were written', async () => {
    const work = database.transaction(async (tx) => {
      await send(tx, 'raw');
      await tx.manager.save(tx.manager.create(Parcel, { ownerName: 'entity', sentAt: 1 }));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await names()).toEqual([]);
  });

  it('may go on after a refused row', async () => {
    await database.transaction(async (tx) => {
      const { insertId } = await send(tx, 'first');
      await expect(tx.execute('INSERT INTO parcel (id, owner_name, sent_at) VALUES (?, ?, ?)', [insertId, 'double', 1])).rejects.toThrow();
      await send(tx, 'second');
    });
    expect(await names()).toEqual(['first', 'second']);
  });

  it('tells followers after the commit only', async () => {
    const told: string[] = [];
    await database.transaction(async (tx) => {
      tx.afterCommit(() => told.push('committed'));
      await send(tx, 'a');
      expect(told).toEqual([]);
    });
    await database
      .transaction(async (tx) => {
        tx.afterCommit(() => told.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(told).toEqual(['committed']);
  });

  it('that is committed is not reported as failed by a follower that stumbles, and the next follower is told', async () => {
    Logger.overrideLogger(false);
    const told: string[] = [];
    await database.transaction(async (tx) => {
      tx.afterCommit(() => {
        throw new Error('stumbles');
      });
      tx.afterCommit(() => told.push('second'));
      await send(tx, 'kept');
    });
    expect(told).toEqual(['second']);
    expect(await names()).toEqual(['kept']);
  });

  it('refuses statements that go around it', async () => {
    const repository = database.dataSource.getRepository(Parcel);
    const ways: [string, () => Promise<unknown>][] = [
      ['query', () => database.query('SELECT 1')],
      ['execute', () => database.execute('DELETE FROM parcel')],
      ['hot', () => database.hot('SELECT 1')],
      ['a second transaction', () => database.transaction(async () => undefined)],
      ['a repository', () => repository.find()],
      ['saving through a repository', () => repository.save({ ownerName: 'stray', sentAt: 1 })],
      ['a transaction of TypeORM', () => database.dataSource.transaction(async () => undefined)],
      ['the data source', () => database.dataSource.query('SELECT 1')],
    ];
    for (const [name, way] of ways) {
      const work = database.transaction(async (tx) => {
        await send(tx, name);
        await way();
      });
      await expect(work).rejects.toBeInstanceOf(StrayStatement);
    }
    expect(await names()).toEqual([]);
  });

  it('refuses them also deep down, in what runs beside its own statements', async () => {
    const work = database.transaction(async (tx) => {
      await Promise.all([
        send(tx, 'a'),
        Promise.resolve().then(() => new Promise((go) => setImmediate(go)).then(() => database.query('SELECT 1'))),
      ]);
    });
    await expect(work).rejects.toThrow('Pass tx on');
    expect(await names()).toEqual([]);
  });

  it('nests through its manager: an inner failure takes back the inner part', async () => {
    await database.transaction(async (tx) => {
      await send(tx, 'outer');
      await tx.manager
        .transaction(async (inner) => {
          await inner.save(inner.create(Parcel, { ownerName: 'inner', sentAt: 1 }));
          throw new Error('inner only');
        })
        .catch(() => undefined);
      await tx.manager.transaction((inner) => inner.save(inner.create(Parcel, { ownerName: 'kept', sentAt: 1 })));
    });
    expect(await names()).toEqual(['outer', 'kept']);
  });

  it('is dead once it has ended, for raw statements and for its manager', async () => {
    let kept: Tx | undefined;
    await database.transaction(async (tx) => {
      kept = tx;
      await tx.manager.count(Parcel);
    });
    await expect(kept?.query('SELECT 1')).rejects.toThrow('has ended');
    await expect(kept?.manager.count(Parcel)).rejects.toThrow('has ended');
  });

  it('leaves work that it set off free to use the database afterwards', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await database.transaction(async (tx) => {
      await send(tx, 'a');
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => database.query('SELECT COUNT(*) AS n FROM parcel'));
    });
    expect(await later).toEqual([{ n: 1 }]);
  });

  it('runs many entity writes at once, each whole', async () => {
    const repository = database.dataSource.getRepository(Parcel);
    await Promise.all(Array.from({ length: 60 }, (_, n) => repository.save({ ownerName: `p${n}`, sentAt: n })));
    expect(await repository.count()).toBe(60);
  });
});
