import type { Tx } from '../platform/database/sql';
import type { Settled } from './channels/channel';

export type DayCount = { accepted: number; refused: number; unknown: number };

/** Adds to what a channel did on a day of Shanghai. `others`: how many more were accepted. */
export async function countOutcomes(tx: Tx, channel: string, day: string, results: Settled[], others = 0): Promise<void> {
  const count: DayCount = { accepted: others, refused: 0, unknown: 0 };
  for (const { outcome } of results) count[outcome.state === 'accepted' || outcome.state === 'unknown' ? outcome.state : 'refused'] += 1;
  const added = (name: string): string =>
    tx.engine === 'mysql' ? `${name} = ${name} + VALUES(${name})` : `${name} = push_channel_day.${name} + excluded.${name}`;
  const head = tx.engine === 'mysql' ? 'ON DUPLICATE KEY UPDATE' : 'ON CONFLICT (channel, day) DO UPDATE SET';
  await tx.execute(
    `INSERT INTO push_channel_day (channel, day, accepted, refused, unknown) VALUES (?, ?, ?, ?, ?)
     ${head} ${['accepted', 'refused', 'unknown'].map(added).join(', ')}`,
    [channel, day, count.accepted, count.refused, count.unknown],
  );
}
