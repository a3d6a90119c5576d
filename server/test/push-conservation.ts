import type { TestApp } from './app';

/** What may never be, each with what to call it. A query that finds a row is a fault. */
const NEVER: Record<string, string> = {
  'a right below zero': 'SELECT account_id AS id FROM push_consent WHERE granted < sent + held',
  'a right that its entries do not add up to': `SELECT c.account_id AS id FROM push_consent c
    JOIN (SELECT account_id, template_id, SUM(delta) AS total FROM push_consent_entry GROUP BY account_id, template_id) e
      ON e.account_id = c.account_id AND e.template_id = c.template_id
    WHERE c.granted - c.sent - c.held <> e.total`,
  'somebody who is being sent to by nobody': `SELECT r.member_id AS id FROM push_recipient r WHERE r.state = 'held' AND NOT EXISTS (
    SELECT 1 FROM push_range g WHERE g.campaign_id = r.campaign_id AND r.member_id BETWEEN g.first_member_id AND g.last_member_id AND g.lease_owner IS NOT NULL)`,
  'somebody planned in a campaign that is over': `SELECT r.member_id AS id FROM push_recipient r JOIN push_campaign c ON c.id = r.campaign_id
    WHERE r.state = 'planned' AND c.state = 'done'`,
  'a range that is done with somebody left': `SELECT r.member_id AS id FROM push_recipient r JOIN push_range g
      ON g.campaign_id = r.campaign_id AND r.member_id BETWEEN g.first_member_id AND g.last_member_id
    WHERE r.state = 'planned' AND g.done_at IS NOT NULL`,
  'one person twice in a campaign': 'SELECT MIN(member_id) AS id FROM push_recipient GROUP BY campaign_id, account_id HAVING COUNT(*) > 1',
  'two accepted attempts of one person in one campaign and channel': `SELECT MIN(member_id) AS id FROM push_attempt WHERE state = 'accepted'
    GROUP BY campaign_id, member_id, channel HAVING COUNT(*) > 1`,
  'an attempt under way of somebody who is not being sent to': `SELECT t.id FROM push_attempt t JOIN push_recipient r
      ON r.campaign_id = t.campaign_id AND r.member_id = t.member_id WHERE t.state = 'sending' AND r.state NOT IN ('held', 'read', 'called')`,
  'a block that is being sent by nobody': `SELECT number AS id FROM push_range WHERE block_state = 'held' AND block_people > 0 AND lease_owner IS NULL`,
  'a block planned in a range that is done': `SELECT number AS id FROM push_range WHERE block_state = 'planned' AND block_people > 0 AND done_at IS NOT NULL`,
  'more outside than there are people': `SELECT c.id FROM push_campaign c JOIN (SELECT campaign_id, COUNT(*) AS n FROM push_recipient GROUP BY campaign_id) r
      ON r.campaign_id = c.id WHERE c.state <> 'planning' AND r.n > c.people
        - (SELECT COALESCE(SUM(g.block_people), 0) FROM push_range g WHERE g.campaign_id = c.id)`,
};

/** While nothing is on its way. */
export async function pushFaults(t: Pick<TestApp, 'db'>): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, sql] of Object.entries(NEVER)) {
    const rows = await t.db.query<{ id: number }>(`${sql} LIMIT 5`);
    if (rows.length > 0) faults.push(`${name}: ${rows.map(({ id }) => id).join(', ')}`);
  }
  return faults;
}
