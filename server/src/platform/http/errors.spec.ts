import { connect } from 'node:net';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom, TOKENS } from '../../../test/platform/echo-room';

let t: TestApp;
const log: string[] = [];
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom], log });
});
afterAll(() => t.close());

const as = TOKENS.manager;
const lines = () => log.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('what nobody foresaw', () => {
  it('is answered without stack, SQL, path or data, and logged with its stack under the same request id', async () => {
    const { status, body, headers } = await t.call('shops.get', { as, params: { id: 1 } });
    expect([status, body.code, body.details]).toEqual([500, 'internal', null]);
    expect(JSON.stringify(body)).not.toMatch(/SELECT|Duplicate|\/srv|138|at /);
    expect(headers.get('x-request-id')).toBe(body.requestId);
    const logged = lines().find(({ reqId, err }) => reqId === body.requestId && err);
    expect(logged).toMatchObject({ level: 50, err: { type: 'Error', stack: expect.stringContaining('echo-room') } });
    expect(JSON.stringify(logged)).not.toContain('13800138000');
  });

  it('may be no error at all', async () => {
    const { status, body } = await t.call('shops.get', { as, params: { id: 3 } });
    expect([status, body.code]).toEqual([500, 'internal']);
  });
});

describe('a refusal', () => {
  it('has a code, a Chinese sentence, details and the request id', async () => {
    const { status, body } = await t.call('shops.get', { as, params: { id: 2 } });
    expect(status).toBe(503);
    expect(body).toEqual({ code: 'unavailable', message: '服务暂时不可用，请稍后重试', details: null, requestId: expect.any(String) });
  });

  it.each([
    ['GET', '/api/nothing/here', 404, 'not_found'],
    ['GET', '/nothing/here', 404, 'not_found'],
    ['PUT', '/api/health/live', 404, 'not_found'],
    ['GET', '/api/shops/%zz', 400, 'invalid'],
    ['GET', '/api/shops/%E0%A4%A', 400, 'invalid'],
    ['GET', `/api/invitations/${'x'.repeat(500)}`, 400, 'invalid'],
  ])('of %s %s has the same shape', async (method, path, status, code) => {
    const response = await fetch(t.url + path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      code,
      message: expect.stringMatching(/\p{Script=Han}/u),
      details: code === 'invalid' ? [expect.objectContaining({ zh: expect.any(String) })] : null,
      requestId: expect.any(String),
    });
  });

  it.each([
    ['no HTTP at all', 'HELLO\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['two lengths', 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
  ])('of %s is a 4xx and harms nobody', async (_, text) => {
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      code: expect.any(String),
      message: expect.stringMatching(/\p{Script=Han}/u),
    });
    expect((await t.call('health.live')).status).toBe(200);
  });
});

describe('the log', () => {
  it('has one line for each request: operation, status, time, account; no address, no token', async () => {
    log.length = 0;
    await t.call('shops.list', { as, query: { q: '13800138000' } });
    await t.call('invitations.get', { params: { code: 'secret-code-1234' } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines().filter(({ op }) => op)).toEqual([
      expect.objectContaining({ op: 'shops.list', status: 200, ms: expect.any(Number), account: 101 }),
      expect.objectContaining({ op: 'invitations.get', status: 200 }),
    ]);
    expect(log.join('')).not.toMatch(/13800138000|secret-code|token-of/);
  });
});

describe('every answer of the API', () => {
  it('tells browsers to run, frame, sniff and keep nothing', async () => {
    for (const id of ['health.live', 'session.get'] as const) {
      const { headers } = await t.call(id);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(t.url);
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk;
      socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
    );
  });
}
