import type { LimitPeriod } from './channels/channel';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

/** The window that `now` falls into. `before` is the one whose use still counts; null where windows begin anew. */
export type Window = { start: number; end: number; before: number | null };

export function windowOf(per: LimitPeriod, now: number): Window {
  if (per === 'minute' || per === 'hour') {
    const length = per === 'minute' ? MINUTE : HOUR;
    const start = Math.floor(now / length) * length;
    return { start, end: start + length, before: start - length };
  }
  if (per === 'day') {
    const start = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI;
    return { start, end: start + DAY, before: null };
  }
  const local = new Date(now + SHANGHAI);
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  return { start: Date.UTC(year, month, 1) - SHANGHAI, end: Date.UTC(year, month + 1, 1) - SHANGHAI, before: null };
}

export type Counted = { windowStart: number; used: number; previous: number };

/** What is kept of a limit, seen from the window that runs now. */
export function current(kept: Counted | undefined, window: Window): { used: number; previous: number } {
  if (kept?.windowStart === window.start) return { used: kept.used, previous: window.before === null ? 0 : kept.previous };
  if (kept && kept.windowStart === window.before) return { used: 0, previous: kept.used };
  return { used: 0, previous: 0 };
}

/** When something is free again: at the window's end what the one before it used counts no more, or else what this one used. */
export function retryAt({ used, previous }: { used: number; previous: number }, most: number, window: Window): number {
  return previous > 0 && used < most ? window.end : window.before === null ? window.end : 2 * window.end - window.start;
}
