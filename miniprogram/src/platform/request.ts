import { fillPath, type OperationId, route } from '@dianquan/shared/routes';
import Taro from '@tarojs/taro';
import { type ApiError, errorFrom, outage } from './api-error';
import type { Answer, Args, Input } from './contract';
import { tellDemo } from './demo-bridge';
import { apiBase } from './server';

/** Answered without a token; everything else signs in first when nobody is. */
const ANONYMOUS: readonly OperationId[] = ['session.create', 'invitations.get', 'health.live', 'health.ready'];
const TIMEOUT = 12_000;
const RETRY_AFTER = [300, 900];

type Auth = { token: () => string | null; renew: (dead: string | null) => Promise<string> };
let auth: Auth = { token: () => null, renew: () => Promise.reject(errorFrom(401, null)) };

/** The session puts itself in here, so that the client needs to know nothing of it. */
export function setAuth(given: Auth): void {
  auth = given;
}

/** Calls an operation of the API. Rejects with `ApiError`. */
export async function call<Id extends OperationId>(id: Id, ...[input]: Args<Id>): Promise<Answer<Id>> {
  const anonymous = ANONYMOUS.includes(id);
  const token = auth.token() ?? (anonymous ? null : await auth.renew(null));
  try {
    return await attempt(id, input, token);
  } catch (error) {
    if ((error as ApiError).code !== 'unauthenticated' || anonymous) throw error;
    return attempt(id, input, await auth.renew(token));
  }
}

/** The address of an operation, with its query. */
export function addressOf(id: OperationId, input: { params?: unknown; query?: unknown } = {}): string {
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
  const path = fillPath(route(id).path, input.params as Record<string, string | number>);
  return `${apiBase()}${path}${query ? `?${query}` : ''}`;
}

/** The header that an upload or a download needs as well. */
export async function authHeader(): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${auth.token() ?? (await auth.renew(null))}` };
}

async function attempt<Id extends OperationId>(id: Id, input: Input<Id> | undefined, token: string | null): Promise<Answer<Id>> {
  const { method } = route(id);
  const key = (input as { key?: string } | undefined)?.key;
  // Only what happens once however often it is asked may be asked again.
  const mayRepeat = method === 'GET' || key !== undefined;
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await send<Answer<Id>>(method, addressOf(id, input), input?.body, token, key);
      if (method !== 'GET') tellDemo({ type: 'did', operation: id });
      return answer;
    } catch (error) {
      const wait = RETRY_AFTER[tries];
      if (!mayRepeat || wait === undefined || !(error as ApiError).isOutage || (error as ApiError).status === 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function send<T>(
  method: ReturnType<typeof route>['method'],
  url: string,
  body: unknown,
  token: string | null,
  key: string | undefined,
): Promise<T> {
  const header: Record<string, string> = { ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  if (key !== undefined) header['Idempotency-Key'] = key;
  if (body !== undefined) header['Content-Type'] = 'application/json';
  let response: { statusCode: number; data: unknown };
  try {
    // PATCH is missing from the vendor's list of methods, yet the platform sends it.
    response = await Taro.request({
      url,
      method: method as 'PUT',
      data: body === undefined ? undefined : JSON.stringify(body),
      header,
      timeout: TIMEOUT,
    });
  } catch (failure) {
    throw outage(/time ?out|abort/i.test(String((failure as { errMsg?: string }).errMsg)) ? 'timeout' : 'offline');
  }
  if (response.statusCode >= 200 && response.statusCode < 300) return (response.statusCode === 204 ? null : response.data) as T;
  throw errorFrom(response.statusCode, response.data);
}
