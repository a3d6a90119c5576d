import { buildMember } from '../../../test/builders/member';
import { buildStaff } from '../../../test/builders/staff';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { Clock } from '../../platform/clock';
import { openDatabase } from '../../platform/database/data-source';
import type { Database } from '../../platform/database/database';
import { ActorChanges } from './actor-changes';
import { ActorLoader } from './actor-loader';
import { SessionActors } from './actor-source';
import { ChangeFeed } from './change-feed';

let place: TestDatabase;
let other: Database;
let clock: Clock;
let changes: ActorChanges;

beforeAll(async () => {
  place = await freshDatabase();
  other = await openDatabase({ url: place.url });
});
afterAll(async () => {
  await other.close();
  await place.drop();
});
beforeEach(() => {
  clock = new Clock();
  changes = new ActorChanges(clock);
});

/** The session memory of one process. */
function processOn(db: Database) {
  let loads = 0;
  class CountingLoader extends ActorLoader {
    override load(...args: Parameters<ActorLoader['load']>) {
      loads += 1;
      return super.load(...args);
    }
  }
  const feed = new ChangeFeed(db, clock);
  return { actors: new SessionActors(db, clock, new CountingLoader(), feed), feed, loads: () => loads };
}

const t = () => ({ db: place.database, clock });

function touch(accountId: number): Promise<void> {
  return other.transaction((tx) => changes.touch(tx, [accountId]));
}

describe('sessions kept in memory', () => {
  it('reads a session once and then answers from memory', async () => {
    const { token, memberId, shopId } = await buildMember(t());
    const { actors, loads } = processOn(place.database);
    for (let i = 0; i < 5; i++) expect((await actors.find(token))?.member).toEqual({ id: memberId, shopId, role: 'owner' });
    expect(loads()).toBe(1);
  });

  it('forgets at once what another process revoked', async () => {
    const { token, accountId } = await buildMember(t());
    const { actors } = processOn(place.database);
    expect(await actors.find(token)).not.toBeNull();
    await other.transaction(async (tx) => {
      await tx.execute('UPDATE session SET revoked_at = 1 WHERE account_id = ?', [accountId]);
      await changes.touch(tx, [accountId]);
    });
    expect(await actors.find(token)).toBeNull();
  });

  it('would not know without the change being told', async () => {
    const { token, accountId } = await buildMember(t());
    const { actors } = processOn(place.database);
    await actors.find(token);
    await other.execute('UPDATE session SET revoked_at = 1 WHERE account_id = ?', [accountId]);
    expect(await actors.find(token)).not.toBeNull();
    clock.advance(60_000);
    expect(await actors.find(token)).toBeNull();
  });

  it('sees new roles and regions on the next request', async () => {
    const { token, staffId, accountId } = await buildStaff(t(), { roles: ['admin'] });
    const { actors } = processOn(place.database);
    expect((await actors.find(token))?.staff?.roles).toEqual(['admin']);
    await other.transaction(async (tx) => {
      await tx.execute(`UPDATE staff_role SET role = 'courier' WHERE staff_id = ?`, [staffId]);
      await tx.execute(`INSERT INTO staff_region (staff_id, region_code) VALUES (?, '5101')`, [staffId]);
      await changes.touch(tx, [accountId]);
    });
    expect((await actors.find(token))?.staff).toEqual({ id: staffId, roles: ['courier'], regions: ['5101'] });
  });

  it('ends a session after thirty days', async () => {
    const { token } = await buildMember(t());
    const { actors } = processOn(place.database);
    expect(await actors.find(token)).not.toBeNull();
    clock.advance(30 * 24 * 3_600_000);
    expect(await actors.find(token)).toBeNull();
  });

  it('finds the same actor by the number of the session', async () => {
    const { token } = await buildMember(t());
    const { actors } = processOn(place.database);
    const actor = await actors.find(token);
    expect(await actors.findSession(actor?.sessionId ?? 0)).toEqual(actor);
    expect(await actors.findSession(4_000_000)).toBeNull();
  });
});

