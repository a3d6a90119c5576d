import type { Answer } from '@dianquan/server/platform/http/operation';
import { fillPath, type OperationId, route } from '@dianquan/shared/routes';

const DAY_MS = 86_400_000;
type Input = { params?: Record<string, string | number>; query?: Record<string, string | number>; body?: unknown; key?: string };

/** The server as its own clients call it; refusals are thrown, as a journey's preparations never expect one. */
export class Api {
  constructor(readonly url: string) {}

  async signIn(provider: 'wechat' | 'wecom', key: string): Promise<string> {
    return (await this.call('session.create', null, { body: { provider, code: `demo-${key}` } })).token;
  }

  async call<Id extends OperationId>(id: Id, token: string | null, { params, query, body, key }: Input = {}): Promise<Answer<Id>> {
    const { method, path } = route(id);
    const address = new URL(`${this.url}/api${fillPath(path, params)}`);
    for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, String(value));
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(key ? { 'idempotency-key': key } : {}) };
    return (await this.send(address.href, method, body, headers)) as Answer<Id>;
  }

  /** The people's side of the simulated platform. */
  async control<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    return (await this.send(`${this.url}/__wechat/control${path}`, method, body, {})) as T;
  }

  /** The server's clock and the platform's, forward together. Whoever has not been seen for thirty days then signs in anew. */
  async wait(days: number): Promise<void> {
    await this.send(`${this.url}/demo/clock.json`, 'POST', { advanceMs: Math.round(days * DAY_MS) }, {});
  }

  /** What the server's clock shows. */
  async now(): Promise<number> {
    return ((await this.send(`${this.url}/demo/clock.json`, 'GET', undefined, {})) as { now: number }).now;
  }

  private async send(address: string, method: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
    const response = await fetch(address, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}
