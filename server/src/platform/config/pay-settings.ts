import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEMO_PAY } from './demo-values';

/** An account with WeChat Pay. */
export type PaySettings = {
  apiBase: string;
  mchId: string;
  /** Of the merchant's certificate: says with which key a request was signed. */
  serial: string;
  apiV3Key: string;
  /** PEM. Null in the demo, whose keys lie in the data folder. */
  privateKey: string | null;
  /** The platform's key. Null: its certificates are fetched. */
  publicKey: { id: string; pem: string | null } | null;
  /** Without a slash at the end; `/payments` and `/refunds` are put behind it. */
  notifyUrl: string;
};

const keyFile = (read: (pem: string) => KeyObject, what: string) =>
  z.string().transform((file, context) => {
    try {
      const pem = readFileSync(file, 'utf8');
      if (read(pem).asymmetricKeyType === 'rsa') return pem;
    } catch {
      // Said below, without quoting what may be a key.
    }
    context.addIssue({ code: 'custom', message: `must name a readable PEM file with ${what}` });
    return z.NEVER;
  });

const publicKeyOf = (pem: string): KeyObject => (pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem));

export const payVariables = {
  WECHATPAY_MCH_ID: z
    .string()
    .regex(/^\d{8,12}$/, 'must be the merchant id, 8 to 12 digits')
    .optional(),
  WECHATPAY_SERIAL: z
    .string()
    .regex(/^[0-9A-Fa-f]{16,40}$/, "must be the serial number of the merchant's certificate")
    .optional(),
  WECHATPAY_PRIVATE_KEY_FILE: keyFile(createPrivateKey, 'an RSA private key').optional(),
  WECHATPAY_API_V3_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{32}$/, 'must be 32 characters')
    .optional(),
  WECHATPAY_PUBLIC_KEY_ID: z
    .string()
    .regex(/^PUB_KEY_ID_\d+$/, 'must be PUB_KEY_ID_ and digits')
    .optional(),
  WECHATPAY_PUBLIC_KEY_FILE: keyFile(publicKeyOf, 'an RSA public key').optional(),
  WECHATPAY_NOTIFY_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#]/.test(url), 'may have no query: the platform refuses such addresses')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
};
type Given = Record<string, unknown>;

const NEEDED = ['WECHATPAY_MCH_ID', 'WECHATPAY_SERIAL', 'WECHATPAY_PRIVATE_KEY_FILE', 'WECHATPAY_API_V3_KEY'] as const;
const PAIR = ['WECHATPAY_PUBLIC_KEY_ID', 'WECHATPAY_PUBLIC_KEY_FILE'] as const;

const isSet = (given: Given): boolean => [...NEEDED, ...PAIR].some((name) => given[name] !== undefined);

/** Half an account is none, and the demo's would let anybody say that something was paid. */
export function payFaults(given: Given): string[] {
  const faults: string[] = [];
  if ((given[PAIR[0]] === undefined) !== (given[PAIR[1]] === undefined)) faults.push(`${PAIR[1]}: goes together with ${PAIR[0]}`);
  if (given.NODE_ENV !== 'production' || !isSet(given)) return faults;
  for (const name of NEEDED) if (given[name] === undefined) faults.push(`${name}: must be set in production when WeChat Pay is used`);
  for (const [name, demo] of Object.entries(DEMO_PAY)) {
    if (given[name] === demo) faults.push(`${name}: must not be the demo's value in production`);
  }
  if (/^http:/.test(String(given.WECHATPAY_NOTIFY_URL ?? given.PUBLIC_URL))) {
    faults.push('WECHATPAY_NOTIFY_URL: must be https in production');
  }
  return faults;
}

export function paySettings(
  v: { [Name in keyof typeof payVariables]?: string },
  { production, apiBase, notifyUrl }: { production: boolean; apiBase: string; notifyUrl: string },
): PaySettings | null {
  if (production && !isSet(v)) return null;
  const { WECHATPAY_PRIVATE_KEY_FILE: privateKey = null, WECHATPAY_PUBLIC_KEY_ID: id, WECHATPAY_PUBLIC_KEY_FILE: pem } = v;
  const demoKey = privateKey === null ? { id: DEMO_PAY.WECHATPAY_PUBLIC_KEY_ID, pem: null } : null;
  return {
    apiBase,
    mchId: v.WECHATPAY_MCH_ID ?? DEMO_PAY.WECHATPAY_MCH_ID,
    serial: (v.WECHATPAY_SERIAL ?? DEMO_PAY.WECHATPAY_SERIAL).toUpperCase(),
    apiV3Key: v.WECHATPAY_API_V3_KEY ?? DEMO_PAY.WECHATPAY_API_V3_KEY,
    privateKey,
    publicKey: id && pem ? { id, pem } : demoKey,
    notifyUrl,
  };
}
