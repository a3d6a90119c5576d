import type { LimitPeriod } from './channels/channel';

export type LimitAsked = { key: string; per: LimitPeriod; most: number };
export type Asked = LimitAsked & { n: number };
export type Granted = {
  /** Of the `n` asked for. */
  granted: number;
  /** When it is worth asking for the rest; epoch milliseconds. */
  retryAt: number;
};
export type LimitUse = { used: number; resetsAt: number | null };

/**
 * What the platforms allow, shared by all processes and kept over restarts. Minutes and hours are counted so that no stretch of that
 * length, wherever it begins, sees more than `most`: the window that runs and the one before it count together. Days and months are
 * those of Asia/Shanghai and begin anew.
 */
export abstract class Limits {
  /** Each by itself, all at once; the answers in the order of what was asked. No key may come twice. */
  abstract take(asked: readonly Asked[], now: number): Promise<Granted[]>;
  /** What was taken and then certainly not sent. */
  abstract giveBack(asked: readonly Asked[], now: number): Promise<void>;
  abstract use(limits: readonly LimitAsked[], now: number): Promise<LimitUse[]>;
}
