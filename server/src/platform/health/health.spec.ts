import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom } from '../../../test/platform/echo-room';
import { Database } from '../database/database';
import { Jobs } from '../jobs/jobs';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom] });
});
afterAll(() => t.close());
afterEach(() => void Object.assign(t.env, { diskReserve: 0 }));

describe('readiness', () => {
  it('says that all is well, and how well', async () => {
    const { status, body } = await t.call('health.ready');
    expect(status).toBe(200);
    expect(body.status).toBe('ok');
    expect(Object.keys(body.checks).sort()).toEqual(['clock', 'database', 'disk', 'outbox']);
    for (const { ok, detail } of Object.values(body.checks))
      expect([ok, detail]).toEqual([true, expect.stringMatching(/\p{Script=Han}.*[a-z]/u)]);
  });

  it('fails when background work is not done, and names it', async () => {
    await t.db.transaction((tx) => t.app.get(Jobs, { strict: false }).add(tx, 'nobody.handles', {}));
    expect((await t.call('health.ready')).status).toBe(200);
    t.clock.advance(121_000);
    const { status, body } = await t.call('health.ready');
    expect([status, body.status, body.checks.outbox?.ok, body.checks.database?.ok]).toEqual([503, 'failing', false, true]);
    expect(body.checks.outbox?.detail).toContain('121');
    await t.db.execute('DELETE FROM outbox_job');
  });

  it('fails when the disk is nearly full, and says how much is left', async () => {
    Object.assign(t.env, { diskReserve: Number.MAX_SAFE_INTEGER });
    const { status, body } = await t.call('health.ready');
    expect([status, body.checks.disk?.ok]).toEqual([503, false]);
    expect(body.checks.disk?.detail).toMatch(/磁盘空间不足 \d+ MB free/);
  });

  it('fails, and the process lives, when the database is gone; nothing is told of why', async () => {
    const cutOff = await bootApp({ rooms: [EchoRoom] });
    try {
      await cutOff.app.get(Database, { strict: false }).close();
      const { status, body } = await cutOff.call('health.ready');
      expect([status, body.checks.database]).toEqual([503, { ok: false, detail: '无法连接 cannot be reached' }]);
      expect((await cutOff.call('health.live')).status).toBe(200);
    } finally {
      await cutOff.close();
    }
  });
});
