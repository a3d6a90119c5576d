import { CallbackCipher, pushSignature } from '../crypto';
import type { Limits } from '../limits';
import type { MessagePush } from '../options';
import type { SimulatorClock } from './clock';
import type { Randomness } from './randomness';
import { type EventFields, toXml } from './xml';

export interface PushRecord {
  id: number;
  event: EventFields;
  attempts: { at: number; outcome: string }[];
  deliveredAt: number | null;
}

const REMEMBERED = 200;

/** Delivers events to the URL in the console's message-push settings: signed, in safe mode encrypted, up to three times. */
export class MessagePusher {
  readonly records: PushRecord[] = [];
  private nextId = 1;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
    private settings?: MessagePush,
  ) {}

  configure(settings: MessagePush): void {
    this.settings = settings;
  }

  /** Returns when the first attempt is over; later ones follow by the clock. Without settings the event is only recorded. */
  async send(appId: string, fromOpenid: string, event: EventFields): Promise<PushRecord> {
    const full: EventFields = {
      ToUserName: this.settings?.originalId ?? 'gh_d1a9c0a9ad5e',
      FromUserName: fromOpenid,
      CreateTime: this.clock.seconds(),
      MsgType: 'event',
      ...event,
    };
    const record: PushRecord = { id: this.nextId++, event: full, attempts: [], deliveredAt: null };
    this.records.push(record);
    if (this.records.length > REMEMBERED) this.records.shift();
    if (this.settings) await this.attempt(this.settings, appId, fromOpenid, record);
    return record;
  }

  /** What the console does when the settings are saved: the URL must give the echo string back, bare. */
  async verifyUrl(): Promise<boolean> {
    if (!this.settings) return false;
    const echo = String(this.random.bytes(6).readUIntBE(0, 6));
    const url = this.signedUrl(this.settings);
    url.searchParams.set('echostr', echo);
    const response = await fetch(url, { signal: AbortSignal.timeout(this.limits.push.answerWithinMs) });
    return response.status === 200 && (await response.text()) === echo;
  }

  private async attempt(settings: MessagePush, appId: string, openid: string, record: PushRecord): Promise<void> {
    const outcome = await this.post(settings, appId, openid, record.event).catch((error: Error) => error.message);
    record.attempts.push({ at: this.clock.now(), outcome });
    if (outcome === 'ok') record.deliveredAt = this.clock.now();
    else if (record.attempts.length < this.limits.push.attempts) {
      this.clock.after(this.limits.push.retryDelayMs, () => this.attempt(settings, appId, openid, record));
    }
  }

  private async post(settings: MessagePush, appId: string, openid: string, event: EventFields): Promise<string> {
    const url = this.signedUrl(settings);
    url.searchParams.set('openid', openid);
    let fields = event;
    if (settings.mode !== 'plain') {
      const cipher = new CallbackCipher(settings.encodingAesKey, appId);
      const sealed = cipher.encrypt(written(settings, event), this.random.bytes(16));
      url.searchParams.set('encrypt_type', 'aes');
      url.searchParams.set('msg_signature', this.signature(settings, url, sealed));
      fields = settings.mode === 'safe' ? { ToUserName: event.ToUserName!, Encrypt: sealed } : { ...event, Encrypt: sealed };
    }
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': settings.format === 'json' ? 'application/json' : 'text/xml' },
      body: written(settings, fields),
      signal: AbortSignal.timeout(this.limits.push.answerWithinMs),
    });
    const answer = (await response.text()).trim();
    if (response.status !== 200) return `HTTP ${response.status}`;
    return answer === '' || answer === 'success' ? 'ok' : 'the answer is neither empty nor success';
  }

  private signedUrl(settings: MessagePush): URL {
    const url = new URL(settings.url);
    url.searchParams.set('timestamp', String(this.clock.seconds()));
    url.searchParams.set('nonce', String(this.random.bytes(4).readUInt32BE()));
    url.searchParams.set('signature', this.signature(settings, url));
    return url;
  }

  private signature(settings: MessagePush, url: URL, sealed?: string): string {
    const { searchParams: query } = url;
    return pushSignature(settings.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', sealed);
  }
}

const written = (settings: MessagePush, fields: EventFields): string =>
  settings.format === 'json' ? JSON.stringify(fields) : toXml(fields);
