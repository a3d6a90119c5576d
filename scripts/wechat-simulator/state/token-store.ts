import type { Limits } from '../limits';
import type { SimulatorClock } from './clock';
import type { Randomness } from './randomness';

export type TokenKind = 'plain' | 'stable' | 'wecom';
export type TokenState = 'live' | 'expired' | 'replaced' | 'unknown';

interface Token {
  value: string;
  kind: TokenKind;
  owner: string;
  expiresAt: number;
  /** Earlier than its own end when another token has taken its place. */
  diesAt: number;
}

export interface Grant {
  access_token: string;
  expires_in: number;
}

/** Access tokens of all kinds. The kinds never touch each other. */
export class TokenStore {
  private readonly tokens = new Map<string, Token>();
  private readonly current = new Map<string, Token>();
  private readonly lastForcedAt = new Map<string, number>();

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
  ) {}

  /** A new token each time; the one before lives on for the hand-over. */
  issuePlain(appId: string): Grant {
    const previous = this.current.get(`plain/${appId}`);
    if (previous) previous.diesAt = Math.min(previous.diesAt, this.clock.now() + this.limits.plainToken.handOverMs);
    return this.grant(this.issue('plain', appId, this.limits.plainToken.lifeMs));
  }

  /** The same token while it has more than the renewal window left, then a new one beside the old. */
  issueStable(appId: string): Grant {
    const { lifeMs, renewalMs } = this.limits.stableToken;
    const token = this.current.get(`stable/${appId}`);
    if (token && this.stateOf(token) === 'live' && token.expiresAt - this.clock.now() >= renewalMs) return this.grant(token);
    if (token && this.stateOf(token) === 'live') {
      token.expiresAt = this.clock.now() + renewalMs;
      token.diesAt = token.expiresAt;
    }
    return this.grant(this.issue('stable', appId, lifeMs));
  }

  mayForce(appId: string): boolean {
    const last = this.lastForcedAt.get(appId);
    return last === undefined || this.clock.now() - last >= this.limits.stableToken.forcedGapMs;
  }

  forceStable(appId: string): Grant {
    const token = this.current.get(`stable/${appId}`);
    if (token) token.diesAt = this.clock.now();
    this.lastForcedAt.set(appId, this.clock.now());
    return this.grant(this.issue('stable', appId, this.limits.stableToken.lifeMs));
  }

  issueWecom(owner: string): Grant {
    const token = this.current.get(`wecom/${owner}`);
    if (token && this.stateOf(token) === 'live') return this.grant(token);
    return this.grant(this.issue('wecom', owner, this.limits.wecom.tokenLifeMs));
  }

  /** The platform takes a token back before its time. */
  revoke(kind: TokenKind): number {
    const revoked = [...this.tokens.values()].filter((token) => token.kind === kind && this.stateOf(token) === 'live');
    for (const token of revoked) token.diesAt = this.clock.now();
    return revoked.length;
  }

  /** A token is over before its time, as happens in the middle of a run. */
  expire(value: string): void {
    const token = this.tokens.get(value);
    if (token) token.expiresAt = Math.min(token.expiresAt, this.clock.now());
  }

  look(value: string, platform: 'wechat' | 'wecom'): { state: TokenState; owner: string } {
    const token = this.tokens.get(value);
    if (!token || (token.kind === 'wecom') !== (platform === 'wecom')) return { state: 'unknown', owner: '' };
    return { state: this.stateOf(token), owner: token.owner };
  }

  private stateOf(token: Token): TokenState {
    const now = this.clock.now();
    if (now >= token.expiresAt) return 'expired';
    return now >= token.diesAt ? 'replaced' : 'live';
  }

  private issue(kind: TokenKind, owner: string, lifeMs: number): Token {
    const value = kind === 'wecom' ? this.random.urlSafe(214) : `${60 + (this.random.bytes(1)[0]! % 30)}_${this.random.urlSafe(154)}`;
    const expiresAt = this.clock.now() + lifeMs;
    const token: Token = { value, kind, owner, expiresAt, diesAt: expiresAt };
    this.forgetOld();
    this.tokens.set(value, token);
    this.current.set(`${kind}/${owner}`, token);
    return token;
  }

  private grant(token: Token): Grant {
    return { access_token: token.value, expires_in: Math.floor((token.expiresAt - this.clock.now()) / 1000) };
  }

  private forgetOld(): void {
    const horizon = this.clock.now() - 86_400_000;
    for (const token of this.tokens.values()) if (token.expiresAt < horizon) this.tokens.delete(token.value);
  }
}
