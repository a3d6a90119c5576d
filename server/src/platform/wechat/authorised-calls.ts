import { type AppError, Unavailable } from '../errors';
import type { PlatformAnswer, PlatformCall, PlatformHttp } from './platform-http';
import type { FreshToken, PlatformTokens } from './platform-tokens';

/** The platform answered, and refused. */
export class PlatformRefusal extends Error {
  constructor(
    readonly errcode: number,
    path: string,
    /** The platform's own words. Not in the message: they may hold what was sent. */
    readonly detail = '',
  ) {
    super(`${path} answered ${errcode}`);
    this.name = 'PlatformRefusal';
  }
}

const BUSY = -1;
const TOKEN_CODES = [40001, 40014, 42001];

export type AuthorisedCall = { path: string; query?: Record<string, string>; body?: object; repeatable: boolean };

/** Calls that carry an access token: fetched when there is none, and once more when the platform no longer takes it. */
export class AuthorisedCalls {
  constructor(
    private readonly http: PlatformHttp,
    private readonly tokens: PlatformTokens,
    private readonly account: { name: string; apiBase: string; fetchToken: () => Promise<FreshToken> },
  ) {}

  async send(call: AuthorisedCall): Promise<PlatformAnswer> {
    const { name, fetchToken } = this.account;
    const token = await this.tokens.get(name, fetchToken);
    try {
      return await this.sendWith(token, call);
    } catch (error) {
      if (!(error instanceof PlatformRefusal) || !TOKEN_CODES.includes(error.errcode)) throw error;
      await this.tokens.drop(name, token);
    }
    return this.sendWith(await this.tokens.get(name, fetchToken), call);
  }

  async json(call: AuthorisedCall): Promise<Record<string, unknown>> {
    const answer = await this.send(call);
    if ('json' in answer) return answer.json;
    throw new Unavailable('platform_unavailable');
  }

  private sendWith(token: string, { path, query, body, repeatable }: AuthorisedCall): Promise<PlatformAnswer> {
    const url = platformUrl(this.account.apiBase, path, { access_token: token, ...query });
    return answered(this.http, { url, body, repeatable });
  }
}

export function platformUrl(base: string, path: string, query: Record<string, string>): URL {
  const url = new URL(`${base}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** An answer with an `errcode` other than 0 is a refusal, except that "busy" is asked once more. */
export async function answered(http: PlatformHttp, call: PlatformCall): Promise<PlatformAnswer> {
  const first = await http.call(call);
  const code = errcodeOf(first);
  if (code === 0) return first;
  if (code !== BUSY) throw refusal(call, first);
  const second = await http.call(call);
  if (errcodeOf(second) === 0) return second;
  throw refusal(call, second);
}

function refusal({ url }: PlatformCall, answer: PlatformAnswer): PlatformRefusal {
  const words = 'json' in answer ? answer.json.errmsg : '';
  return new PlatformRefusal(errcodeOf(answer), url.pathname, typeof words === 'string' ? words : '');
}

function errcodeOf(answer: PlatformAnswer): number {
  return 'json' in answer && typeof answer.json.errcode === 'number' ? answer.json.errcode : 0;
}

/** Refusals that a person can do something about, by errcode; any other is our trouble with the platform. */
export async function orRefuse<T>(work: Promise<T>, known: Record<number, () => AppError> = {}): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    throw known[error.errcode]?.() ?? Object.assign(new Unavailable('platform_unavailable'), { cause: error });
  }
}
