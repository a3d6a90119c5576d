import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../src/platform/database/data-source';
import type { Database } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import { buildBuyers } from './builders/buyers';
import { type BuiltServer, startBuilt } from './built-server';
import { freshPlace } from './database';
import { checkOrders } from './order-conservation';

const BUYERS = 500;
const STOCK = 100;

describe('a server killed three times in a rush', () => {
  it('sells 500 buyers exactly the 100 that there are, each order that was answered exists, and nobody has two', async () => {
    const place = await freshPlace();
    const dataDir = mkdtempSync(join(tmpdir(), 'dianquan-rush-'));
    const db = await openDatabase({ url: place.url });
    let server: Promise<BuiltServer> | null = null;
    const env = { DATABASE_URL: place.url, DATA_DIR: dataDir };
    try {
      await migrate(db);
      const buyers = await buildBuyers(db, BUYERS, Date.now());
      await fillShelf(db);
      let running = startBuilt(env);
      server = running;
      await running;
      const answered: number[] = [];
      const rush = Promise.all(
        buyers.map(async ({ token, shopId }) => {
          for (;;) {
            // Whoever is left without an answer waits for the next server: knocking all the while would keep it from starting.
            const { url } = await running;
            const id = await tryToBuy(url, token, `key-of-shop-${shopId}`);
            if (id === null) continue;
            if (id > 0) answered.push(id);
            return;
          }
        }),
      );
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      // What it came to is looked at below.
      rush.then(over, over);
      // In the middle of it each time, however fast the machine is: some have their order, the next are being placed.
      for (const some of [1, STOCK / 3, (STOCK * 2) / 3]) {
        while (!isOver && answered.length < some) await sleep(1);
        const killed = (await running).stop('SIGKILL');
        running = killed.then(() => startBuilt(env));
        server = running;
        await running;
      }
      await rush;
      const orders = await db.query<{ id: number; shopId: number }>('SELECT id, shop_id AS shopId FROM shop_order');
      expect(orders).toHaveLength(STOCK);
      expect(new Set(orders.map(({ shopId }) => shopId)).size).toBe(STOCK);
      expect([...answered].sort((a, b) => a - b)).toEqual(orders.map(({ id }) => id).sort((a, b) => a - b));
      expect(await db.query('SELECT available, reserved FROM stock')).toEqual([{ available: 0, reserved: STOCK }]);
      await checkOrders(db);
    } finally {
      await (await server)?.stop('SIGKILL');
      await db.close();
      await place.drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }, 240_000);
});

/** The order's id; 0 when there is none left; null when the server was gone and one has to try again with the same key. */
async function tryToBuy(url: string, token: string, key: string): Promise<number | null> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const body = JSON.stringify({ lines: [{ skuId: 1, unit: '个', quantity: 1, seenFen: 1_000 }], totalFen: 1_000, paymentMethod: 'wechat' });
  try {
    const answer = await fetch(`${url}/api/orders`, { method: 'POST', headers, body });
    const said = (await answer.json()) as { id: number; code?: string };
    if (answer.status === 200) return said.id;
    if (said.code === 'out_of_stock') return 0;
    if (answer.status !== 503) throw new Refusal(`${answer.status} ${said.code}`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  await sleep(50);
  return null;
}

class Refusal extends Error {}

async function fillShelf(db: Database): Promise<void> {
  const now = Date.now();
  await db.execute(`INSERT INTO warehouse (id, name, created_at) VALUES (1, '总仓', ?)`, [now]);
  await db.execute(
    `INSERT INTO product (id, name, category_id, category_path, description, attributes, keywords, pictures, created_at, updated_at)
     VALUES (1, '螺丝', 1, '/1/', '', '[]', '', '[]', ?, ?)`,
    [now, now],
  );
  await db.execute(
    `INSERT INTO sku (id, product_id, code, base_unit, units, list_fen, ladder, created_at, updated_at) VALUES (1, 1, 'S1', '个', '[]', 1000, '[]', ?, ?)`,
    [now, now],
  );
  await db.execute('INSERT INTO stock (sku_id, warehouse_id, available) VALUES (1, 1, ?)', [STOCK]);
  await db.execute(
    `INSERT INTO stock_movement (sku_id, warehouse_id, available_change, reserved_change, reason, at) VALUES (1, 1, ?, 0, 'received', ?)`,
    [STOCK, now],
  );
}
