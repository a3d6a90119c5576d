import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Env } from '../config/env';
import { Refused } from '../errors';
import type { Actor } from './actor';
import type { Rate } from './operation';

const MINUTE = 60;
type Limiter = Exclude<Rate, 'none'> | 'wrongGuess';

/** How often a minute. Each process counts for itself: the limits stop floods and guessing, they are no quota. */
export const LIMITS: Record<Limiter, number> = { login: 30, guess: 60, wrongGuess: 20, upload: 60, default: 1200 };

/** Limits per account, and per address where no account is known or where one address could try many accounts. */
@Injectable()
export class RateLimits {
  private readonly limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, points]) => [name, new RateLimiterMemory({ points, duration: MINUTE, keyPrefix: name })]),
  ) as Record<Limiter, RateLimiterMemory>;

  constructor(private readonly env: Env) {}

  async take(rate: Rate, actor: Actor | null, request: { readonly ip: string }): Promise<void> {
    if (!this.env.rateLimits || rate === 'none') return;
    const account = actor && `#${actor.accountId}`;
    if (account && (rate === 'default' || rate === 'upload')) return this.consume(rate, account);
    const from = network(request.ip);
    if (rate === 'login') return this.consume('login', from);
    if (rate === 'guess') {
      await this.refuseIfSpent('wrongGuess', from);
      await this.consume('guess', from);
      if (account) await this.consume('guess', account);
      return;
    }
    await this.consume(rate, from);
  }

  /** A guess that hit nothing. Those who only mistype never notice; those who search are stopped early. */
  async countWrongGuess(address: string): Promise<void> {
    if (!this.env.rateLimits) return;
    await this.limiters.wrongGuess.consume(network(address)).catch(() => undefined);
  }

  private async refuseIfSpent(name: Limiter, key: string): Promise<void> {
    const spent = await this.limiters[name].get(key);
    if (spent && spent.consumedPoints >= LIMITS[name]) throw tooMany(spent);
  }

  private async consume(name: Limiter, key: string): Promise<void> {
    try {
      await this.limiters[name].consume(key);
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? tooMany(refusal) : refusal;
    }
  }
}

function tooMany(spent: RateLimiterRes): Refused {
  return new Refused('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) });
}

/** One household or office has a whole /64 of IPv6 addresses to choose from. */
function network(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
