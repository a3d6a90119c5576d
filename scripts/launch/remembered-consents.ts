import type { Database } from '@dianquan/server/platform/database/database';
import type { World } from '../wechat-simulator/state/world';

type Template = { platformId: string; title: string; fields: string };
type Consent = { openid: string; platformId: string; granted: number; sent: number; answer: string | null; keeps: number };

/**
 * The simulated platform counts consents in memory only. So it is told at every start which templates the database has in force and
 * how many messages people still want: else it would refuse every one of them as never agreed to.
 */
export async function rememberConsents(database: Database, world: World): Promise<void> {
  const { appId } = world.miniProgram;
  const templates = await database.query<Template>(
    'SELECT platform_id AS platformId, title, fields FROM push_template WHERE withdrawn_at IS NULL',
  );
  for (const { platformId, title, fields } of templates) {
    const known = (JSON.parse(fields) as { key: string; label: string }[]).map(({ key, label }) => ({ key, label }));
    world.templates.choose(appId, { id: platformId, title, fields: known });
  }
  const consents = await database.query<Consent>(
    `SELECT a.external_id AS openid, t.platform_id AS platformId, c.granted AS granted, c.sent AS sent, c.answer AS answer, c.keeps AS keeps
     FROM push_consent c JOIN push_template t ON t.id = c.template_id JOIN account a ON a.id = c.account_id
     WHERE t.withdrawn_at IS NULL AND a.provider = 'wechat' AND c.ended_at IS NULL AND (c.granted > c.sent OR c.keeps = 1)`,
  );
  for (const { openid, platformId, granted, sent, answer, keeps } of consents) {
    if (keeps && (answer === 'accept' || answer === 'reject')) world.subscriptions.keep(appId, openid, platformId, answer);
    world.subscriptions.remember({ appId, openid, templateId: platformId, granted, sent });
  }
}
