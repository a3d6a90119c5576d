import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEMO } from './demo-values';
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
