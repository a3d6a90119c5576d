import { type Calendar, DAY, HOUR } from '../calendar';
import type { Dice } from '../dice';

const SHANGHAI = 8 * 3_600_000;
/** By month: quiet around the new year, busy in spring and autumn. */
const SEASON = [0.85, 0.6, 1.2, 1.3, 1.15, 0.95, 0.86, 0.88, 1.18, 1.24, 1.12, 0.92];
/** Sunday first. */
const WEEK = [0.5, 1.25, 1.1, 1.05, 1.02, 1.1, 0.82];
/** Hours at which orders come in: at opening, before noon, in the evening by phone. */
const HOURS = [0, 0, 0, 0, 0, 0, 0, 2, 10, 16, 14, 9, 4, 6, 10, 11, 10, 8, 5, 5, 8, 7, 3, 0];
/** First days of the year by the moon. */
const SPRING_FESTIVALS = ['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26'].map((day) =>
  Date.parse(`${day}T00:00:00+08:00`),
);

/** How much is ordered on each of the story's trading days, the first of them first. */
export class Rhythm {
  /** Sums up to and with each day. */
  private readonly sums: number[] = [];

  constructor(
    private readonly calendar: Calendar,
    readonly days: number,
  ) {
    let sum = 0;
    for (let index = 0; index < days; index++) {
      sum += this.weight(index);
      this.sums.push(sum);
    }
  }

  /** Between two days (counted from today, negative), both included. */
  between(from: number, to: number): number {
    const [first, last] = [Math.max(0, from + this.days), Math.min(this.days - 1, to + this.days)];
    return last < first ? 0 : this.sums[last]! - (this.sums[first - 1] ?? 0);
  }

  /** The day on which the sum since the beginning passes so much. */
  dayAt(sum: number): number {
    let low = 0;
    for (let high = this.days - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.sums[middle]! > sum) high = middle;
      else low = middle + 1;
    }
    return low - this.days;
  }

  /** On the day that is not over yet. */
  today(): number {
    return this.weight(this.days);
  }

  /** A slow growth over the months; the shops that were invited add theirs by themselves. */
  private weight(index: number): number {
    const noon = this.calendar.now + (index - this.days) * DAY + DAY / 2;
    const date = new Date(noon + SHANGHAI);
    const growth = 0.8 + (0.2 * index) / this.days;
    return growth * SEASON[date.getUTCMonth()]! * WEEK[date.getUTCDay()]! * this.holiday(noon, date);
  }

  private holiday(noon: number, date: Date): number {
    for (const festival of SPRING_FESTIVALS) {
      const away = Math.floor((noon - festival) / DAY);
      if (away >= -5 && away <= 9) return 0.05;
      if (away >= -24 && away < -5) return 1.3;
    }
    const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
    return (month === 10 && day <= 5) || (month === 5 && day <= 3) ? 0.3 : 1;
  }
}

export function timeOfDay(dice: Dice): number {
  const hour = dice.weighted(
    HOURS.map((_, index) => index),
    (index) => HOURS[index]!,
  );
  return hour * HOUR + dice.int(3_600) * 1000;
}
