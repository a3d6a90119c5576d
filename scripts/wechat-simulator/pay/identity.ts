import { generateKeyPairSync } from 'node:crypto';
import type { Limits } from '../limits';
import type { PayAccount } from '../options';
import type { SimulatorClock } from '../state/clock';
import type { Randomness } from '../state/randomness';
import { selfSigned } from './certificate';

export interface PlatformCertificate {
  serial: string;
  pem: string;
  privateKey: string;
  from: number;
  until: number;
}

/** With which key the platform signs: the public key of newer merchants, or certificates, of which a rotation makes two. */
export class PlatformIdentity {
  readonly certificates: PlatformCertificate[] = [];

  constructor(
    readonly account: PayAccount,
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly limits: Limits,
  ) {
    if (account.publicKeyId === null) this.issue(account.platformPrivateKey);
  }

  /** `wanted` is what the request's Wechatpay-Serial asks for. */
  signer(wanted?: string): { serial: string; privateKey: string } {
    const newest = this.certificates.at(-1);
    const { publicKeyId, platformPrivateKey } = this.account;
    const asked = this.certificates.find(({ serial }) => serial === wanted);
    if (asked) return asked;
    if (publicKeyId !== null && (wanted === publicKeyId || !newest)) return { serial: publicKeyId, privateKey: platformPrivateKey };
    if (newest) return newest;
    throw new Error('nothing to sign with');
  }

  /** A new certificate, by which everything is signed from now on; for a merchant with a public key, one from before the change. */
  rotate(): PlatformCertificate {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return this.issue(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }

  private issue(privateKey: string): PlatformCertificate {
    const serial = `5D${this.random.hex(38).toUpperCase()}`;
    const [from, until] = [this.clock.now() - 60_000, this.clock.now() + this.limits.pay.certificateLifeMs];
    const issued = { serial, pem: selfSigned(privateKey, { serial, from, until }), privateKey, from, until };
    this.certificates.push(issued);
    return issued;
  }
}
