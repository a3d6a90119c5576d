/** Times as people say them. Everything is Chinese time, +08:00 without summer time, wherever the phone is; no Intl needed. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFSET = 8 * HOUR;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

export type Instant = string | number;
type Parts = { year: number; month: number; day: number; weekday: number; time: string; dayNumber: number };

export function instantOf(at: Instant): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

function parts(at: Instant): Parts {
  const there = instantOf(at) + OFFSET;
  const date = new Date(there);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
    dayNumber: Math.floor(there / DAY),
  };
}

/** 刚刚, 12 分钟前, 今天 09:05, 昨天 14:05, 11月22日, 2025年11月22日; ahead: 今天 18:00, 明天 09:00, 11月25日 09:00. */
export function timeText(at: Instant, now: number): string {
  const passed = now - instantOf(at);
  if (Math.abs(passed) < MINUTE) return '刚刚';
  if (passed > 0 && passed < HOUR) return `${Math.floor(passed / MINUTE)} 分钟前`;
  const then = parts(at);
  const today = parts(now);
  const days = today.dayNumber - then.dayNumber;
  const near = ({ 1: '昨天', 0: '今天', '-1': '明天' } as Record<number, string>)[days];
  if (near) return `${near} ${then.time}`;
  const date = `${then.year === today.year ? '' : `${then.year}年`}${then.month}月${then.day}日`;
  return passed > 0 ? date : `${date} ${then.time}`;
}

/** 2026年11月22日 14:05, for reports and details. */
export function dateTimeText(at: Instant): string {
  const { year, month, day, time } = parts(at);
  return `${year}年${month}月${day}日 ${time}`;
}

/** 11月22日 14:05; with its year when that is not the present one. For an end that is ahead. */
export function untilText(at: Instant, now: number): string {
  const { year, month, day, time } = parts(at);
  return `${year === parts(now).year ? '' : `${year}年`}${month}月${day}日 ${time}`;
}

/** The head of a day in a list: 今天, 昨天, 11月20日 周五, 2025年11月22日 周六. */
export function dayHeading(at: Instant, now: number): string {
  const then = parts(at);
  const today = parts(now);
  if (then.dayNumber === today.dayNumber) return '今天';
  if (then.dayNumber === today.dayNumber - 1) return '昨天';
  return `${then.year === today.year ? '' : `${then.year}年`}${then.month}月${then.day}日 周${WEEKDAYS[then.weekday]}`;
}

/** 11月2日: where the year is plain and the hour of no interest. */
export function monthDayText(at: Instant): string {
  const { month, day } = parts(at);
  return `${month}月${day}日`;
}

/** 45 秒, 12 分钟, 3 小时, 2 天: rounded down, for how long something lasted or has waited. */
export function durationText(seconds: number): string {
  const span = Math.max(0, Math.floor(seconds)) * 1000;
  if (span < MINUTE) return `${span / 1000} 秒`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} 分钟`;
  return span < DAY ? `${Math.floor(span / HOUR)} 小时` : `${Math.floor(span / DAY)} 天`;
}

/** The calendar day, `2026-11-22`. */
export function dayOf(at: Instant): string {
  const { year, month, day } = parts(at);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The time of day, `14:05`. */
export function clockOf(at: Instant): string {
  return parts(at).time;
}

/** `2026-11-22` and `14:05` in China → the instant as the API takes it; null when either is no day or time. */
export function instantFrom(day: string, clock: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return null;
  const utc = Date.parse(`${day}T${clock}:00.000Z`);
  return Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== day ? null : new Date(utc - OFFSET).toISOString();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
