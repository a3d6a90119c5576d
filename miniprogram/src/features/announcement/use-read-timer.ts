import { useDidHide, useDidShow, useUnload } from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { clockNow } from '@/platform/clock';

/** On screen for this long, a notice counts as seen: listing it or passing through does not. */
export const SEEN_AFTER = 1_500;
/** What one visit can add at most; the server takes no more. */
const LONGEST = 3_600;

/** Adds up the time that something is really on screen. Separate from React so that it can be tested with a clock of one's own. */
export class ReadTimer {
  private since: number | null = null;
  private kept = 0;

  constructor(private readonly now: () => number) {}

  show(): void {
    this.since ??= this.now();
  }

  hide(): void {
    this.kept = this.elapsed();
    this.since = null;
  }

  elapsed(): number {
    return this.kept + (this.since === null ? 0 : this.now() - this.since);
  }

  /** Whole seconds not yet reported; what is below a second stays for the next time. */
  take(): number {
    const seconds = Math.min(LONGEST, Math.floor(this.elapsed() / 1000));
    this.kept = this.elapsed() - seconds * 1000;
    if (this.since !== null) this.since = this.now();
    return seconds;
  }
}

/**
 * Reports a first reading once it has been seen, and the rest of the time on leaving. What it gives back says that it was seen for
 * certain: whoever orders what a notice offers has read it, however quick the finger.
 */
export function useReadTimer(active: boolean, report: (seconds: number) => void): () => void {
  const timer = useRef(new ReadTimer(clockNow));
  const seen = useRef(false);
  const latest = useRef(report);
  latest.current = report;

  const leave = () => {
    timer.current.hide();
    if (seen.current) {
      const seconds = timer.current.take();
      if (seconds > 0) latest.current(seconds);
    }
  };
  const see = () => {
    if (!active || seen.current) return;
    seen.current = true;
    latest.current(timer.current.take());
  };
  const sees = useRef(see);
  sees.current = see;
  useDidShow(() => timer.current.show());
  useDidHide(leave);
  useUnload(leave);
  useEffect(() => {
    if (!active) return;
    timer.current.show();
    const waiting = setTimeout(() => sees.current(), SEEN_AFTER);
    return () => clearTimeout(waiting);
  }, [active]);
  return see;
}
