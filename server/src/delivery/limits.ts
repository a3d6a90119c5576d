import type { LimitPeriod } from './channels/channel';

export type LimitAsked = { key: string; per: LimitPeriod; most: number };
export type Granted = {
  /** As many as every one of the limits allows. */
  granted: number;
  /** When it is worth asking for the rest; epoch milliseconds. */
  retryAt: number;
};
export type LimitUse = { used: number; resetsAt: number | null };

/**
 * What the platforms allow, shared by all processes and kept over restarts. Minutes and hours are counted so that no stretch of that
 * length, wherever it begins, sees more than `most`; days and months are those of Asia/Shanghai.
 */
export abstract class Limits {
  /** Takes up to `n` from all of the limits together: what one of them refuses is taken from none. */
  abstract take(limits: readonly LimitAsked[], n: number, now: number): Promise<Granted>;
  /** What was taken and then certainly not sent. */
  abstract giveBack(limits: readonly LimitAsked[], n: number, now: number): Promise<void>;
  abstract use(limit: LimitAsked, now: number): Promise<LimitUse>;
}
