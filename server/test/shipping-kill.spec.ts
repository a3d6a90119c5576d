import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '../src/platform/clock';
import { readEnv } from '../src/platform/config/env';
import { openDatabase } from '../src/platform/database/data-source';
import { Database } from '../src/platform/database/database';
import { createServer } from '../src/server';
import type { TestApp } from './app';
import { type BuiltServer, startBuilt } from './built-server';
import { freshPlace } from './database';
import { moveFaults } from './order-moves-conservation';
import { orderScene } from './order-scene';

const ORDERS = 24;
const STEPS = ['approval', 'outbound', 'shipment', 'receipt'] as const;

describe('a server killed while goods leave', () => {
  it('sends each order once and charges it once, however often it is asked again', async () => {
    const place = await freshPlace();
    const dataDir = mkdtempSync(join(tmpdir(), 'dianquan-shipping-'));
    const world = await laid(place.url, dataDir);
    const db = await openDatabase({ url: place.url });
    let server: BuiltServer | null = null;
    const env = { DATABASE_URL: place.url, DATA_DIR: dataDir };
    try {
      server = await startBuilt(env);
      let url = server.url;
      const work = Promise.all(world.ids.map((id) => walk(() => url, world.token, id)));
      for (const pause of [150, 300, 200]) {
        await sleep(pause);
        await server.stop('SIGKILL');
        server = await startBuilt(env);
        url = server.url;
      }
      await work;
      const sent = await db.query<{ n: number }>('SELECT COUNT(*) AS n FROM shipment GROUP BY order_id');
      expect(sent).toEqual(Array.from({ length: ORDERS }, () => ({ n: 1 })));
      expect(await db.query('SELECT SUM(available) AS available, SUM(reserved) AS reserved FROM stock')).toEqual([
        { available: 20_000 - ORDERS * 10, reserved: 0 },
      ]);
      expect(await db.query('SELECT owed_fen AS owed, open_fen AS open FROM shop_balance')).toEqual([{ owed: ORDERS * 10_000, open: 0 }]);
      expect(await moveFaults(db)).toEqual([]);
    } finally {
      await server?.stop('SIGKILL');
      await db.close();
      await place.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 240_000);
});

/** Orders and their people, before the server that is killed comes up. */
async function laid(url: string, dataDir: string): Promise<{ ids: number[]; token: string }> {
  const env = readEnv({ NODE_ENV: 'test', PORT: '0', DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const server = await createServer(env, { runJobs: false });
  try {
    const t = { app: server.app, db: server.app.get(Database, { strict: false }), clock: server.app.get(Clock, { strict: false }) };
    const scene = await orderScene(t as TestApp);
    const ids: number[] = [];
    for (let i = 0; i < ORDERS; i++) ids.push(await scene.place());
    return { ids, token: scene.staff.admin.token };
  } finally {
    await server.close();
  }
}

/** Each step until it is answered; one that was taken before its answer was lost is refused, and the next one goes on. */
async function walk(url: () => string, token: string, id: number): Promise<void> {
  for (const step of STEPS) {
    for (;;) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url()}/api/orders/${id}/steps/${step}`, { method: 'POST', headers, body: '{}' }).catch(() => null);
      if (answer === null || answer.status === 503) {
        await sleep(50);
        continue;
      }
      if (answer.status !== 200 && answer.status !== 409) throw new Error(`${step} answers ${answer.status} ${await answer.text()}`);
      break;
    }
  }
}
