import type { Database } from '@dianquan/server/platform/database/database';
import type { World } from '../wechat-simulator/state/world';

type Contact = { externalUserid: string; userid: string; state: string | null; at: number; openid: string; unionid: string; name: string };

/** Who knows whom in WeCom is kept in memory by the simulated platform too: it is told what the database has heard of. */
export async function rememberCustomers(database: Database, world: World): Promise<void> {
  const contacts = await database.query<Contact>(
    `SELECT c.external_userid AS externalUserid, c.userid AS userid, c.state AS state, c.added_at AS at, a.external_id AS openid,
       a.unionid AS unionid, COALESCE(a.name, '') AS name
     FROM wecom_contact c JOIN account a ON a.id = c.account_id
     WHERE c.removed_at IS NULL AND a.provider = 'wechat' AND a.unionid IS NOT NULL`,
  );
  for (const { externalUserid, userid, state, at, openid, unionid, name } of contacts) {
    const customer = world.people.recall({ openid, unionid, nickname: name });
    world.customers.recall({ userid, customer, externalUserid, state: state ?? '', addedAt: at });
  }
}
