import { CallbackCipher, pushSignature } from '../crypto';
import type { Limits } from '../limits';
import type { WecomCallback } from '../options';
import type { SimulatorClock } from './clock';
import { Deliveries, type DeliveryRecord, OK } from './deliveries';
import type { Randomness } from './randomness';
import { type EventFields, toXml } from './xml';

export type CallbackRecord = DeliveryRecord & { event: EventFields };

/** Tells the corp's server of customers and tags: XML, sealed for the corp, up to three times. */
export class WecomCallbacks {
  private readonly deliveries: Deliveries<{ event: EventFields }>;

  constructor(
    private readonly corpId: string,
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
    private settings?: WecomCallback,
  ) {
    this.deliveries = new Deliveries(clock, limits);
  }

  get records(): readonly CallbackRecord[] {
    return this.deliveries.records;
  }

  configure(settings: WecomCallback): void {
    this.settings = settings;
  }

  /** Returns when the first attempt is over. */
  send(event: EventFields): Promise<CallbackRecord> {
    const full: EventFields = {
      ToUserName: this.corpId,
      FromUserName: 'sys',
      CreateTime: this.clock.seconds(),
      MsgType: 'event',
      ...event,
    };
    const { settings } = this;
    return this.deliveries.deliver({ event: full }, settings ? () => this.post(settings, toXml(full)) : null);
  }

  /** A record once more, as after an answer that got lost. */
  async repeat(record: CallbackRecord): Promise<string> {
    return this.settings ? this.post(this.settings, toXml(record.event)) : 'nobody to tell';
  }

  /** What the console does when the settings are saved: the URL must give back, bare, what the sealed echo says. */
  async verifyUrl(): Promise<boolean> {
    if (!this.settings) return false;
    const echo = String(this.random.bytes(6).readUIntBE(0, 6));
    const sealed = this.seal(this.settings, echo);
    const url = this.signedUrl(this.settings, sealed);
    url.searchParams.set('echostr', sealed);
    const response = await fetch(url, { signal: AbortSignal.timeout(this.limits.push.answerWithinMs) });
    return response.status === 200 && (await response.text()) === echo;
  }

  private async post(settings: WecomCallback, xml: string): Promise<string> {
    const sealed = this.seal(settings, xml);
    const response = await fetch(this.signedUrl(settings, sealed), {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: toXml({ ToUserName: this.corpId, Encrypt: sealed, AgentID: '' }),
      signal: AbortSignal.timeout(this.limits.push.answerWithinMs),
    });
    await response.arrayBuffer();
    return response.status === 200 ? OK : `HTTP ${response.status}`;
  }

  private seal(settings: WecomCallback, text: string): string {
    return new CallbackCipher(settings.encodingAesKey, this.corpId).encrypt(text, this.random.bytes(16));
  }

  private signedUrl(settings: WecomCallback, sealed: string): URL {
    const url = new URL(settings.url);
    const [timestamp, nonce] = [String(this.clock.seconds()), String(this.random.bytes(4).readUInt32BE())];
    url.searchParams.set('msg_signature', pushSignature(settings.token, timestamp, nonce, sealed));
    url.searchParams.set('timestamp', timestamp);
    url.searchParams.set('nonce', nonce);
    return url;
  }
}
