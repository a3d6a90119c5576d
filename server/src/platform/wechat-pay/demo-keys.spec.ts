import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '../config/env';
import { DEMO_KEYS_FILE, demoKeys, publicHalf, simulatedAccount } from './demo-keys';

describe('the demo’s keys', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'dianquan-keys-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('are made once, for nobody else to read, and are the same ever after', () => {
    const keys = demoKeys(join(dataDir, 'new'));
    expect(keys.merchant).not.toBe(keys.platform);
    expect(demoKeys(join(dataDir, 'new'))).toEqual(keys);
    expect(statSync(join(dataDir, 'new', DEMO_KEYS_FILE)).mode & 0o077).toBe(0);
    expect(readdirSync(join(dataDir, 'new'))).toEqual([DEMO_KEYS_FILE]);
  });

  it('are half known to either side', () => {
    const account = simulatedAccount(readEnv({ DATA_DIR: dataDir }));
    expect(account).toMatchObject({ mchId: '1600000001', publicKeyId: expect.stringMatching(/^PUB_KEY_ID_/) });
    expect(account.merchantPublicKey).toBe(publicHalf(demoKeys(dataDir).merchant));
    expect(account.platformPrivateKey).toBe(demoKeys(dataDir).platform);
  });
});
