import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEMO, DEMO_PAY, DEMO_WECOM } from './demo-values';
import { EnvFault, readEnv, VARIABLES } from './env';

const real = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://shop.example.com/',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_PUSH_TOKEN: 'realtoken',
  WECHAT_PUSH_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  WECOM_CORPID: 'ww0123456789abcdef',
  WECOM_AGENT_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  SESSION_SECRET: 'a-long-secret-that-nobody-else-knows-0123456789',
};

function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvFault) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('start the demo with nothing set, against the simulator in the same process', () => {
    const env = readEnv({});
    expect(env).toMatchObject({ port: 3000, role: 'all', production: false, rateLimits: true });
    expect(env.databaseUrl).toMatch(/^sqlite:.*dianquan\.db$/);
    expect(env.wechat.apiBase).toBe('http://127.0.0.1:3000/__wechat/api');
    expect(env.wecom.apiBase).toBe('http://127.0.0.1:3000/__wechat/qyapi');
  });

  it('count an empty variable as not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  it('name every fault at once', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      ROLE: 'boss',
      DATABASE_URL: 'postgres://x',
      LOG_LEVEL: 'loud',
      WECHAT_PUSH_AES_KEY: 'short=',
    });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT', 'ROLE', 'WECHAT_PUSH_AES_KEY']);
  });

  it.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}$`])('refuse the message key "%s"', (key) => {
    expect(faultsOf({ ...real, WECHAT_PUSH_AES_KEY: key })).toHaveLength(1);
  });

  it('talk to the real platform in production', () => {
    const env = readEnv(real);
    expect(env.wechat.apiBase).toBe('https://api.weixin.qq.com');
    expect(env.wecom.apiBase).toBe('https://qyapi.weixin.qq.com');
    expect(env.publicUrl).toBe('https://shop.example.com');
  });

  it('refuse production with nothing set, and name each missing secret', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    for (const name of [...Object.keys(DEMO), 'PUBLIC_URL']) expect(faults).toContainEqual(expect.stringMatching(`^${name}:`));
  });

  it.each(Object.entries(DEMO))("refuse production with the demo's %s", (name, value) => {
    expect(faultsOf({ ...real, [name]: value })).toEqual([expect.stringMatching(`^${name}:`)]);
  });

  it('are all explained in .env.example', () => {
    const example = readFileSync(resolve(__dirname, '../../../../.env.example'), 'utf8');
    expect(VARIABLES.filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(example))).toEqual([]);
  });
});

describe('settings of WeChat Pay', () => {
  let folder: string;
  let account: Record<string, string>;
  let publicKey: Record<string, string>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-env-'));
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(join(folder, 'private.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(folder, 'public.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(folder, 'curve.pem'), curve.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    account = {
      WECHATPAY_MCH_ID: '1900000109',
      WECHATPAY_SERIAL: '7132d72a03e93cddf8c03bbd1f37eedf8a6b0d35',
      WECHATPAY_PRIVATE_KEY_FILE: join(folder, 'private.pem'),
      WECHATPAY_API_V3_KEY: 'abcdefghijklmnopqrstuvwxyz012345',
    };
    publicKey = { WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000001', WECHATPAY_PUBLIC_KEY_FILE: join(folder, 'public.pem') };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those of the simulator in the demo, whose keys lie in the data folder', () => {
    expect(readEnv({}).wechatPay).toMatchObject({
      apiBase: 'http://127.0.0.1:3000/__wechat/pay',
      notifyUrl: 'http://127.0.0.1:3000/api/wechat-pay',
      privateKey: null,
      publicKey: { id: DEMO_PAY.WECHATPAY_PUBLIC_KEY_ID, pem: null },
    });
  });

  it('may be absent in production: then nobody pays by WeChat', () => {
    expect(readEnv(real).wechatPay).toBeNull();
  });

  it('name an account with a public key, or with certificates', () => {
    const env = readEnv({ ...real, ...account, ...publicKey });
    expect(env.wechatPay).toMatchObject({
      apiBase: 'https://api.mch.weixin.qq.com',
      notifyUrl: 'https://shop.example.com/api/wechat-pay',
      serial: '7132D72A03E93CDDF8C03BBD1F37EEDF8A6B0D35',
      privateKey: expect.stringContaining('BEGIN PRIVATE KEY'),
      publicKey: { id: 'PUB_KEY_ID_0119000001', pem: expect.stringContaining('BEGIN PUBLIC KEY') },
    });
    expect(readEnv({ ...real, ...account }).wechatPay?.publicKey).toBeNull();
  });

  it.each(['WECHATPAY_MCH_ID', 'WECHATPAY_SERIAL', 'WECHATPAY_PRIVATE_KEY_FILE', 'WECHATPAY_API_V3_KEY'])(
    'are not half an account: %s',
    (name) => {
      const { [name]: _, ...rest } = account;
      expect(faultsOf({ ...real, ...rest })).toEqual([expect.stringMatching(`^${name}:`)]);
    },
  );

  it.each(Object.entries(DEMO_PAY))("refuse production with the demo's %s", (name, value) => {
    expect(faultsOf({ ...real, ...account, ...publicKey, [name]: value })).toEqual([expect.stringMatching(`^${name}:`)]);
  });

  it('go together: the id of the public key and its file', () => {
    expect(faultsOf({ ...account, WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_01' })).toEqual([
      expect.stringMatching(/^WECHATPAY_PUBLIC_KEY_FILE:/),
    ]);
  });

  it.each(['absent.pem', 'curve.pem', 'public.pem'])('take no %s for a private key, and quote nothing of it', (name) => {
    const faults = faultsOf({ WECHATPAY_PRIVATE_KEY_FILE: join(folder, name) });
    expect(faults).toEqual(['WECHATPAY_PRIVATE_KEY_FILE: must name a readable PEM file with an RSA private key']);
  });

  it('send notices nowhere but over https, to an address without a query', () => {
    const notify = (url: string) => faultsOf({ ...real, ...account, WECHATPAY_NOTIFY_URL: url });
    expect(notify('https://pay.example.com/notices/')).toEqual([]);
    for (const url of ['http://pay.example.com/notices', 'https://pay.example.com/notices?key=1'])
      expect(notify(url)).toEqual([expect.stringMatching(/^WECHATPAY_NOTIFY_URL:/)]);
  });
});

describe('settings of messages in WeCom', () => {
  const pair = { WECOM_CALLBACK_TOKEN: 'realtoken', WECOM_CALLBACK_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };

  it("are the simulator's in the demo", () => {
    expect(readEnv({}).wecom).toMatchObject({
      agentId: 1_000_002,
      contactSecret: DEMO_WECOM.WECOM_CONTACT_SECRET,
      callback: { token: DEMO_WECOM.WECOM_CALLBACK_TOKEN, aesKey: DEMO_WECOM.WECOM_CALLBACK_AES_KEY },
    });
  });

  it('may be absent in production: then nothing is sent there, and nothing believed', () => {
    expect(readEnv(real).wecom).toMatchObject({ agentId: null, contactSecret: null, callback: null });
  });

  it('are taken as they are set', () => {
    const env = readEnv({ ...real, ...pair, WECOM_AGENT_ID: '1000007', WECOM_CONTACT_SECRET: 'a-secret-of-customer-contact' });
    expect(env.wecom).toMatchObject({
      agentId: 1_000_007,
      contactSecret: 'a-secret-of-customer-contact',
      callback: { token: pair.WECOM_CALLBACK_TOKEN, aesKey: pair.WECOM_CALLBACK_AES_KEY },
    });
  });

  it.each(Object.keys(pair))('go together: without %s', (name) => {
    const { [name]: _, ...rest } = pair as Record<string, string>;
    expect(faultsOf({ ...real, ...rest })).toEqual([expect.stringMatching(`^${name}:`)]);
  });

  it.each(['WECOM_CALLBACK_TOKEN', 'WECOM_CALLBACK_AES_KEY', 'WECOM_CONTACT_SECRET'] as const)(
    "refuse production with the demo's %s",
    (name) => {
      expect(faultsOf({ ...real, ...pair, [name]: DEMO_WECOM[name] })).toEqual([expect.stringMatching(`^${name}:`)]);
    },
  );

  it.each(['0', '01', 'app', '-1', '1.5'])('take no "%s" for the number of an app', (number) => {
    expect(faultsOf({ WECOM_AGENT_ID: number })).toEqual([expect.stringMatching(/^WECOM_AGENT_ID:/)]);
  });
});
