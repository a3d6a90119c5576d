import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface PublishedVector {
  token: string;
  aes_key: string;
  receiveid: string;
  timestamp: string;
  nonce: string;
  msg_signature: string;
  echostr: string;
  encrypt: string;
  random: string;
  plaintext: string;
  session_key: string;
  encryptedData: string;
  iv: string;
  rawData: string;
  signature: string;
}

const FILE = path.resolve(__dirname, '../../../../shared/wechat-vectors.json');
const present = existsSync(FILE);

export const published: Record<string, PublishedVector> = present ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

/** A case on published data, which is kept beside the checkout and not in it; elsewhere it reports itself skipped and why. */
export function publishedCase(name: string, run: () => void): void {
  if (present) it(name, run);
  else it.skip(`${name} (skipped: ../shared/wechat-vectors.json is not beside this checkout)`, run);
}
