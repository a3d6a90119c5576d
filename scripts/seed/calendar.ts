import { dayStart } from '@dianquan/shared/segment-rule';
import type { Dice } from './dice';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

/** When people of shops look at their phones: before opening, at noon, and above all in the evening. By hour of the day. */
const LOOKING = [2, 1, 0, 0, 0, 2, 8, 22, 30, 26, 22, 22, 30, 24, 18, 17, 17, 20, 28, 42, 54, 50, 28, 10];
/** When salespeople call at shops. */
const VISITING = [0, 0, 0, 0, 0, 0, 0, 1, 8, 24, 30, 24, 8, 8, 22, 28, 24, 14, 5, 1, 0, 0, 0, 0];
/** Sunday first. */
const VISITS_OF_WEEK = [0.35, 1.05, 1.1, 1.1, 1.05, 1, 0.8];

/** The story's days: it ends at the midnight with which `today` begins. Only orders go on after it, up to a moment of that day. */
export class Calendar {
  readonly now: number;
  readonly until: number;

  constructor(
    readonly today: string,
    until?: number,
  ) {
    this.now = dayStart(today);
    if (Number.isNaN(this.now)) throw new RangeError(`not a day: ${today}`);
    this.until = Math.min(this.now + DAY, Math.max(this.now, until ?? this.now));
  }

  /** The instant so many days before (negative) or after today, at a time of day in Shanghai. */
  at(day: number, time?: string): number {
    const midnight = this.now + day * DAY;
    if (time === undefined) return midnight;
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return midnight + hours * HOUR + minutes * MINUTE;
  }

  isoDay(day: number): string {
    return isoDay(this.now + day * DAY);
  }

  /** 11月22日 */
  spokenDay(instant: number): string {
    const [, month, day] = isoDay(instant).split('-').map(Number);
    return `${month}月${day}日`;
  }

  /** How busy salespeople are on a day. */
  visitsOn(day: number): number {
    return VISITS_OF_WEEK[new Date(this.now + day * DAY + SHANGHAI).getUTCDay()]!;
  }

  visitTime(dice: Dice, day: number): number {
    return this.now + day * DAY + timeOfDay(dice, VISITING);
  }

  eveningTime(dice: Dice, day: number): number {
    return this.now + day * DAY + timeOfDay(dice, LOOKING);
  }

  /**
   * When somebody first looks at what came at `from`: one in five at once, about half on the same day, the rest over two weeks, each at an
   * hour at which people look.
   */
  nextLook(dice: Dice, from: number, eager: number): number {
    const hour = hourOf(from);
    if (hour >= 7 && hour < 22 && dice.chance(0.18 * eager)) return from + dice.between(20, 5_400) * 1000;
    let lag = 0;
    while (lag < 14 && dice.chance(lag === 0 ? 0.48 / eager : 0.46)) lag++;
    const midnight = from - ((from + SHANGHAI) % DAY);
    if (lag > 0) return midnight + lag * DAY + timeOfDay(dice, LOOKING);
    if (hour >= 23) return midnight + DAY + timeOfDay(dice, LOOKING);
    return Math.max(from + dice.between(60, 900) * 1000, midnight + timeOfDay(dice, LOOKING, hour));
  }
}

/** Days are asked for again and again, and writing one down takes its time. */
const written = new Map<number, string>();
function isoDay(instant: number): string {
  const number = Math.floor((instant + SHANGHAI) / DAY);
  const known = written.get(number) ?? new Date(number * DAY).toISOString().slice(0, 10);
  written.set(number, known);
  return known;
}
const hourOf = (instant: number): number => Math.floor(((instant + SHANGHAI) % DAY) / HOUR);

function timeOfDay(dice: Dice, weights: readonly number[], fromHour = 0): number {
  let total = 0;
  for (let hour = fromHour; hour < 24; hour++) total += weights[hour]!;
  let left = dice.float() * total;
  for (let hour = fromHour; hour < 24; hour++) {
    left -= weights[hour]!;
    if (left < 0) return hour * HOUR + dice.int(HOUR / 1000) * 1000;
  }
  return 23 * HOUR + dice.int(HOUR / 1000) * 1000;
}
