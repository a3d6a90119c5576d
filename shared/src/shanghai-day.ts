const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** Which day of the calendar in Shanghai a moment (epoch milliseconds) lies in, counted from 1970-01-01. */
export const shanghaiDay = (at: number): number => Math.floor((at + SHANGHAI_MS) / DAY_MS);

/** The same as YYYY-MM-DD. */
export const shanghaiDayText = (at: number): string => new Date(shanghaiDay(at) * DAY_MS).toISOString().slice(0, 10);
