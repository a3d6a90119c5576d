import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { Unavailable } from '../errors';
import { canonicalCode, PayRefused } from './pay-refused';

const OFFICIAL = 'https://api.mch.weixin.qq.com';
const CERTIFICATES = '/v3/certificates';
const DOWNLOAD = '/v3/billdownload/file';
const TIME_LIMIT_MS = 10_000;
const SIZE_LIMIT = 64 * 1024 * 1024;

type Headers = Record<string, string>;
export type PayAnswer = { status: number; data: unknown };
/** Answers why an answer is not the platform's, or null when it is. */
export type Judge = (header: (name: string) => string | null, raw: string) => Promise<string | null>;

/**
 * HTTP for wechatpay-node-v3, which knows one host only and believes every answer. Goes to the host of the settings, lets nothing
 * pass that the platform has not signed, and throws what is no success: `PayRefused` when nothing happened, `Unavailable` when that
 * cannot be told. Errors name nothing but host and path.
 */
export class PayTransport {
  private readonly agent = new Agent({ connections: 32, connectTimeout: TIME_LIMIT_MS, maxResponseSize: SIZE_LIMIT });

  constructor(
    private readonly account: { apiBase: string; publicKeyId: string | null },
    private readonly judge: Judge,
  ) {}

  get(url: string, headers: Headers): Promise<PayAnswer> {
    return this.send(url, { method: 'GET', headers });
  }

  post(url: string, params: object, headers: Headers): Promise<PayAnswer> {
    // Byte for byte what the signature was made over.
    return this.send(url, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(params) });
  }

  async upload(): Promise<never> {
    throw new Error('nothing is uploaded to WeChat Pay');
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async send(official: string, init: RequestInit): Promise<PayAnswer> {
    const path = official.startsWith(`${OFFICIAL}/`) ? official.slice(OFFICIAL.length) : null;
    if (path === null) throw unknown('an address elsewhere');
    const { apiBase, publicKeyId } = this.account;
    const shortPath = path.replace(/[?].*$/, '');
    const where = `${new URL(apiBase).host}${shortPath}`;
    // Asks for answers under the public key, when certificates are still about too.
    const headers = { ...(init.headers as Headers), ...(publicKeyId ? { 'Wechatpay-Serial': publicKeyId } : {}) };
    let response: Response;
    let bytes: Buffer;
    try {
      const signal = AbortSignal.timeout(TIME_LIMIT_MS);
      response = await fetch(`${apiBase}${path}`, { ...init, headers, dispatcher: this.agent, redirect: 'error', signal });
      bytes = Buffer.from(await response.arrayBuffer());
    } catch (error) {
      throw unknown(`${where} ${reasonOf(error)}`);
    }
    return this.read(shortPath, where, response, bytes);
  }

  private async read(path: string, where: string, response: Response, bytes: Buffer): Promise<PayAnswer> {
    const { status, headers, ok } = response;
    // Files are not signed: the hash in the signed answer before vouches for them. Certificates vouch for themselves.
    if (ok && path === DOWNLOAD) return { status, data: bytes };
    const raw = bytes.toString();
    if (ok && path === CERTIFICATES) return { status, data: raw };
    if (status === 429 || status >= 500) throw unknown(`${where} HTTP ${status} ${codeOf(raw)}`);
    // Whether refusals are signed, no source says, and no SDK looks. So an unsigned one is believed, a wrongly signed one is not.
    const mustBeSigned = ok || headers.has('wechatpay-signature');
    const fault = mustBeSigned ? await this.judge((name) => headers.get(name), raw) : null;
    if (fault) throw unknown(`${where} answer not believed: ${fault}`);
    if (!ok) throw new PayRefused(canonicalCode(codeOf(raw)), status, where);
    return { status, data: status === 204 ? null : parsed(raw) };
  }
}

/** Whether it happened cannot be told: ask, or repeat under the same number. */
function unknown(why: string): Unavailable {
  return Object.assign(new Unavailable('platform_unavailable'), { cause: new Error(why) });
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as Error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : name;
}

function codeOf(raw: string): string {
  try {
    return String((JSON.parse(raw) as { code?: unknown }).code ?? '').slice(0, 60);
  } catch {
    return '';
  }
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw unknown('a signed answer that is no JSON');
  }
}
