import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, fetch } from 'undici';
import { Unavailable } from '../errors';

export type PlatformCall = {
  url: URL;
  /** Sent as JSON by POST; without one it is a GET. */
  body?: object;
  /** May be sent again when no answer came. Not so for one-time codes: the lost answer may have spent them. */
  repeatable: boolean;
};
export type PlatformAnswer = { json: Record<string, unknown> } | { bytes: Buffer; type: string };

const TIME_LIMIT_MS = 5_000;
const SIZE_LIMIT = 4 * 1024 * 1024;
/** The connection did not even come about. */
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** No answer came. Whether the call was carried out all the same, nobody knows, unless it never left. */
export class Unanswered extends Unavailable {
  constructor(
    readonly path: string,
    readonly mayHaveArrived: boolean,
    reason: string,
  ) {
    super('platform_unavailable');
    this.cause = new Error(reason);
  }

  /** The platform's own name of the interface: in front of it, an address may have more. */
  isOf(path: string): boolean {
    return this.path.endsWith(path);
  }
}

/** HTTP to WeChat and WeCom. Addresses and answers hold secrets, so errors name nothing but host and path. */
@Injectable()
export class PlatformHttp implements OnApplicationShutdown {
  private readonly agent = new Agent({ connections: 64, connectTimeout: TIME_LIMIT_MS, maxResponseSize: SIZE_LIMIT });

  async call(call: PlatformCall): Promise<PlatformAnswer> {
    let first: unknown;
    try {
      return await this.once(call);
    } catch (error) {
      if (!call.repeatable) throw unanswered(call, error);
      first = error;
    }
    return this.once(call).catch((error) => {
      throw unanswered(call, error, hasLeft(first));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async once({ url, body }: PlatformCall): Promise<PlatformAnswer> {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      dispatcher: this.agent,
      redirect: 'error',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
    const type = response.headers.get('content-type') ?? '';
    // Some answers come as text/plain, and a picture may come as JSON with an error: the first byte tells.
    if (bytes[0] !== 0x7b) return { bytes, type };
    return { json: JSON.parse(bytes.toString()) as Record<string, unknown> };
  }
}

function unanswered({ url }: PlatformCall, error: unknown, mayHaveArrived = hasLeft(error)): Unanswered {
  const reason =
    error instanceof Error ? `${error.name}: ${codeOf(error.cause) ?? (error.message.startsWith('HTTP') ? error.message : '')}` : '';
  return new Unanswered(url.pathname, mayHaveArrived || hasLeft(error), `${url.host}${url.pathname} ${reason}`);
}

const hasLeft = (error: unknown): boolean => !NEVER_LEFT.includes(error instanceof Error ? (codeOf(error.cause) ?? '') : '');

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
