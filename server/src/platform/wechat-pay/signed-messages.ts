import type { Clock } from '../clock';
import { answerMessage, isSignedText } from './pay-crypto';
import type { PlatformKeys } from './platform-keys';

/** Why something is not believed to be the platform's. */
export type SignatureFault = 'header_missing' | 'probe' | 'serial_unknown' | 'signature' | 'clock';

const SKEW_MS = 5 * 60_000;
/** The platform sends wrong signatures now and then, to see whether anybody looks. */
const PROBE = 'WECHATPAY/SIGNTEST/';

type HeaderReader = (name: string) => string | null;

/** Judges answers and notices over the body as it came: parsed and written anew, it would be another text. */
export class SignedMessages {
  /** How far our clock was from the platform's when a genuine message was refused for it; null when it is well. */
  skewMs: number | null = null;

  constructor(
    private readonly keys: PlatformKeys,
    private readonly clock: Clock,
  ) {}

  /** Null: it is genuine. */
  async fault(header: HeaderReader, raw: string): Promise<SignatureFault | null> {
    const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => header(`wechatpay-${name}`));
    if (!timestamp || !nonce || !serial || !signature || !/^\d{1,12}$/.test(timestamp)) return 'header_missing';
    if (signature.startsWith(PROBE)) return 'probe';
    const key = await this.keys.find(serial);
    if (!key) return 'serial_unknown';
    if (!isSignedText(answerMessage(timestamp, nonce, raw), signature, key)) return 'signature';
    const skew = this.clock.now() - Number(timestamp) * 1000;
    this.skewMs = Math.abs(skew) > SKEW_MS ? skew : null;
    return this.skewMs === null ? null : 'clock';
  }
}
