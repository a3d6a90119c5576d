import { timeText, untilText } from '@dianquan/shared/time-text';
import { useEffect, useState } from 'react';
import { demoClockOffset } from './demo-bridge';

/** The time of day; on the phones page it can be moved. */
export function clockNow(): number {
  return Date.now() + demoClockOffset();
}

/** 11月22日 14:05, with its year only when that is another: when exactly something was or will be. */
export const momentText = (at: string | number): string => untilText(at, clockNow());

/** Now, again every half minute, so that "3 分钟前" does not stay so. */
export function useNow(every = 30_000): number {
  const [now, set] = useState(clockNow);
  useEffect(() => {
    const timer = setInterval(() => set(clockNow()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

export function useTimeText(at: string | number): string {
  return timeText(at, useNow());
}

/** True once something has been going on for longer than a second: time to say what it is. */
export function useSlow(going: boolean, after = 1000): boolean {
  const [slow, set] = useState(false);
  useEffect(() => {
    set(false);
    if (!going) return;
    const timer = setTimeout(() => set(true), after);
    return () => clearTimeout(timer);
  }, [going, after]);
  return slow;
}
