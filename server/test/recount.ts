import type { TestApp } from './app';

type Kept = { what: string; kept: number; counted: number };

/** Each query answers what is kept and what a recount gives, side by side. */
const COUNTS: Record<string, string> = {
  'shops of segment': `SELECT g.id AS what, g.shops AS kept, (SELECT COUNT(*) FROM segment_shop x WHERE x.segment_id = g.id) AS counted FROM segment g`,
  'people of segment': `SELECT g.id AS what, g.people AS kept, (SELECT COALESCE(SUM(s.member_count), 0) FROM segment_shop x JOIN shop s ON s.id = x.shop_id
      WHERE x.segment_id = g.id) AS counted FROM segment g`,
  'posts of community': `SELECT c.id AS what, c.posts AS kept, (SELECT COUNT(*) FROM post p WHERE p.community_id = c.id AND p.state = 'visible') AS counted
    FROM community c`,
  'uses of invitation': `SELECT i.id AS what, i.used AS kept, (SELECT COUNT(*) FROM member m WHERE m.invitation_id = i.id) AS counted FROM invitation i`,
  ...Object.fromEntries(
    [
      ['region', `COALESCE(SUBSTR(s.region_code, 1, 6), '')`],
      ['salesperson', `COALESCE(s.owner_staff_id, '')`],
      ['all', `''`],
    ].flatMap(([dimension, key]) =>
      [
        ['people', 's.people'],
        ['delivered', 's.delivered'],
        ['people_read', 's.owners_read + s.clerks_read'],
        ['acknowledged', 's.acknowledged'],
        ['shops', 'CASE WHEN s.people > 0 THEN 1 ELSE 0 END'],
        ['shops_read', 'CASE WHEN s.owners_read + s.clerks_read > 0 THEN 1 ELSE 0 END'],
        ['shops_owner_read', 'CASE WHEN s.owners_read > 0 THEN 1 ELSE 0 END'],
      ].map(([column, value]) => [
        `${column} by ${dimension} of announcement`,
        `SELECT CONCAT(t.announcement_id, ' ', t.key_value) AS what, t.${column} AS kept, (SELECT COALESCE(SUM(${value}), 0) FROM announcement_shop s
           WHERE s.announcement_id = t.announcement_id AND ${key} = t.key_value) AS counted FROM announcement_tally t WHERE t.dimension = '${dimension}'`,
      ]),
    ),
  ),
};

/** Every kept count that is not what a recount gives, named. */
export async function recount(t: TestApp): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, sql] of Object.entries(COUNTS))
    for (const { what, kept, counted } of await t.db.query<Kept>(sql))
      if (Number(kept) !== Number(counted)) faults.push(`${name} ${what}: kept ${kept}, counted ${counted}`);
  return faults;
}
