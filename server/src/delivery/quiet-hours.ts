import type { PushSettings } from '@dianquan/shared/contract/delivery';
import type { Importance } from './channels/channel';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

export type QuietHours = Pick<PushSettings, 'quietFrom' | 'quietUntil'>;

/** The first moment from `at` on that is not in the quiet hours of Shanghai; orders wait for nothing. */
export function firstLoudMoment(at: number, importance: Importance, { quietFrom, quietUntil }: QuietHours): number {
  if (importance === 'order' || quietFrom === quietUntil) return at;
  const midnight = Math.floor((at + SHANGHAI) / DAY) * DAY - SHANGHAI;
  const sinceMidnight = at - midnight;
  const [from, until] = [quietFrom * HOUR, quietUntil * HOUR];
  if (from < until) return sinceMidnight >= from && sinceMidnight < until ? midnight + until : at;
  if (sinceMidnight < until) return midnight + until;
  return sinceMidnight >= from ? midnight + DAY + until : at;
}

/** The Monday of its week in Shanghai, as `20261123`. */
export function weekOf(at: number): string {
  const days = Math.floor((at + SHANGHAI) / DAY);
  // The epoch's first day was a Thursday.
  const monday = days - ((days + 3) % 7);
  return new Date(monday * DAY).toISOString().slice(0, 10).replaceAll('-', '');
}
