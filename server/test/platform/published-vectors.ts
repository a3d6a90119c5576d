import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type PublishedVector = Record<
  | 'token'
  | 'aes_key'
  | 'receiveid'
  | 'timestamp'
  | 'nonce'
  | 'msg_signature'
  | 'echostr'
  | 'encrypt'
  | 'random'
  | 'plaintext'
  | 'session_key'
  | 'encryptedData'
  | 'iv'
  | 'appid'
  | 'rawData'
  | 'signature',
  string
>;

/** Other projects' published examples stand beside the checkout, not in it. */
const FILE = resolve(__dirname, '../../../../shared/wechat-vectors.json');
const isThere = existsSync(FILE);
const vectors: Record<string, PublishedVector> = isThere ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

/** A test on one of them; where the file is absent it reports itself skipped, with the reason in its name. */
export function published<T = PublishedVector>(name: string, sentence: string, test: (vector: T) => unknown): void {
  if (isThere)
    it(`${sentence} (${name})`, async () => {
      await test(vectors[name] as T);
    });
  else it.skip(`${sentence} (${name}; skipped: ../shared/wechat-vectors.json is not beside this checkout)`, () => undefined);
}
