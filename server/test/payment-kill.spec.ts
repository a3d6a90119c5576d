import { openDatabase } from '../src/platform/database/data-source';
import type { Database } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import { insertMany } from '../src/platform/database/sql';
import { type BuiltServer, startBuilt } from './built-server';
import { freshPlace } from './database';
import { PayPlace } from './platform/pay-place';

const PAYMENTS = 30;
const SHOP = 1;
const FEN = 12_345;
const numbers = Array.from({ length: PAYMENTS }, (_, i) => `DD20261122-${String(i).padStart(6, '0')}-killed`);

describe('a server killed while it is told of payments', () => {
  it('has booked each of them once when it is up again and told once more', async () => {
    const place = await freshPlace();
    const pay = await PayPlace.start();
    let server: BuiltServer | null = null;
    try {
      await withDatabase(place.url, prepare);
      for (const number of numbers) await pay.paid(number);
      const told = pay.arrived.map(({ body }) => body);
      expect(told).toHaveLength(PAYMENTS);
      const env = { DATABASE_URL: place.url, DATA_DIR: pay.env.dataDir, WECHATPAY_API_BASE: `${pay.simulatorUrl}/pay` };
      let booked = 0;
      for (const pause of [25, 60, 90]) {
        server = await startBuilt(env);
        const telling = tell(server.url, pay, told);
        await new Promise((resolve) => setTimeout(resolve, pause));
        await server.stop('SIGKILL');
        await telling;
        booked = await withDatabase(place.url, settled);
        expect(await withDatabase(place.url, faults)).toEqual([]);
      }
      server = await startBuilt(env);
      expect(new Set(await tell(server.url, pay, told))).toEqual(new Set([204]));
      expect(await server.stop('SIGTERM')).toBe(0);
      server = null;
      expect(booked).toBeLessThanOrEqual(PAYMENTS);
      expect(await withDatabase(place.url, settled)).toBe(PAYMENTS);
      expect(await withDatabase(place.url, faults)).toEqual([]);
    } finally {
      await server?.stop('SIGKILL');
      await pay.close();
      await place.drop();
    }
  }, 240_000);
});

/** Every notice twice, all at once; what a dead server did not answer is 0. */
function tell(url: string, pay: PayPlace, told: string[]): Promise<number[]> {
  return Promise.all(
    [...told, ...told].map((body) =>
      fetch(`${url}/api/wechat-pay/payments`, { method: 'POST', body, headers: pay.world.pay.notifier.headersFor(body) }).then(
        ({ status }) => status,
        () => 0,
      ),
    ),
  );
}

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function prepare(db: Database): Promise<void> {
  await migrate(db);
  const now = Date.now();
  await insertMany(
    db,
    'payment',
    ['number', 'shop_id', 'method', 'purpose', 'state', 'fen', 'created_at', 'expires_at', 'next_ask_at'],
    // Never asked about in time: only the notices count here.
    numbers.map((number) => [number, SHOP, 'wechat', 'balance', 'waiting', FEN, now, now + 1_800_000, now + 1_800_000]),
  );
}

async function settled(db: Database): Promise<number> {
  const [row] = await db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM payment WHERE state = 'paid'`);
  return row?.n ?? 0;
}

/** All of a payment, or nothing of it: its state, its notice, its two entries, the balance. */
async function faults(db: Database): Promise<string[]> {
  const paid = await settled(db);
  const [row] = await db.query<Record<string, number>>(
    `SELECT (SELECT COUNT(*) FROM pay_notice) AS notices, (SELECT COUNT(*) FROM ledger_entry) AS entries,
       (SELECT COUNT(DISTINCT payment_id) FROM ledger_entry) AS booked, COALESCE((SELECT SUM(fen) FROM ledger_entry), 0) AS sum,
       COALESCE((SELECT owed_fen FROM shop_balance), 0) AS owed`,
  );
  const expected = { notices: paid, entries: 2 * paid, booked: paid, sum: 0, owed: -FEN * paid };
  return Object.entries(expected).flatMap(([name, count]) => (row?.[name] === count ? [] : [`${name}: ${row?.[name]}, not ${count}`]));
}
