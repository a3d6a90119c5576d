import { chunkOf } from '@dianquan/server/announcements/chunks';
import { type ShopCounts, standingOf } from '@dianquan/server/announcements/standing';
import { ruleSql } from '@dianquan/server/members/segments/rule-sql';
import { verifyChain } from '@dianquan/server/platform/audit/verify';
import type { Database } from '@dianquan/server/platform/database/database';
import type { SegmentRule } from '@dianquan/shared/segment-rule';
import { SHOP_FIGURES, TRADE_RECOUNTS } from './verify-trade';

/** Each says what must be the same and finds rows where it is not. */
const RECOUNTS: Record<string, string> = {
  'people of a shop': `SELECT s.id FROM shop s WHERE s.member_count <> (SELECT COUNT(*) FROM member m WHERE m.shop_id = s.id AND m.status = 'active')
    OR s.counted_people <> s.member_count`,
  'shops of a segment': 'SELECT g.id FROM segment g WHERE g.shops <> (SELECT COUNT(*) FROM segment_shop x WHERE x.segment_id = g.id)',
  'people of a segment': `SELECT g.id FROM segment g WHERE g.people <>
    (SELECT COALESCE(SUM(s.member_count), 0) FROM segment_shop x JOIN shop s ON s.id = x.shop_id WHERE x.segment_id = g.id)`,
  'uses of an invitation': `SELECT i.id FROM invitation i LEFT JOIN (SELECT invitation_id, COUNT(*) AS n FROM member GROUP BY invitation_id) m
    ON m.invitation_id = i.id WHERE i.used <> COALESCE(m.n, 0)`,
  'landings of an invitation': `SELECT i.id FROM invitation i
    WHERE i.landed <> (SELECT COUNT(*) FROM invitation_event e WHERE e.invitation_id = i.id AND e.kind = 'landed')`,
  'an invitation hangs on an older one':
    'SELECT i.id FROM invitation i JOIN invitation p ON p.id = i.parent_id WHERE p.created_at >= i.created_at OR p.depth + 1 <> i.depth',
  // Both say the same of each person: every line comes twice.
  'attribution and the event log': `SELECT account_id FROM (
      SELECT account_id, invitation_id, member_id, shop_id, root_staff_id, stranger, first_of_shop, at FROM attribution UNION ALL
      SELECT account_id, invitation_id, member_id, shop_id, root_staff_id, stranger, first_of_shop, at FROM invitation_event WHERE kind = 'accepted') both_of_them
    GROUP BY account_id, invitation_id, member_id, shop_id, root_staff_id, stranger, first_of_shop, at HAVING COUNT(*) <> 2`,
  'accepted once': `SELECT account_id FROM invitation_event WHERE kind = 'accepted' GROUP BY account_id HAVING COUNT(*) <> 1`,
  'posts of a community': `SELECT c.id FROM community c WHERE c.posts <> (SELECT COUNT(*) FROM post p WHERE p.community_id = c.id AND p.state = 'visible')`,
  'what people agreed to be sent': `SELECT c.account_id FROM push_consent c LEFT JOIN (
      SELECT account_id, template_id, SUM(delta) AS n FROM push_consent_entry GROUP BY account_id, template_id) e
      ON e.account_id = c.account_id AND e.template_id = c.template_id
    WHERE c.granted < c.sent + c.held OR c.granted - c.sent - c.held <> COALESCE(e.n, 0)`,
  'likes of a post': 'SELECT p.id FROM post p WHERE p.likes <> (SELECT COUNT(*) FROM post_like l WHERE l.post_id = p.id)',
  'views of a post': 'SELECT p.id FROM post p WHERE p.views <> (SELECT COUNT(*) FROM post_view v WHERE v.post_id = p.id)',
  'comments of a post': `SELECT p.id FROM post p WHERE p.comments <> (SELECT COUNT(*) FROM post_comment t WHERE t.post_id = p.id AND t.state = 'visible')`,
  'an author is of the audience': `SELECT p.id FROM post p JOIN member m ON m.id = p.member_id WHERE EXISTS (SELECT 1 FROM community_segment x WHERE x.community_id = p.community_id)
    AND NOT EXISTS (SELECT 1 FROM community_segment x JOIN segment_shop y ON y.segment_id = x.segment_id WHERE x.community_id = p.community_id AND y.shop_id = m.shop_id)`,
  'counts of a shop for a notice': `SELECT t.shop_id FROM announcement_shop t JOIN (
      SELECT announcement_id, shop_id, COUNT(*) AS people, SUM(is_owner) AS owners, COUNT(delivered_at) AS delivered,
        COUNT(CASE WHEN is_owner = 1 THEN read_at END) AS owners_read, COUNT(CASE WHEN is_owner = 0 THEN read_at END) AS clerks_read,
        COUNT(acknowledged_at) AS acknowledged, COUNT(understood_at) AS understood
      FROM announcement_recipient GROUP BY announcement_id, shop_id) r ON r.announcement_id = t.announcement_id AND r.shop_id = t.shop_id
    WHERE r.people <> t.people OR r.owners <> t.owners OR r.delivered <> t.delivered OR r.owners_read <> t.owners_read OR r.clerks_read <> t.clerks_read
      OR r.acknowledged <> t.acknowledged OR r.understood <> t.understood`,
  'every shop of recipients is counted': `SELECT r.member_id FROM announcement_recipient r LEFT JOIN announcement_shop t
    ON t.announcement_id = r.announcement_id AND t.shop_id = r.shop_id WHERE t.shop_id IS NULL`,
  'nobody reads before it is out': `SELECT r.member_id FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id JOIN member m ON m.id = r.member_id
    WHERE r.delivered_at < a.published_at OR r.read_at < r.delivered_at OR r.acknowledged_at < r.read_at OR r.read_at < m.confirmed_at OR r.last_read_at < r.read_at`,
  'everyone in an open audience is a recipient': `SELECT m.id FROM announcement a JOIN member m ON m.status = 'active'
    LEFT JOIN announcement_recipient r ON r.announcement_id = a.id AND r.member_id = m.id
    WHERE a.state = 'published' AND a.audience LIKE '%"everyone":true%' AND m.confirmed_at <= COALESCE(a.open_until, a.published_at) AND r.member_id IS NULL`,
};

