import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Env } from '../config/env';
import { Database, insertMany } from '../database/database';
import { Forbidden } from '../errors';
import { Events } from '../jobs/events';
import { Scheduled } from '../jobs/scheduled';
import { CallbackCipher, pushSignature, sameText } from '../wechat/crypto';
import { asNotice, unreadable } from '../wechat/notice';
import { callbackEvent } from './callback-events';

type Signed = { msg_signature: string; timestamp: string; nonce: string };

/** WeCom repeats within seconds. Whoever caught a notice and sends it again later changes nothing either: each tells when it was. */
const REMEMBERED_MS = 7 * 86_400_000;

/** What WeCom tells: genuine, for this corp, and each thing once. */
@Injectable()
export class WecomCallbacks {
  private readonly settings: { token: string; cipher: CallbackCipher } | null;

  constructor(
    env: Env,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {
    const { callback, corpId } = env.wecom;
    this.settings = callback && { token: callback.token, cipher: new CallbackCipher(callback.aesKey, corpId) };
  }

  /** WeCom checks our address: it wants back what its echo says inside. */
  echo(query: Signed & { echostr: string }): string {
    return this.open(query, query.echostr);
  }

  /** Ours to answer within five seconds: it is noted and told in one transaction, and what takes time is left to jobs. */
  async receive(query: Signed, body: unknown): Promise<void> {
    const sealed = asNotice(body)?.Encrypt;
    // WeCom seals everything: what comes open is from somebody else.
    if (typeof sealed !== 'string') throw new Forbidden();
    const text = this.open(query, sealed);
    const event = callbackEvent(asNotice(text) ?? unreadable());
    if (!event) return;
    await this.db.transaction(async (tx) => {
      // A repetition is sealed anew, under another nonce: only what is inside is the same.
      const digest = createHash('sha256').update(text).digest('hex');
      const noted = await insertMany(tx, 'wecom_callback', ['digest', 'at'], [[digest, this.clock.now()]], { ignore: true });
      if (noted > 0) await this.events.publish(tx, event);
    });
  }

  @Scheduled('wecom.forget-callbacks', { everyMs: 3_600_000 })
  async forget(): Promise<void> {
    await this.db.execute('DELETE FROM wecom_callback WHERE at < ?', [this.clock.now() - REMEMBERED_MS]);
  }

  private open({ msg_signature, timestamp, nonce }: Signed, sealed: string): string {
    if (!this.settings) throw new Forbidden();
    const { token, cipher } = this.settings;
    if (!sameText(msg_signature, pushSignature(token, timestamp, nonce, sealed))) throw new Forbidden();
    try {
      return cipher.decrypt(sealed);
    } catch {
      throw new Forbidden();
    }
  }
}
