import { resolve } from 'node:path';
import { z } from 'zod';
import { DEMO, DEMO_SUPPLIER } from './demo-values';
import { type PaySettings, payFaults, paySettings, payVariables } from './pay-settings';
import { type WecomSettings, wecomFaults, wecomMessages, wecomVariables } from './wecom-settings';

const MB = 1024 * 1024;

/** The settings of this process. The only reader of the environment; everybody else is given an `Env`. */
export class Env {
  readonly production: boolean;
  /** Which part of the work this process does. */
  readonly role: 'all' | 'api' | 'worker';
  /** The company that runs this deployment, as people of shops read it. */
  readonly supplierName: string;
  readonly host: string;
  readonly port: number;
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: string[];
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** The built h5 front end, served at `/`; null where nginx does it. */
  readonly h5Dir: string | null;
  readonly wechat: { apiBase: string; appId: string; secret: string; pushToken: string; pushAesKey: string };
  readonly wecom: WecomSettings;
  /** Gateways of one's own for messages to people: an address, `file`, or null where there is none. */
  readonly push: { sms: string | null; webhook: string | null };
  /** Null where people do not pay by WeChat: in a production that sets none of it. */
  readonly wechatPay: PaySettings | null;
  /** Signs what must not be forged: addresses of files, cursors. */
  readonly sessionSecret: string;
  readonly rateLimits: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly uploadLimit: number;
  /** Free bytes below which uploads are refused and readiness fails. */
  readonly diskReserve: number;

  constructor(values: Env) {
    Object.assign(this, values);
  }
}

export class EnvFault extends Error {
  constructor(readonly faults: string[]) {
    super(`Cannot start: ${faults.length} setting(s) are wrong\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'EnvFault';
  }
}

const base = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const gateway = z.union([z.literal('file'), base]);
const variables = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  SUPPLIER_NAME: z.string().trim().min(1).max(40).default(DEMO_SUPPLIER),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: base.optional(),
  TRUST_PROXY: z.string().default('loopback'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^(mysql:\/\/[^/]+\/\w+|sqlite:.+)/, 'must be mysql://user:password@host/database or sqlite:PATH')
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  H5_DIR: z.string().optional(),
  WECHAT_API_BASE: base.optional(),
  WECHAT_APPID: z
    .string()
    .regex(/^wx[0-9a-z]{16}$/, 'must be wx and 16 digits or letters')
    .default(DEMO.WECHAT_APPID),
  WECHAT_SECRET: z.string().min(16).default(DEMO.WECHAT_SECRET),
  WECHAT_PUSH_TOKEN: z
    .string()
    .regex(/^[0-9a-zA-Z]{3,32}$/, 'must be 3 to 32 digits or letters')
    .default(DEMO.WECHAT_PUSH_TOKEN),
  WECHAT_PUSH_AES_KEY: z
    .string()
    .regex(/^[0-9a-zA-Z]{43}$/, 'must be 43 digits or letters')
    .default(DEMO.WECHAT_PUSH_AES_KEY),
  WECOM_API_BASE: base.optional(),
  WECOM_CORPID: z.string().min(4).default(DEMO.WECOM_CORPID),
  WECOM_AGENT_SECRET: z.string().min(16).default(DEMO.WECOM_AGENT_SECRET),
  ...wecomVariables,
  WECHATPAY_API_BASE: base.optional(),
  ...payVariables,
  SESSION_SECRET: z.string().min(32).default(DEMO.SESSION_SECRET),
  PUSH_SMS: gateway.optional(),
  PUSH_WEBHOOK: gateway.optional(),
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  UPLOAD_LIMIT_MB: z.coerce.number().min(1).max(200).default(20),
  DISK_RESERVE_MB: z.coerce.number().min(0).default(200),
});
export const VARIABLES = Object.keys(variables.shape);

/** Reads and checks the settings; every fault is named at once. An empty variable counts as not set. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = variables.safeParse(given);
  const faults = result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (given.NODE_ENV === 'production') faults.push(...productionFaults(given));
  faults.push(...wecomFaults(given), ...payFaults(given));
  if (!result.success || faults.length > 0) throw new EnvFault(faults);
  return toEnv(result.data);
}

/** The demo's values are public: with them, anybody could sign in as anybody. */
function productionFaults(given: Record<string, string | undefined>): string[] {
  const faults = Object.entries(DEMO)
    .filter(([name, demo]) => given[name] === undefined || given[name] === demo)
    .map(([name]) => `${name}: must be set in production, and not to the demo's value`);
  if (given.PUBLIC_URL === undefined) faults.push('PUBLIC_URL: must be set in production');
  if (given.RATE_LIMITS === 'off') faults.push('RATE_LIMITS: cannot be off in production');
  return faults;
}

function toEnv(v: z.output<typeof variables>): Env {
  const production = v.NODE_ENV === 'production';
  const dataDir = resolve(v.DATA_DIR);
  // Outside production the simulator stands in, mounted into this very process (scripts/serve).
  const simulator = `http://127.0.0.1:${v.PORT}/__wechat`;
  const publicUrl = v.PUBLIC_URL ?? `http://${v.HOST === '0.0.0.0' ? '127.0.0.1' : v.HOST}:${v.PORT}`;
  return new Env({
    production,
    role: v.ROLE,
    supplierName: v.SUPPLIER_NAME,
    host: v.HOST,
    port: v.PORT,
    publicUrl,
    trustProxy: v.TRUST_PROXY.split(',').map((one) => one.trim()),
    dataDir,
    databaseUrl: v.DATABASE_URL ?? `sqlite:${dataDir}/dianquan.db`,
    redisUrl: v.REDIS_URL ?? null,
    h5Dir: v.H5_DIR ? resolve(v.H5_DIR) : null,
    wechat: {
      apiBase: v.WECHAT_API_BASE ?? (production ? 'https://api.weixin.qq.com' : `${simulator}/api`),
      appId: v.WECHAT_APPID,
      secret: v.WECHAT_SECRET,
      pushToken: v.WECHAT_PUSH_TOKEN,
      pushAesKey: v.WECHAT_PUSH_AES_KEY,
    },
    wecom: {
      apiBase: v.WECOM_API_BASE ?? (production ? 'https://qyapi.weixin.qq.com' : `${simulator}/qyapi`),
      corpId: v.WECOM_CORPID,
      agentSecret: v.WECOM_AGENT_SECRET,
      ...wecomMessages(v, { production }),
    },
    wechatPay: paySettings(v, {
      production,
      apiBase: v.WECHATPAY_API_BASE ?? (production ? 'https://api.mch.weixin.qq.com' : `${simulator}/pay`),
      notifyUrl: v.WECHATPAY_NOTIFY_URL ?? `${publicUrl}/api/wechat-pay`,
    }),
    sessionSecret: v.SESSION_SECRET,
    push: { sms: v.PUSH_SMS ?? null, webhook: v.PUSH_WEBHOOK ?? null },
    rateLimits: v.RATE_LIMITS === 'on',
    logLevel: v.LOG_LEVEL,
    uploadLimit: Math.floor(v.UPLOAD_LIMIT_MB * MB),
    diskReserve: Math.floor(v.DISK_RESERVE_MB * MB),
  });
}