export type Fault = { what: string; rows: number };

/** Counts again what the application keeps counts of; empty when all agree. */
export async function verify(database: Database, now: number): Promise<Fault[]> {
  const faults: Fault[] = [];
  const add = (what: string, rows: number) => {
    if (rows > 0) faults.push({ what, rows });
  };
  for (const [what, sql] of Object.entries({ ...RECOUNTS, ...TRADE_RECOUNTS })) add(what, (await database.query(sql)).length);
  const since = now - 90 * 86_400_000;
  add('what a shop has ordered lately', (await database.query(SHOP_FIGURES, [since, since])).length);
  add('shops that fit a rule', await misplacedShops(database, now));
  add('tallies of a notice', await wrongTallies(database));
  add('chunks of a notice', await wrongChunks(database));
  const chain = await verifyChain(database);
  if (!chain.ok) add(`audit log: ${chain.fault}`, 1);
  return faults;
}

async function misplacedShops(database: Database, now: number): Promise<number> {
  let wrong = 0;
  const segments = await database.query<{ id: number; rule: string }>(`SELECT id, rule FROM segment WHERE kind = 'rule'`);
  for (const { id, rule } of segments) {
    const fits = ruleSql(JSON.parse(rule) as SegmentRule, now);
    const inside = 'EXISTS (SELECT 1 FROM segment_shop x WHERE x.segment_id = ? AND x.shop_id = shop.id)';
    const params = [...fits.params, id, id, ...fits.params];
    wrong += (
      await database.query(`SELECT id FROM shop WHERE ((${fits.sql}) AND NOT ${inside}) OR (${inside} AND NOT (${fits.sql}))`, params)
    ).length;
  }
  return wrong;
}

