import { CallbackCipher, pushSignature } from '../crypto';
import type { Limits } from '../limits';
import type { MessagePush } from '../options';
import type { SimulatorClock } from './clock';
import { Deliveries, type DeliveryRecord, OK } from './deliveries';
import type { Randomness } from './randomness';
import { type EventFields, toXml } from './xml';

export type PushRecord = DeliveryRecord & { event: EventFields };

/** In XML a list of these events lies in an element of its own. */
const LIST_ELEMENTS = {
  subscribe_msg_popup_event: 'SubscribeMsgPopupEvent',
  subscribe_msg_change_event: 'SubscribeMsgChangeEvent',
  subscribe_msg_sent_event: 'SubscribeMsgSentEvent',
} as const;

/** Delivers events to the URL in the console's message-push settings: signed, in safe mode encrypted, up to three times. */
export class MessagePusher {
  private readonly deliveries: Deliveries<{ event: EventFields }>;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
    private settings?: MessagePush,
  ) {
    this.deliveries = new Deliveries(clock, limits);
  }

  get records(): readonly PushRecord[] {
    return this.deliveries.records;
  }

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
    const { settings } = this;
    return this.deliveries.deliver({ event: full }, settings ? () => this.post(settings, appId, fromOpenid, full) : null);
  }

  /** An event with a list: in JSON a single item stands alone, several are an array. */
  sendList(appId: string, fromOpenid: string, event: keyof typeof LIST_ELEMENTS, items: Record<string, string>[]): Promise<PushRecord> {
    const inXml = this.settings?.format === 'xml';
    const [first, ...others] = items;
    const list: EventFields = inXml ? { [LIST_ELEMENTS[event]]: { List: items } } : { List: others.length > 0 ? items : (first ?? {}) };
    return this.send(appId, fromOpenid, { Event: event, ...list });
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
    return answer === '' || answer === 'success' ? OK : 'the answer is neither empty nor success';
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
