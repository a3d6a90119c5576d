import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Clock } from '../clock';
import { Unavailable } from '../errors';
import { openSealed, type SealedText } from './pay-crypto';

const MINUTE_MS = 60_000;
const RENEW_MS = 12 * 60 * MINUTE_MS;
const CERTIFICATE_SERIAL = /^[0-9A-F]{16,40}$/;

type Certificate = { key: KeyObject; from: number; until: number };
type ListedCertificate = { serial_no: string; encrypt_certificate: SealedText };

/**
 * The keys that the platform may sign with, by the serial that it names: the WeChat Pay public key where the merchant has one, and
 * the certificates, which change every few years. A merchant who moves from the one to the other gets notices signed by either.
 */
export class PlatformKeys {
  private certificates = new Map<string, Certificate>();
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | null = null;

  /** `fetchList` answers the body of /v3/certificates, or null where the merchant has none. */
  constructor(
    private readonly account: { apiV3Key: string; publicKey: { id: string; pem: string } | null },
    private readonly clock: Clock,
    private readonly fetchList: () => Promise<string | null>,
  ) {}

  /** Null: nobody whom we know. Rejects when the platform, which might have told us more, does not answer. */
  async find(serial: string): Promise<KeyObject | null> {
    const { publicKey } = this.account;
    if (publicKey && serial === publicKey.id) return keyOf(publicKey.pem);
    if (!CERTIFICATE_SERIAL.test(serial)) return null;
    const known = this.current(serial);
    if (this.isDue(known ? RENEW_MS : MINUTE_MS)) {
      await this.refresh().catch((error: unknown) => {
        if (!known) throw error;
      });
    }
    return this.current(serial);
  }

  private current(serial: string): KeyObject | null {
    const found = this.certificates.get(serial);
    const now = this.clock.now();
    return found && found.from <= now && now < found.until ? found.key : null;
  }

  /** Made-up serials must not make us ask again and again. */
  private isDue(afterMs: number): boolean {
    return this.clock.now() - this.fetchedAt >= afterMs;
  }

  private refresh(): Promise<void> {
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    const text = await this.fetchList();
    this.fetchedAt = this.clock.now();
    if (text === null) return;
    // The list is signed with a key that may first have to be learned from it: what vouches for it is the APIv3 key that opens it.
    try {
      const { data } = JSON.parse(text) as { data: ListedCertificate[] };
      this.certificates = new Map(data.map((one) => [one.serial_no.toUpperCase(), this.open(one.encrypt_certificate)]));
    } catch (error) {
      throw Object.assign(new Unavailable('platform_unavailable'), { cause: new Error(`certificates do not open: ${error}`) });
    }
  }

  private open(sealed: SealedText): Certificate {
    const { publicKey, validFrom, validTo } = new X509Certificate(openSealed(sealed, this.account.apiV3Key));
    return { key: publicKey, from: Date.parse(validFrom), until: Date.parse(validTo) };
  }
}

function keyOf(pem: string): KeyObject {
  return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
}
