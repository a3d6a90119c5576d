import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Env } from '../config/env';
import { sameText } from '../wechat/crypto';

/** Whom an address lets in: a session, while that lives; or anybody until a time. */
export type Bearer = { sessionId: number } | { until: number };
export type Size = 'whole' | 'thumb';

const MAC_LENGTH = 22;
const REMEMBERED = 5_000;

/**
 * Addresses of files that work in an <img>, which cannot send a token: `/api/files/7?s=BEARER.MAC`. For a session the mac is over the
 * session alone, so that a page with hundreds of pictures costs one: the address says who asks, and what they may see is asked of the
 * file's gate each time. It dies with the session.
 */
@Injectable()
export class FileAddresses {
  private readonly known = new Map<number, string>();

  constructor(
    private readonly env: Env,
    private readonly clock: Clock,
  ) {}

  forSession(fileId: number, sessionId: number, size: Size): string {
    return address(fileId, this.sessionPart(sessionId), size);
  }

  /** For those who have no session with us, such as the platform that checks pictures. Good for this file only, and not for long. */
  forAnybody(fileId: number, seconds: number, size: Size): string {
    const until = `t${Math.ceil(this.clock.now() / 1000 + seconds).toString(36)}`;
    return address(fileId, `${until}.${this.mac(`file:${fileId}:${until}`)}`, size);
  }

  /** Null for what we did not sign, or no longer stand by. */
  read(fileId: number, signature: string): Bearer | null {
    const [, timed, bearer, mac] = /^(t?)([0-9a-z]{1,12})\.([\w-]{22})$/.exec(signature) ?? [];
    if (!bearer || !mac) return null;
    const value = Number.parseInt(bearer, 36);
    if (!timed) return sameText(mac, this.mac(`session:${bearer}`)) ? { sessionId: value } : null;
    const isOurs = sameText(mac, this.mac(`file:${fileId}:t${bearer}`));
    return isOurs && this.clock.now() <= value * 1000 ? { until: value * 1000 } : null;
  }

  private sessionPart(sessionId: number): string {
    const known = this.known.get(sessionId);
    if (known) return known;
    if (this.known.size >= REMEMBERED) this.known.clear();
    const bearer = sessionId.toString(36);
    const made = `${bearer}.${this.mac(`session:${bearer}`)}`;
    this.known.set(sessionId, made);
    return made;
  }

  private mac(text: string): string {
    return createHmac('sha256', this.env.sessionSecret).update(text).digest('base64url').slice(0, MAC_LENGTH);
  }
}

function address(fileId: number, signature: string, size: Size): string {
  return `/api/files/${fileId}?s=${signature}${size === 'thumb' ? '&size=thumb' : ''}`;
}
