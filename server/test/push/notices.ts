import { JobRunner } from '../../src/platform/jobs/runner';
import type { TestApp } from '../app';
import { buildStaff } from '../builders/staff';
import { unique } from '../builders/unique';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

/** Turns the clock on to the next time that it is this hour in Shanghai. */
export function toHour(t: TestApp, hour: number): void {
  const now = t.clock.now();
  const midnight = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI;
  const at = midnight + hour * HOUR;
  t.clock.advance((at > now ? at : at + DAY) - now);
}

/** Everything that is due by now, schedules included. */
export async function work(t: TestApp): Promise<void> {
  await t.app.get(JobRunner, { strict: false }).tick();
  await t.runJobs();
}

export type Settings = Record<string, unknown>;
const SETTINGS = {
  quietFrom: 22,
  quietUntil: 8,
  weeklyCap: 0,
  mergeMinutes: 0,
  fallbackHours: 24,
  callAfterHours: 48,
  channels: ['inbox', 'webhook'],
};

/** One message for everything, at once, through the gateway alone, unless said otherwise. */
export async function setSettings(t: TestApp, changes: Settings = {}): Promise<void> {
  const { token } = await buildStaff(t, { roles: ['manager'] });
  const { status, body } = await t.call('delivery.setSettings', { as: token, body: { ...SETTINGS, ...changes } });
  if (status !== 200) throw new Error(`the settings were refused: ${JSON.stringify(body)}`);
}

/** A notice to these shops, published; what it brings about is left to `work`. */
export async function publishTo(t: TestApp, token: string, shopIds: number[], changes: Record<string, unknown> = {}): Promise<number> {
  const body = { title: `停电${unique()}`, blocks: [{ type: 'text', text: '今天下午停电' }], audience: { shopIds }, ...changes };
  const made = await t.call('announcements.create', { as: token, body });
  if (made.status >= 300) throw new Error(`the notice was refused: ${JSON.stringify(made.body)}`);
  const { status, body: answer } = await t.call('announcements.publish', { as: token, params: { id: made.body.id } });
  if (status !== 200) throw new Error(`publishing was refused: ${JSON.stringify(answer)}`);
  return made.body.id;
}

/** How many recipients of an announcement are in which state. */
export async function statesOf(t: TestApp, announcementId: number): Promise<Record<string, number>> {
  const rows = await t.db.query<{ state: string; n: number }>(
    `SELECT r.state, COUNT(*) AS n FROM push_recipient r JOIN push_campaign c ON c.id = r.campaign_id WHERE c.subject = ? GROUP BY r.state`,
    [`announcement:${announcementId}`],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
