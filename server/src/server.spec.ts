import { bootApp, type TestApp } from '../test/app';
import { EchoRoom, TOKENS } from '../test/platform/echo-room';

let t: TestApp;
beforeEach(async () => {
  t = await bootApp({ rooms: [EchoRoom] });
});
afterEach(() => t.close());

const as = TOKENS.manager;
/** Answers after so many milliseconds. */
const slow = (ms: number) => t.call('shops.history', { as, params: { id: ms } });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('stopping', () => {
  it('finishes what is under way, refuses what is new, and then is gone', async () => {
    await slow(1);
    const underWay = Promise.all([slow(600), slow(700), slow(800)]);
    await pause(100);
    const closed = t.close();
    await pause(50);
    const late = await t.call('session.get', { as }).then(
      ({ status, body }) => [status, body.code],
      () => 'no connection',
    );
    expect(['no connection', [503, 'unavailable']]).toContainEqual(late);
    expect((await underWay).map(({ status }) => status)).toEqual([200, 200, 200]);
    await closed;
    await expect(t.call('health.live')).rejects.toThrow();
  });

  it('does not wait for clients that only keep a connection open', async () => {
    await Promise.all(Array.from({ length: 20 }, () => t.call('health.live')));
    const started = Date.now();
    await t.close();
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});
