import type { Limits } from '../limits';
import type { SimulatorClock } from '../state/clock';
import type { Randomness } from '../state/randomness';
import { answerText, seal, signed } from './crypto';
import type { PlatformIdentity } from './identity';
import type { PayFaults } from './pay-faults';
import { shanghaiTime } from './pay-views';

export interface PayNoticeRecord {
  id: string;
  eventType: string;
  outTradeNo: string;
  url: string;
  body: string;
  attempts: { at: number; outcome: string }[];
  /** What was answered to signatures that should have been refused. */
  probes: number[];
  deliveredAt: number | null;
}

type Announcement = {
  operation: 'prepay' | 'refund';
  eventType: string;
  summary: string;
  outTradeNo: string;
  url: string;
  content: object;
};

const REMEMBERED = 500;
const PROBE = 'WECHATPAY/SIGNTEST/';

/** Sealed and signed notices, repeated by the platform's timetable until somebody answers 200 or 204 in time. */
export class PayNotifier {
  readonly records: PayNoticeRecord[] = [];
  private held: PayNoticeRecord[] = [];

  constructor(
    private readonly identity: PlatformIdentity,
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
    private readonly faults: PayFaults,
  ) {}

  /** Ends when the first attempt is over, where one is made now. */
  async announce(announcement: Announcement): Promise<void> {
    const record = this.recorded(announcement);
    const planned = this.faults.takeForNotice(announcement.operation);
    if (planned?.fault === 'notice-never') return;
    if (planned?.fault === 'notice-out-of-order') {
      this.held.push(record);
      return;
    }
    if (planned?.fault === 'notice-delayed') {
      this.clock.after(planned.delayMs, () => this.attempt(record));
      return;
    }
    if (planned?.fault === 'notice-probe') record.probes.push(await this.post(record, true).catch(() => 0));
    await Promise.all([this.attempt(record), ...(planned?.fault === 'notice-twice' ? [this.attempt(record)] : [])]);
    for (const late of this.held.splice(0)) await this.attempt(late);
  }

  /** Once more, as the platform now and then does, delivered or not. */
  async repeat(id: string): Promise<boolean> {
    const record = this.records.find((one) => one.id === id);
    if (record) await this.attempt(record, false);
    return record !== undefined;
  }

  /** Headers of a genuine notice with this body, for tests that then spoil something. */
  headersFor(body: string, signature?: string): Record<string, string> {
    const { serial, privateKey } = this.identity.signer();
    const [timestamp, nonce] = [String(this.clock.seconds()), this.random.alphanumeric(32)];
    return {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': serial,
      'wechatpay-signature': signature ?? signed(answerText(timestamp, nonce, body), privateKey),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      'request-id': this.random.alphanumeric(32),
    };
  }

  /** The outside of a notice: what it is about stays sealed. */
  envelope({ eventType, summary, content }: Pick<Announcement, 'eventType' | 'summary' | 'content'>): { id: string; body: string } {
    const kind = eventType.startsWith('REFUND') ? 'refund' : 'transaction';
    const [id, nonce] = [uuidFrom(this.random.hex(32)), this.random.alphanumeric(12)];
    const ciphertext = seal(JSON.stringify(content), this.identity.account.apiV3Key, nonce, kind);
    const resource = { original_type: kind, algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: kind, nonce };
    const create_time = shanghaiTime(this.clock.now());
    return { id, body: JSON.stringify({ id, create_time, resource_type: 'encrypt-resource', event_type: eventType, summary, resource }) };
  }

  private recorded(announcement: Announcement): PayNoticeRecord {
    const { eventType, outTradeNo, url } = announcement;
    const record = { ...this.envelope(announcement), eventType, outTradeNo, url, attempts: [], probes: [], deliveredAt: null };
    this.records.push(record);
    if (this.records.length > REMEMBERED) this.records.shift();
    return record;
  }

  private async attempt(record: PayNoticeRecord, repeats = true): Promise<void> {
    const outcome = await this.post(record).then(
      (status) => (status === 200 || status === 204 ? 'ok' : `HTTP ${status}`),
      (error: Error) => error.message,
    );
    record.attempts.push({ at: this.clock.now(), outcome });
    if (outcome === 'ok') {
      record.deliveredAt ??= this.clock.now();
      return;
    }
    const wait = this.limits.pay.notifyRetriesMs[record.attempts.length - 1];
    if (repeats && wait !== undefined && record.deliveredAt === null) this.clock.after(wait, () => this.attempt(record));
  }

  private async post({ url, body }: PayNoticeRecord, isProbe = false): Promise<number> {
    const probe = isProbe ? `${PROBE}${this.random.alphanumeric(300)}` : undefined;
    const signal = AbortSignal.timeout(this.limits.pay.notifyAnswerWithinMs);
    const response = await fetch(url, { method: 'POST', headers: this.headersFor(body, probe), body, signal });
    await response.arrayBuffer();
    return response.status;
  }
}

const uuidFrom = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
