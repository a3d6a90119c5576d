import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { Forbidden } from '../errors';
import { CallbackCipher, pushSignature, sameText } from './crypto';
import { asNotice, type Notice, unreadable } from './notice';

export type PushQuery = {
  timestamp: string;
  nonce: string;
  signature?: string;
  msg_signature?: string;
};

/** Notices of the mini-program platform: whether they are genuine, and what they say. */
@Injectable()
export class WechatPush {
  private readonly cipher: CallbackCipher;

  constructor(private readonly env: Env) {
    this.cipher = new CallbackCipher(env.wechat.pushAesKey, env.wechat.appId);
  }

  /** The platform checks our address: it wants its echo back, if it really is the platform. */
  verify(query: PushQuery & { echostr: string }): string {
    this.requireSignature(query.signature, query);
    return query.echostr;
  }

  /** `body` is an object (JSON) or a text (XML). */
  open(query: PushQuery, body: unknown): Notice {
    const outer = asNotice(body);
    const sealed = outer?.Encrypt;
    if (typeof sealed === 'string') {
      this.requireSignature(query.msg_signature, query, sealed);
      return asNotice(this.decrypt(sealed)) ?? unreadable();
    }
    // The signature of a plain notice does not cover what it says: whoever has seen one could write others.
    if (this.env.production) throw new Forbidden();
    this.requireSignature(query.signature, query);
    return outer ?? unreadable();
  }

  private requireSignature(given: string | undefined, { timestamp, nonce }: PushQuery, sealed?: string): void {
    const expected = pushSignature(this.env.wechat.pushToken, timestamp, nonce, sealed);
    if (given === undefined || !sameText(given, expected)) throw new Forbidden();
  }

  private decrypt(sealed: string): string {
    try {
      return this.cipher.decrypt(sealed);
    } catch {
      throw new Forbidden();
    }
  }
}
