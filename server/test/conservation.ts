import { Jobs } from '../src/platform/jobs/jobs';
import type { TestApp } from './app';
import { pushFaults } from './push-conservation';

type Counts = Record<string, number>;

/** What is kept beside the rows must be what the rows say; every difference is named. */
export async function checkConservation(t: TestApp): Promise<void> {
  const faults = [...(await announcements(t)), ...(await posts(t)), ...(await shops(t)), ...(await pushFaults(t))];
  expect(faults).toEqual([]);
  expect(await t.app.get(Jobs, { strict: false }).conservation()).toEqual([]);
}

async function announcements(t: TestApp): Promise<string[]> {
  const faults: string[] = [];
  const ids = await t.db.query<{ id: number }>(`SELECT id FROM announcement WHERE published_at IS NOT NULL`);
  for (const { id } of ids) {
    const recount = async (where: string): Promise<Counts> => {
      const [row] = await t.db.query<Counts>(
        `SELECT COUNT(*) AS people, COUNT(r.delivered_at) AS delivered, COUNT(r.read_at) AS people_read, COUNT(r.acknowledged_at) AS acknowledged, COUNT(r.understood_at) AS understood
         FROM announcement_recipient r WHERE r.announcement_id = ? ${where}`,
        [id],
      );
      return Object.fromEntries(Object.entries(row ?? {}).map(([key, value]) => [key, Number(value)]));
    };
    for (const [dimension, where] of [
      ['all', ''],
      ['owner', 'AND r.is_owner = 1'],
      ['clerk', 'AND r.is_owner = 0'],
    ] as const) {
      const [kept] = await t.db.query<Counts>(
        `SELECT people, delivered, people_read, acknowledged, understood FROM announcement_tally WHERE announcement_id = ? AND dimension = ?`,
        [id, dimension],
      );
      compare(faults, `announcement ${id} ${dimension}`, kept ?? {}, await recount(where));
    }
    const [chunks] = await t.db.query<Counts>(
      'SELECT COALESCE(SUM(people), 0) AS people, COALESCE(SUM(unread), 0) AS unread FROM announcement_chunk WHERE announcement_id = ?',
      [id],
    );
    const all = await recount('');
    compare(
      faults,
      `announcement ${id} chunks`,
      { people: Number(chunks?.people), unread: Number(chunks?.unread) },
      { people: all.people ?? 0, unread: (all.people ?? 0) - (all.people_read ?? 0) },
    );
    faults.push(...(await shopsOf(t, id)));
  }
  return faults;
}

async function shopsOf(t: TestApp, id: number): Promise<string[]> {
  const rows = await t.db.query<Counts>(
    `SELECT s.shop_id, s.people - COUNT(r.member_id) AS people, s.owners - COALESCE(SUM(r.is_owner), 0) AS owners, s.delivered - COUNT(r.delivered_at) AS delivered,
       s.owners_read + s.clerks_read - COUNT(r.read_at) AS people_read, s.acknowledged - COUNT(r.acknowledged_at) AS acknowledged, s.understood - COUNT(r.understood_at) AS understood
     FROM announcement_shop s LEFT JOIN announcement_recipient r ON r.announcement_id = s.announcement_id AND r.shop_id = s.shop_id
     WHERE s.announcement_id = ? GROUP BY s.shop_id, s.people, s.owners, s.delivered, s.owners_read, s.clerks_read, s.acknowledged, s.understood`,
    [id],
  );
  const off = rows.flatMap(({ shop_id, ...differences }) =>
    Object.entries(differences)
      .filter(([, n]) => Number(n) !== 0)
      .map(([key, n]) => `announcement ${id} shop ${shop_id} ${key} off by ${n}`),
  );
  const [counted] = await t.db.query<Counts>(
    `SELECT COUNT(CASE WHEN owners_read + clerks_read > 0 THEN 1 END) AS shops_read,
       COUNT(CASE WHEN owners_read > 0 AND owners_read + clerks_read = people THEN 1 END) AS shops_fully_read
     FROM announcement_shop WHERE announcement_id = ? AND people > 0`,
    [id],
  );
  const [kept] = await t.db.query<Counts>(
    `SELECT shops_read, shops_fully_read FROM announcement_tally WHERE announcement_id = ? AND dimension = 'all'`,
    [id],
  );
  compare(off, `announcement ${id}`, kept ?? {}, Object.fromEntries(Object.entries(counted ?? {}).map(([key, n]) => [key, Number(n)])));
  return off;
}

async function posts(t: TestApp): Promise<string[]> {
  const rows = await t.db.query<Counts>(
    `SELECT p.id, p.likes - (SELECT COUNT(*) FROM post_like l WHERE l.post_id = p.id) AS likes, p.views - (SELECT COUNT(*) FROM post_view v WHERE v.post_id = p.id) AS views,
       p.comments - (SELECT COUNT(*) FROM post_comment c WHERE c.post_id = p.id AND c.state = 'visible') AS comments FROM post p`,
  );
  return rows.flatMap(({ id, ...differences }) =>
    Object.entries(differences)
      .filter(([, n]) => Number(n) !== 0)
      .map(([key, n]) => `post ${id} ${key} off by ${n}`),
  );
}

async function shops(t: TestApp): Promise<string[]> {
  const rows = await t.db.query<Counts>(
    `SELECT s.id, s.member_count - (SELECT COUNT(*) FROM member m WHERE m.shop_id = s.id AND m.status = 'active') AS n FROM shop s`,
  );
  return rows.filter(({ n }) => Number(n) !== 0).map(({ id, n }) => `shop ${id} member_count off by ${n}`);
}

function compare(faults: string[], what: string, kept: Counts, counted: Counts): void {
  for (const [key, value] of Object.entries(counted))
    if (Number(kept[key] ?? 0) !== value) faults.push(`${what} ${key}: kept ${kept[key]}, counted ${value}`);
}
