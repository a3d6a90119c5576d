import type { Limits } from '../limits';
import type { SimulatorClock } from './clock';
import type { Randomness } from './randomness';

export type CodeKind = 'wechat-login' | 'wecom-login' | 'phone';
export type CodeFault = 'unknown' | 'used' | 'expired';

export interface IssuedCode {
  code: string;
  kind: CodeKind;
  /** The AppID or corp id for which it was given; a code of one app means nothing to another. */
  audience: string;
  userKey: string;
  issuedAt: number;
  usedAt: number | null;
}

export class OneTimeCodes {
  private readonly codes = new Map<string, IssuedCode>();

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
  ) {}

  issue(kind: CodeKind, audience: string, userKey: string): string {
    this.forgetOld();
    const code = this.shaped(kind);
    this.codes.set(code, { code, kind, audience, userKey, issuedAt: this.clock.now(), usedAt: null });
    return code;
  }

  find(kind: CodeKind, audience: string, code: string): IssuedCode | CodeFault {
    const found = this.codes.get(code);
    if (!found || found.kind !== kind || found.audience !== audience) return 'unknown';
    if (found.usedAt !== null) return 'used';
    return this.clock.now() - found.issuedAt >= this.limits.oneTimeCode.lifeMs ? 'expired' : found;
  }

  use(code: IssuedCode): void {
    code.usedAt = this.clock.now();
  }

  private shaped(kind: CodeKind): string {
    if (kind === 'phone') return this.random.hex(64);
    return kind === 'wechat-login' ? `0${this.random.alphanumeric(31)}` : this.random.urlSafe(43);
  }

  private forgetOld(): void {
    const horizon = this.clock.now() - this.limits.oneTimeCode.rememberedMs;
    for (const [code, issued] of this.codes) {
      if (issued.issuedAt > horizon) return;
      this.codes.delete(code);
    }
  }
}
