import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../config/env';

export const DEMO_KEYS_FILE = 'demo-wechatpay-keys.json';

/** Both sides of the demo's account: ours and, for the simulator, the platform's. PEM, PKCS #8. */
export type DemoKeys = { merchant: string; platform: string };

/**
 * Made at the first need and kept in the data folder, so that every process of a demo, and the one after a restart, has the same.
 * They open nothing but the simulator; production is refused without keys of its own.
 */
export function demoKeys(dataDir: string): DemoKeys {
  const file = join(dataDir, DEMO_KEYS_FILE);
  if (!existsSync(file)) keep(file, dataDir);
  return JSON.parse(readFileSync(file, 'utf8')) as DemoKeys;
}

/** The account as the simulator has to know it. */
export function simulatedAccount({ wechatPay, dataDir }: Pick<Env, 'wechatPay' | 'dataDir'>) {
  if (!wechatPay) throw new Error('there is no account to simulate');
  const { mchId, serial, apiV3Key, privateKey, publicKey } = wechatPay;
  const own = demoKeys(dataDir);
  return {
    mchId,
    serial,
    apiV3Key,
    merchantPublicKey: publicHalf(privateKey ?? own.merchant),
    platformPrivateKey: own.platform,
    publicKeyId: publicKey?.id ?? null,
  };
}

export function publicHalf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

/** Whoever comes first keeps theirs: a link is made whole or not at all, and never over another. */
function keep(file: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify({ merchant: newKey(), platform: newKey() } satisfies DemoKeys), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

function newKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
