import type { RateRule } from '../limits';
import type { SimulatorClock } from './clock';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface Count {
  window: number;
  taken: number;
  blockedUntil: number;
}

/** Fixed windows on Shanghai's clock, the way the platform's daily quotas begin anew at midnight there. */
export class RateCounter {
  private readonly counts = new Map<string, Count>();

  constructor(private readonly clock: SimulatorClock) {}

  /** Whether so many more calls fit all rules; refused ones are not counted. */
  take(key: string, rules: readonly RateRule[], times = 1): boolean {
    return this.brokenBy(key, rules, times) === null;
  }

  /** Counts them when they fit, or else names the rule that they would break. */
  brokenBy(key: string, rules: readonly RateRule[], times = 1): RateRule | null {
    const now = this.clock.now();
    const counts = rules.map((rule) => this.current(`${key}/${rule.windowMs}`, rule, now));
    const shut = counts.findIndex((count) => count.blockedUntil > now);
    if (shut >= 0) return rules[shut] ?? null;
    const broken = rules.findIndex((rule, index) => counts[index]!.taken + times > rule.max);
    if (broken >= 0) {
      counts[broken]!.blockedUntil = now + (rules[broken]!.blockMs ?? 0);
      return rules[broken]!;
    }
    for (const count of counts) count.taken += times;
    return null;
  }

  private current(key: string, rule: RateRule, now: number): Count {
    const window = Math.floor((now + SHANGHAI_OFFSET_MS) / rule.windowMs);
    let count = this.counts.get(key);
    if (!count || count.window !== window) {
      count = { window, taken: 0, blockedUntil: count?.blockedUntil ?? 0 };
      this.counts.set(key, count);
    }
    return count;
  }
}