describe('the change feed', () => {
  it('is read once for all requests of one moment', async () => {
    const { token } = await buildMember(t());
    const counted = watched(place.database);
    const { actors } = processOn(counted.db);
    await actors.find(token);
    counted.reads = 0;
    await Promise.all(Array.from({ length: 50 }, () => actors.find(token)));
    expect(counted.reads).toBe(1);
  });

  it('never answers a request from a read that began before it', async () => {
    const { token, accountId } = await buildMember(t());
    const held = watched(place.database);
    const { actors } = processOn(held.db);
    await actors.find(token);

    held.hold();
    const before = actors.find(token);
    await held.reached;
    await other.transaction(async (tx) => {
      await tx.execute('UPDATE session SET revoked_at = 1 WHERE account_id = ?', [accountId]);
      await changes.touch(tx, [accountId]);
    });
    const after = actors.find(token);
    held.release();
    expect(await before).not.toBeNull();
    expect(await after).toBeNull();
  });

  it('waits for numbers that others overtook', async () => {
    const { feed } = processOn(place.database);
    const told: number[] = [];
    feed.onChange((accountIds) => told.push(...accountIds));
    await touch(101);
    await feed.current();
    const [row] = await place.database.query<{ id: number }>('SELECT MAX(id) AS id FROM actor_change');
    const next = (row?.id ?? 0) + 1;
    await insertChange(next + 1, 103);
    await feed.current();
    await insertChange(next, 102);
    await feed.current();
    await feed.current();
    expect(told.filter((accountId) => accountId > 100 && accountId < 104)).toEqual([101, 103, 102]);
  });

  it('gives such a number up when no transaction can hold it any more', async () => {
    const { feed } = processOn(place.database);
    const told: number[] = [];
    await touch(201);
    const [row] = await place.database.query<{ id: number }>('SELECT MAX(id) AS id FROM actor_change');
    const next = (row?.id ?? 0) + 1;
    await insertChange(next + 1, 203);
    await feed.current();
    feed.onChange((accountIds) => told.push(...accountIds));
    clock.advance(60_000);
    await insertChange(next, 202);
    await feed.current();
    expect(told).toEqual([]);
  });

  it('follows more changes than fit into one read', async () => {
    const { feed } = processOn(place.database);
    await feed.current();
    const told = new Set<number>();
    feed.onChange((accountIds) => {
      for (const accountId of accountIds) told.add(accountId);
    });
    await other.transaction((tx) =>
      changes.touch(
        tx,
        Array.from({ length: 2500 }, (_, i) => 10_000 + i),
      ),
    );
    await feed.current();
    expect(told.size).toBe(2500);
  });

  it('fails while the database does, and goes on afterwards', async () => {
    const failing = watched(place.database);
    const { feed } = processOn(failing.db);
    await feed.current();
    failing.fail = true;
    await expect(feed.current()).rejects.toThrow('gone');
    failing.fail = false;
    await expect(feed.current()).resolves.toBeUndefined();
  });
});

function insertChange(id: number, accountId: number) {
  return other.execute('INSERT INTO actor_change (id, account_id, at) VALUES (?, ?, ?)', [id, accountId, clock.now()]);
}

/** The database, with its hot reads counted, held back or made to fail. */
function watched(db: Database) {
  const state = { reads: 0, fail: false, gate: Promise.resolve(), release: () => {}, reach: () => {}, reached: Promise.resolve() };
  const wrapped = Object.create(db) as Database;
  wrapped.hot = async <Row extends unknown[]>(...args: Parameters<Database['hot']>) => {
    state.reads += 1;
    if (state.fail) throw new Error('gone');
    const rows = await db.hot<Row>(...args);
    state.reach();
    await state.gate;
    return rows;
  };
  return Object.assign(state, {
    db: wrapped,
    hold: () => {
      state.gate = new Promise((resolve) => {
        state.release = resolve;
      });
      state.reached = new Promise((resolve) => {
        state.reach = resolve;
      });
    },
  });
}
