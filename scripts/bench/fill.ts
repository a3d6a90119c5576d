import { hashOf } from '@dianquan/server/members/session/session-token';
import type { Database } from '@dianquan/server/platform/database/database';
import { insertMany } from '@dianquan/server/platform/database/sql';

export const MANAGER_TOKEN = 'bench-manager-token-of-forty-three-letters-x';
const NOW = Date.now();
const STEP = 100_000;

/** The numbers 1 to `n` as a table, so that a million rows are made by the database itself. */
export async function fillNumbers(db: Database, n: number): Promise<void> {
  await db.execute('CREATE TABLE bench_digit (d INTEGER NOT NULL)');
  await insertMany(
    db,
    'bench_digit',
    ['d'],
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => [d]),
  );
  await db.execute('CREATE TABLE bench_number (i INTEGER NOT NULL PRIMARY KEY)');
  await db.execute(
    `INSERT INTO bench_number (i) SELECT 1 + a.d + b.d * 10 + c.d * 100 + d.d * 1000 + e.d * 10000 + f.d * 100000
     FROM bench_digit a, bench_digit b, bench_digit c, bench_digit d, bench_digit e, bench_digit f
     WHERE a.d + b.d * 10 + c.d * 100 + d.d * 1000 + e.d * 10000 + f.d * 100000 < ?`,
    [n],
  );
}

/** So many people, three to a shop, the last shop with those who are left: the first of each three its owner. */
export async function fillPeople(db: Database, people: number): Promise<void> {
  await fillNumbers(db, people);
  for (let from = 0; from < people; from += STEP) {
    const range = [from + 1, from + STEP];
    await db.execute(
      `INSERT INTO account (id, provider, external_id, name, phone, consented_at, created_at, updated_at)
       SELECT i, 'wechat', CONCAT('bench', i), CONCAT('成员', i), '13800138000', ${NOW}, ${NOW}, ${NOW} FROM bench_number WHERE i BETWEEN ? AND ?`,
      range,
    );
    await db.execute(
      `INSERT INTO shop (id, name, search_text, status, region_code, owner_staff_id, source, member_count, joined_at, created_at, updated_at)
       SELECT (i + 2) / 3, CONCAT('五金店', i), CONCAT('五金店', i), 'prospect', CASE WHEN (i % 2) = 0 THEN '510107' ELSE '510104' END, 1 + (i % 8), 'import',
         CASE WHEN i + 2 <= ${people} THEN 3 ELSE ${people} - i + 1 END, ${NOW}, ${NOW}, ${NOW}
       FROM bench_number WHERE i BETWEEN ? AND ? AND (i % 3) = 1`,
      range,
    );
    await db.execute(
      `INSERT INTO member (id, account_id, shop_id, role, status, name, joined_at)
       SELECT i, i, (i + 2 - ((i + 2) % 3)) / 3, CASE WHEN (i % 3) = 1 THEN 'owner' ELSE 'clerk' END, 'active', CONCAT('成员', i), ${NOW} FROM bench_number WHERE i BETWEEN ? AND ?`,
      range,
    );
  }
}

/** Eight salespeople and a manager who is signed in. */
export async function fillStaff(db: Database, firstAccount: number): Promise<void> {
  const ids = Array.from({ length: 9 }, (_, i) => i + 1);
  await insertMany(
    db,
    'account',
    ['id', 'provider', 'external_id', 'name', 'consented_at', 'created_at', 'updated_at'],
    ids.map((i) => [firstAccount + i, 'wecom', `staff${i}`, `员工${i}`, NOW, NOW, NOW]),
  );
  await insertMany(
    db,
    'staff',
    ['id', 'account_id', 'wecom_userid', 'name', 'created_at'],
    ids.map((i) => [i, firstAccount + i, `staff${i}`, `员工${i}`, NOW]),
  );
  await insertMany(
    db,
    'staff_role',
    ['staff_id', 'role'],
    ids.map((i) => [i, i === 9 ? 'manager' : 'salesperson']),
  );
  await fillSessions(db, [{ accountId: firstAccount + 9, memberId: null, token: MANAGER_TOKEN }]);
}

export async function fillSessions(db: Database, sessions: { accountId: number; memberId: number | null; token: string }[]): Promise<void> {
  await insertMany(
    db,
    'session',
    ['account_id', 'member_id', 'token_hash', 'created_at', 'expires_at'],
    sessions.map((s) => [s.accountId, s.memberId, hashOf(s.token), NOW, NOW + 86_400_000]),
  );
}

/** Signs in the first `count` people. */
export async function fillTokens(db: Database, count: number): Promise<string[]> {
  const sessions = Array.from({ length: count }, (_, i) => ({
    accountId: i + 1,
    memberId: i + 1,
    token: `bench-member-${i + 1}-${'x'.repeat(24)}`,
  }));
  await fillSessions(db, sessions);
  return sessions.map((s) => s.token);
}

