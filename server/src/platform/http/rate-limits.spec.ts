import { bootApp, type Call, type TestApp } from '../../../test/app';
import { EchoRoom, TOKENS } from '../../../test/platform/echo-room';
import { LIMITS } from './rate-limits';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom], env: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' } });
});
afterAll(() => t.close());

const from = (address: string): Pick<Call, 'headers'> => ({ headers: { 'x-forwarded-for': address } });
const signIn = (address: string) => t.call('session.create', { body: { provider: 'wechat', code: 'x' }, ...from(address) });
const guess = (code: string, address: string, as?: string) => t.call('invitations.get', { params: { code }, as, ...from(address) });
/** In portions, as a thousand connections at once would measure the machine and not the limit. */
async function many<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  while (done.length < count) done.push(...(await Promise.all(Array.from({ length: Math.min(30, count - done.length) }, act))));
  return done;
}

describe('signing in', () => {
  it('is limited for each address, and says when to come back', async () => {
    const allowed = await many(LIMITS.login, () => signIn('203.0.113.7'));
    expect(new Set(allowed.map(({ status }) => status))).toEqual(new Set([201]));
    const { status, body, headers } = await signIn('203.0.113.7');
    expect([status, body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await signIn('203.0.113.8')).status).toBe(201);
  });

  it('counts the whole IPv6 network of a household as one', async () => {
    await many(LIMITS.login, () => signIn('2001:db8:1:2:3:4:5:6'));
    expect((await signIn('2001:db8:1:2:ffff::1')).status).toBe(429);
    expect((await signIn('2001:db8:1:3::1')).status).toBe(201);
  });
});

// One application serves all: each test comes from addresses of its own.
describe('guessing codes', () => {
  it('ends after twenty that hit nothing, also for the right one', async () => {
    for (let i = 0; i < LIMITS.wrongGuess; i++) expect((await guess(`wrong${i}`, '203.0.113.17')).status).toBe(404);
    expect((await guess('right', '203.0.113.17')).status).toBe(429);
    expect((await guess('right', '203.0.113.18')).status).toBe(200);
  });

  it('is limited for an account too, from whatever addresses', async () => {
    let n = 0;
    await many(LIMITS.guess, () => guess('right', `198.51.100.${n++ % 200}`, TOKENS.guest));
    expect((await guess('right', '192.0.2.1', TOKENS.guest)).status).toBe(429);
    expect((await guess('right', '192.0.2.1', TOKENS.owner)).status).toBe(200);
  });
});

describe('everything else', () => {
  it('is limited for each account, wherever it asks from', async () => {
    await many(LIMITS.default, () => t.call('session.get', { as: TOKENS.guest }));
    expect((await t.call('session.get', { as: TOKENS.guest })).status).toBe(429);
    expect((await t.call('session.get', { as: TOKENS.owner })).status).toBe(200);
  });

  it('does not hold up those who ask whether we live', async () => {
    await many(LIMITS.default, () => t.call('session.get'));
    expect((await t.call('session.get')).status).toBe(429);
    expect((await t.call('health.live')).status).toBe(200);
  });
});