type ShopRow = ShopCounts & {
  announcement_id: number;
  region_code: string | null;
  owner_staff_id: number | null;
  segment_ids: string;
  asks: 'question' | 'acknowledgement' | 'nothing';
};
type Sums = Record<string, number>;

/** Sums up what stands by shop, in the words of the tallies. */
async function wrongTallies(database: Database): Promise<number> {
  const shops = await database.query<ShopRow>(
    `SELECT t.*, CASE WHEN a.question IS NOT NULL THEN 'question' WHEN a.must_acknowledge = 1 THEN 'acknowledgement' ELSE 'nothing' END AS asks
     FROM announcement_shop t JOIN announcement a ON a.id = t.announcement_id`,
  );
  const expected = new Map<string, Sums>();
  for (const shop of shops) {
    const keys = ['all ', `region ${(shop.region_code ?? '').slice(0, 6)}`, `salesperson ${shop.owner_staff_id ?? 0}`];
    for (const id of shop.segment_ids.split(',').filter(Boolean)) keys.push(`segment ${id}`);
    const { reached, read, ownerRead, fullyRead, understood } = standingOf(shop, shop.asks);
    const counts = {
      people: shop.people,
      delivered: shop.delivered,
      people_read: shop.owners_read + shop.clerks_read,
      acknowledged: shop.acknowledged,
      understood: shop.understood,
      shops: 1,
      shops_reached: Number(reached),
      shops_read: Number(read),
      shops_owner_read: Number(ownerRead),
      shops_fully_read: Number(fullyRead),
      shops_understood: Number(understood),
    };
    for (const key of keys) addTo(expected, `${shop.announcement_id} ${key}`, counts);
    addTo(expected, `${shop.announcement_id} owner `, { people: shop.owners, people_read: shop.owners_read });
    addTo(expected, `${shop.announcement_id} clerk `, { people: shop.people - shop.owners, people_read: shop.clerks_read });
  }
  const rows = await database.query<Sums & { announcement_id: number; dimension: string; key_value: string }>(
    'SELECT * FROM announcement_tally',
  );
  const kept = new Map(rows.map((row) => [`${row.announcement_id} ${row.dimension} ${row.key_value}`, row]));
  let wrong = [...expected.keys()].filter((key) => !kept.has(key)).length;
  for (const [key, row] of kept) {
    const sums = expected.get(key) ?? {};
    // By role only people are compared: the rest is not kept by role for each shop.
    const columns = / (owner|clerk) /.test(key)
      ? ['people', 'people_read']
      : [
          'people',
          'delivered',
          'people_read',
          'acknowledged',
          'understood',
          'shops',
          'shops_reached',
          'shops_read',
          'shops_owner_read',
          'shops_fully_read',
          'shops_understood',
        ];
    if (columns.some((column) => (sums[column] ?? 0) !== row[column])) wrong++;
  }
  return wrong;
}

function addTo(sums: Map<string, Sums>, key: string, counts: Sums): void {
  const sum = sums.get(key) ?? {};
  for (const [column, count] of Object.entries(counts)) sum[column] = (sum[column] ?? 0) + count;
  sums.set(key, sum);
}

async function wrongChunks(database: Database): Promise<number> {
  const recipients = await database.query<{ announcement_id: number; member_id: number; is_unread: number }>(
    'SELECT announcement_id, member_id, CASE WHEN read_at IS NULL THEN 1 ELSE 0 END AS is_unread FROM announcement_recipient',
  );
  const expected = new Map<string, Sums>();
  for (const { announcement_id, member_id, is_unread } of recipients)
    addTo(expected, `${announcement_id} ${chunkOf(member_id)}`, { people: 1, unread: is_unread });
  const rows = await database.query<{ announcement_id: number; number: number; people: number; unread: number }>(
    'SELECT announcement_id, number, people, unread FROM announcement_chunk',
  );
  const wrong = rows.filter((row) => {
    const sum = expected.get(`${row.announcement_id} ${row.number}`);
    return sum?.people !== row.people || (sum?.unread ?? 0) !== row.unread;
  });
  return wrong.length + Math.abs(expected.size - rows.length);
}
