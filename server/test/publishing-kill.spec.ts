import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/platform/database/data-source';
import type { Database } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import { insertMany } from '../src/platform/database/sql';
import { openSession } from './builders/account';
import { startBuilt } from './built-server';
import { freshPlace } from './database';
import { until } from './runners';

const PEOPLE = 50_000;
const PER_SHOP = 2;

describe('a server killed in the middle of publishing', () => {
  it('has addressed each of 50,000 people exactly once when it is up again', async () => {
    const place = await freshPlace();
    const dataDir = mkdtempSync(join(tmpdir(), 'dianquan-kill-'));
    const start = () => startBuilt({ DATABASE_URL: place.url, DATA_DIR: dataDir });
    const { token, announcementId } = await withDatabase(place.url, prepare);
    let server = await start();
    try {
      const answer = await fetch(`${server.url}/api/announcements/${announcementId}/publication`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(200);
      let kills = 0;
      // Each life gets a little further; the last one is left alone.
      for (const pause of [40, 120, 60]) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        await server.stop('SIGKILL');
        kills += 1;
        server = await start();
      }
      expect(kills).toBe(3);
      await until(async () => {
        const report = await fetch(`${server.url}/api/announcements/${announcementId}/report`, {
          headers: { authorization: `Bearer ${token}` },
        });
        return ((await report.json()) as { state: string }).state === 'published';
      }, 110_000);
    } finally {
      await server.stop('SIGKILL');
    }
    const counted = await withDatabase(place.url, (db) => count(db, announcementId));
    expect(counted).toEqual({ recipients: PEOPLE, people: PEOPLE, shops: PEOPLE / PER_SHOP, shopPeople: PEOPLE, unread: PEOPLE });
    await place.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }, 150_000);
});

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function prepare(db: Database): Promise<{ token: string; announcementId: number }> {
  await migrate(db);
  const now = Date.now();
  const shops = Array.from({ length: PEOPLE / PER_SHOP }, (_, i) => i + 1);
  const people = Array.from({ length: PEOPLE }, (_, i) => i + 1);
  return db.transaction(async (tx) => {
    await insertMany(
      tx,
      'account',
      ['id', 'provider', 'external_id', 'name', 'created_at', 'updated_at'],
      people.map((id) => [id, 'wechat', `o${id}`, `人${id}`, now, now]),
    );
    await insertMany(
      tx,
      'shop',
      ['id', 'name', 'search_text', 'status', 'source', 'member_count', 'joined_at', 'created_at', 'updated_at'],
      shops.map((id) => [id, `店${id}`, `店${id}`, 'prospect', 'import', PER_SHOP, now, now, now]),
    );
    await insertMany(
      tx,
      'member',
      ['id', 'account_id', 'shop_id', 'role', 'status', 'name', 'joined_at'],
      people.map((id) => [id, id, Math.ceil(id / PER_SHOP), id % PER_SHOP === 1 ? 'owner' : 'clerk', 'active', `人${id}`, now]),
    );
    const staffAccount = PEOPLE + 1;
    await insertMany(
      tx,
      'account',
      ['id', 'provider', 'external_id', 'name', 'consented_at', 'created_at', 'updated_at'],
      [[staffAccount, 'wecom', 'manager', '经理', now, now, now]],
    );
    await insertMany(tx, 'staff', ['id', 'account_id', 'wecom_userid', 'name', 'created_at'], [[1, staffAccount, 'manager', '经理', now]]);
    await insertMany(tx, 'staff_role', ['staff_id', 'role'], [[1, 'manager']]);
    const audience = { everyone: true, segmentIds: [], shopIds: [], excludeSegmentIds: [], excludeShopIds: [] };
    const { insertId } = await tx.execute(
      `INSERT INTO announcement (staff_id, title, category, blocks, excerpt, attachment_file_ids, call_salesperson, must_acknowledge, audience, state, created_at, updated_at)
       VALUES (1, '五万人的公告', 'notice', '[]', '', '[]', 0, 0, ?, 'draft', ?, ?)`,
      [JSON.stringify(audience), now, now],
    );
    // A session needs nothing of the database but the way to write a row.
    const token = await openSession(
      { db: tx as unknown as Database, clock: { now: () => now } } as Parameters<typeof openSession>[0],
      staffAccount,
    );
    return { token, announcementId: insertId };
  });
}

async function count(db: Database, id: number): Promise<Record<string, number>> {
  const one = async (sql: string): Promise<number> => Number((await db.query<{ n: number }>(sql, [id]))[0]?.n);
  return {
    recipients: await one('SELECT COUNT(*) AS n FROM announcement_recipient WHERE announcement_id = ?'),
    people: await one(`SELECT people AS n FROM announcement_tally WHERE announcement_id = ? AND dimension = 'all'`),
    shops: await one(`SELECT shops AS n FROM announcement_tally WHERE announcement_id = ? AND dimension = 'all'`),
    shopPeople: await one('SELECT SUM(people) AS n FROM announcement_shop WHERE announcement_id = ?'),
    unread: await one('SELECT SUM(unread) AS n FROM announcement_chunk WHERE announcement_id = ?'),
  };
}
