/** What can go wrong with a call, in the order of how much of it happens. */
export const CALL_FAULTS = [
  /** Refused with `errcode`. With 42001 the token that the call carries is really over. */
  'refuse',
  /** 502 with a page instead of JSON, and it did not happen. */
  'bad-gateway',
  /** 500, and it did not happen. */
  'server-error',
  /** The connection breaks, and it did not happen. */
  'connection-lost',
  /** Silence for `delayMs`, then the connection breaks; it did not happen. */
  'no-answer',
  /** It happens, `delayMs` late. */
  'late',
  /** It happens, and the answer is 500. */
  'server-error-after',
  /** It happens, and the connection breaks before the answer. */
  'answer-lost',
  /** It happens, and then silence for `delayMs`. */
  'no-answer-after',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

export interface PlannedFault {
  /** Of the interface, or `*` for any. */
  path: string;
  /** When it is not said: `refuse`, or `late` where the code is 0. */
  fault?: CallFault;
  errcode?: number;
  times?: number;
  delayMs?: number;
  /** Calls of that path which still go well before. */
  after?: number;
}

export interface Trouble {
  fault: CallFault;
  errcode: number;
  delayMs: number;
}

type Planned = Required<PlannedFault>;
/** Decides for every call of a path, where trouble is to be as random as in life. */
export type Weather = (path: string, nth: number) => Partial<Trouble> | null;

const SYSTEM_ERROR = -1;
/** Longer than any caller's patience. */
const SILENCE_MS = 10_000;

/** Trouble ordered in advance for the next calls of a path. */
export class Faults {
  private planned: Planned[] = [];
  private calls = 0;
  weather: Weather | null = null;

  plan(fault: PlannedFault): void {
    const { path, errcode = SYSTEM_ERROR, times = 1, delayMs = 0, after = 0 } = fault;
    this.planned.push({ path, errcode, times, delayMs, after, fault: fault.fault ?? (errcode === 0 ? 'late' : 'refuse') });
  }

  clear(): void {
    this.planned = [];
    this.weather = null;
  }

  take(path: string): Trouble | null {
    this.calls += 1;
    const trouble = this.duePlan(path) ?? this.weather?.(path, this.calls);
    if (!trouble) return null;
    const { fault = 'refuse', errcode = SYSTEM_ERROR, delayMs = 0 } = trouble;
    return { fault, errcode, delayMs: delayMs || (fault.startsWith('no-answer') ? SILENCE_MS : 0) };
  }

  private duePlan(path: string): Planned | undefined {
    const wanted = this.planned.filter((one) => one.path === path || one.path === '*');
    const due = wanted.find((one) => one.after <= 0);
    for (const one of wanted) if (one !== due) one.after -= 1;
    if (!due) return undefined;
    due.times -= 1;
    if (due.times <= 0) this.planned = this.planned.filter((one) => one !== due);
    return due;
  }
}