/** An announcement that is out, addressed to the people with an id up to `people`, as publishing leaves it. */
export async function fillPublished(db: Database, id: number, people: number, options: { readShare: number }): Promise<void> {
  await db.execute(
    `INSERT INTO announcement (id, staff_id, title, category, blocks, excerpt, attachment_file_ids, call_salesperson, must_acknowledge, audience, state, created_at, updated_at, published_at)
     VALUES (?, 9, '测量用的公告', 'notice', '[]', '', '[]', 0, 0, '{"everyone":true,"segmentIds":[],"shopIds":[],"excludeSegmentIds":[],"excludeShopIds":[],"regions":[]}', 'published', ?, ?, ?)`,
    [id, NOW, NOW, NOW],
  );
  const isRead = `((i * 7919 + ${id}) % 1000) < ${Math.round(options.readShare * 1000)}`;
  for (let from = 0; from < people; from += STEP)
    await db.execute(
      `INSERT INTO announcement_recipient (announcement_id, member_id, shop_id, is_owner, delivered_at, read_at, last_read_at)
       SELECT ?, i, (i + 2 - ((i + 2) % 3)) / 3, CASE WHEN (i % 3) = 1 THEN 1 ELSE 0 END, CASE WHEN ${isRead} THEN ${NOW} END, CASE WHEN ${isRead} THEN ${NOW} END, CASE WHEN ${isRead} THEN ${NOW} END
       FROM bench_number WHERE i BETWEEN ? AND ?`,
      [id, from + 1, Math.min(people, from + STEP)],
    );
  await db.execute(
    `INSERT INTO announcement_shop (announcement_id, shop_id, region_code, owner_staff_id, segment_ids, people, owners, delivered, owners_read, clerks_read)
     SELECT announcement_id, shop_id, '510107', 1 + (shop_id % 8), '', COUNT(*), SUM(is_owner), COUNT(delivered_at), SUM(CASE WHEN is_owner = 1 AND read_at IS NOT NULL THEN 1 ELSE 0 END), SUM(CASE WHEN is_owner = 0 AND read_at IS NOT NULL THEN 1 ELSE 0 END)
     FROM announcement_recipient WHERE announcement_id = ? GROUP BY announcement_id, shop_id`,
    [id],
  );
  const into = 'INSERT INTO announcement_tally (announcement_id, dimension, key_value, people, delivered, people_read, shops, shops_read)';
  const sums = `SUM(people), SUM(delivered), SUM(owners_read + clerks_read), COUNT(*), SUM(CASE WHEN owners_read + clerks_read > 0 THEN 1 ELSE 0 END)
    FROM announcement_shop WHERE announcement_id = ?`;
  await db.execute(`${into} SELECT ?, 'all', '', ${sums}`, [id, id]);
  await db.execute(
    `${into} SELECT ?, 'owner', '', SUM(owners), 0, SUM(owners_read), 0, 0 FROM announcement_shop WHERE announcement_id = ?`,
    [id, id],
  );
  await db.execute(
    `${into} SELECT ?, 'clerk', '', SUM(people - owners), 0, SUM(clerks_read), 0, 0 FROM announcement_shop WHERE announcement_id = ?`,
    [id, id],
  );
  await db.execute(`${into} SELECT ?, 'region', '510107', ${sums}`, [id, id]);
  for (let staff = 1; staff <= 8; staff++)
    await db.execute(`${into} SELECT ?, 'salesperson', '${staff}', ${sums} AND owner_staff_id = ${staff}`, [id, id]);
  for (let number = 0; number * 10_000 < people; number++)
    await db.execute(
      `INSERT INTO announcement_chunk (announcement_id, number, first_member_id, last_member_id, people, unread)
       SELECT ?, ?, ?, ?, COUNT(*), COUNT(*) - COUNT(read_at) FROM announcement_recipient WHERE announcement_id = ? AND member_id BETWEEN ? AND ?`,
      [id, number, number * 10_000 + 1, (number + 1) * 10_000, id, number * 10_000 + 1, (number + 1) * 10_000],
    );
}

export async function fillFeed(db: Database, posts: number, communities: number): Promise<void> {
  await insertMany(
    db,
    'community',
    ['name', 'description', 'rules', 'post_right', 'comment_right', 'created_at', 'updated_at'],
    Array.from({ length: communities }, (_, i) => [`圈子${i + 1}`, '', '', 'everyone', 'everyone', NOW, NOW]),
  );
  const text = '今天店里到了一批新货，电动工具卖得不错，有需要的同行可以过来看看，价格好商量。';
  for (let from = 0; from < posts; from += STEP)
    await db.execute(
      `INSERT INTO post (community_id, author_account_id, member_id, body, pictures, state, likes, comments, views, created_at, visible_at)
       SELECT 1 + (i % ${communities}), 1 + (i % 3000), 1 + (i % 3000), CONCAT('${text}', i), CASE WHEN (i % 3) = 0 THEN CONCAT('[{"id":', i, ',"width":800,"height":600}]') ELSE '[]' END,
         'visible', (i % 30), (i % 7), (i % 400), ${NOW} - i, ${NOW} - i FROM bench_number WHERE i BETWEEN ? AND ?`,
      [from + 1, Math.min(posts, from + STEP)],
    );
}
