import { type Served, serve } from './main';
import { demoMiniProgram } from './options';
import type { PlannedFault } from './state/faults';

const PATH = '/cgi-bin/message/subscribe/send';

describe('trouble on request', () => {
  let served: Served;
  let openid: string;
  beforeEach(async () => {
    served = await serve(['--port', '0', '--seed', 'trouble']);
    openid = served.world.registerUser({ key: 'owner-1' }).openid;
    served.world.subscriptions.grant(demoMiniProgram.appId, openid, 'news', 100);
  });
  afterEach(() => served.app.close());

  const plan = async (fault: Omit<PlannedFault, 'path'> & { path?: string }) => {
    const body = JSON.stringify({ path: PATH, ...fault });
    const answer = await fetch(`${served.addresses.control}/faults`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
  };
  const token = async (): Promise<string> => {
    const { appId, appSecret } = demoMiniProgram;
    const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret });
    const answer = await fetch(`${served.addresses.api}/cgi-bin/stable_token`, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const send = async (access_token: string, timeoutMs = 20_000): Promise<string> => {
    const body = JSON.stringify({ touser: openid, template_id: 'news', data: { thing1: { value: '到货' } } });
    try {
      const url = `${served.addresses.api}${PATH}?access_token=${access_token}`;
      const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) });
      const text = await answer.text();
      return answer.status === 200 ? `errcode ${(JSON.parse(text) as { errcode: number }).errcode}` : `HTTP ${answer.status}`;
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'timeout' : 'broken';
    }
  };
  const sent = () => served.world.ledger.list().length;

  it.each([
    [{}, 'errcode -1', 0],
    [{ errcode: 45009 }, 'errcode 45009', 0],
    [{ fault: 'bad-gateway' as const }, 'HTTP 502', 0],
    [{ fault: 'server-error' as const }, 'HTTP 500', 0],
    [{ fault: 'server-error-after' as const }, 'HTTP 500', 1],
    [{ fault: 'connection-lost' as const }, 'broken', 0],
    [{ fault: 'answer-lost' as const }, 'broken', 1],
    [{ fault: 'no-answer' as const, delayMs: 60_000 }, 'timeout', 0],
    [{ fault: 'no-answer-after' as const, delayMs: 60_000 }, 'timeout', 1],
    [{ errcode: 0, delayMs: 100 }, 'errcode 0', 1],
    [{ fault: 'late' as const, delayMs: 60_000 }, 'timeout', 0],
  ])('of the kind %j ends in %s, and %i message was sent', async (fault, outcome, messages) => {
    await plan(fault);
    const access_token = await token();
    expect(await send(access_token, outcome === 'timeout' ? 1_500 : 20_000)).toBe(outcome);
    expect(sent()).toBe(messages);
    expect(await send(access_token)).toBe('errcode 0');
  });

  it('comes after so many calls, so many times', async () => {
    await plan({ after: 2, times: 2 });
    const access_token = await token();
    const outcomes: string[] = [];
    for (let time = 0; time < 5; time++) outcomes.push(await send(access_token));
    expect(outcomes).toEqual(['errcode 0', 'errcode 0', 'errcode -1', 'errcode -1', 'errcode 0']);
  });

  it('ends a token in the middle of a run, for everybody who holds it', async () => {
    const access_token = await token();
    await plan({ errcode: 42001, after: 1 });
    expect([await send(access_token), await send(access_token), await send(access_token)]).toEqual([
      'errcode 0',
      'errcode 42001',
      'errcode 42001',
    ]);
    const next = await token();
    expect(next).not.toBe(access_token);
    expect(await send(next)).toBe('errcode 0');
  });

  it('can be as changeable as the weather, and is over when it is cleared', async () => {
    const access_token = await token();
    served.world.faults.weather = (path, nth) => (path === PATH && nth % 2 === 0 ? { fault: 'answer-lost' } : null);
    const outcomes = [await send(access_token), await send(access_token), await send(access_token), await send(access_token)].sort();
    expect(outcomes).toEqual(['broken', 'broken', 'errcode 0', 'errcode 0']);
    expect(sent()).toBe(4);
    await plan({ path: '*', times: 100 });
    expect((await fetch(`${served.addresses.control}/faults`, { method: 'DELETE' })).status).toBe(204);
    expect(await send(access_token)).toBe('errcode 0');
  });
});
