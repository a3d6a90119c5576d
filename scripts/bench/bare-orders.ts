import type { FastifyInstance } from 'fastify';
import { createPool } from 'mysql2/promise';

type Value = string | number | null;
type Line = { skuId: number; quantity: number };
type Wish = { account: number; shop: number; key: string; lines: Line[] };
type Made = { id: number; number: string; totalFen: number } | null;
type Tx = {
  rows(sql: string, params: Value[]): Promise<unknown[][]>;
  run(sql: string, params: Value[]): Promise<{ affected: number; insertId: number }>;
};
type OrderStore = { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>; engine: 'mysql' | 'sqlite' };
type Waiting = { wish: Wish; resolve: (made: Made) => void; reject: (error: unknown) => void };

const BATCH = 32;

/** Orders by hand: the list price, the stock, and the rows that are read later. Nobody is asked who they are. */
export function serveOrders(app: FastifyInstance, url: string): void {
  const store = url.startsWith('mysql:') ? mysqlStore(url) : sqliteStore(url.replace(/^sqlite:/, ''));
  app.post<{ Body: Wish }>(
    '/orders/single',
    async ({ body }) => (await store.transaction((tx) => placeOne(tx, body))) ?? { refused: true },
  );
  const buffer = new Buffered(store);
  app.post<{ Body: Wish }>('/orders/batched', async ({ body }) => (await buffer.add(body)) ?? { refused: true });
}

/** One statement at a time, as one would write it first. */
async function placeOne(tx: Tx, { account, shop, key, lines }: Wish): Promise<Made> {
  const prices = await pricesOf(tx, lines);
  for (const { skuId, quantity } of [...lines].sort((a, b) => a.skuId - b.skuId)) {
    const { affected } = await tx.run(
      'UPDATE stock SET available = available - ?, reserved = reserved + ? WHERE sku_id = ? AND warehouse_id = 1 AND available >= ?',
      [quantity, quantity, skuId, quantity],
    );
    if (affected === 0) throw new Error('short');
  }
  const [number] = await numbers(tx, 1);
  const made = { id: 0, number: number as string, totalFen: totalOf(lines, prices) };
  const { insertId } = await tx.run(`INSERT INTO shop_order ${ORDER} VALUES ${marks(14)}`, orderRow({ account, shop, key, lines }, made));
  made.id = insertId;
  await writeRest(tx, [{ wish: { account, shop, key, lines }, made }], prices);
  return made;
}

/** What arrives while one batch commits is the next. */
class Buffered {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(private readonly store: OrderStore) {}

  add(wish: Wish): Promise<Made> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ wish, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    await new Promise((done) => setImmediate(done));
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      await this.store
        .transaction((tx) =>
          placeMany(
            tx,
            batch.map(({ wish }) => wish),
            this.store.engine,
          ),
        )
        .then(
          (made) => {
            for (const [i, one] of batch.entries()) one.resolve(made[i] ?? null);
          },
          (error: unknown) => {
            for (const one of batch) one.reject(error);
          },
        );
    }
    this.running = false;
  }
}

async function placeMany(tx: Tx, wishes: Wish[], engine: OrderStore['engine']): Promise<Made[]> {
  const all = wishes.flatMap(({ lines }) => lines);
  const prices = await pricesOf(tx, all);
  const ids = [...new Set(all.map(({ skuId }) => skuId))].sort((a, b) => a - b);
  const locked = await tx.rows(
    `SELECT sku_id, available FROM stock WHERE warehouse_id = 1 AND sku_id IN (${ids.map(() => '?').join(',')})${engine === 'mysql' ? ' FOR UPDATE' : ''}`,
    ids,
  );
  const left = new Map(locked.map(([id, available]) => [Number(id), Number(available)]));
  const taken = new Map<number, number>();
  const served = wishes.filter(({ lines }) => {
    if (lines.some(({ skuId, quantity }) => (left.get(skuId) ?? 0) < quantity)) return false;
    for (const { skuId, quantity } of lines) {
      left.set(skuId, (left.get(skuId) ?? 0) - quantity);
      taken.set(skuId, (taken.get(skuId) ?? 0) + quantity);
    }
    return true;
  });
  if (served.length === 0) return wishes.map(() => null);
  const changed = [...taken].sort(([a], [b]) => a - b);
  await tx.run(
    `INSERT INTO stock (sku_id, warehouse_id, available, reserved) VALUES ${changed.map(() => '(?, 1, ?, ?)').join(',')} ${
      engine === 'mysql'
        ? 'ON DUPLICATE KEY UPDATE available = available + VALUES(available), reserved = reserved + VALUES(reserved)'
        : 'ON CONFLICT (sku_id, warehouse_id) DO UPDATE SET available = available + excluded.available, reserved = reserved + excluded.reserved'
    }`,
    changed.flatMap(([id, quantity]) => [id, -quantity, quantity]),
  );
  const given = await numbers(tx, served.length);
  const made = served.map((wish, i) => ({ id: 0, number: given[i] as string, totalFen: totalOf(wish.lines, prices) }));
  const { insertId } = await tx.run(
    `INSERT INTO shop_order ${ORDER} VALUES ${served.map(() => marks(14)).join(',')}`,
    served.flatMap((wish, i) => orderRow(wish, made[i] as NonNullable<Made>)),
  );
  // The first of them on MySQL, the last on SQLite.
  for (const [i, one] of made.entries()) one.id = engine === 'mysql' ? insertId + i : insertId - made.length + 1 + i;
  await writeRest(
    tx,
    served.map((wish, i) => ({ wish, made: made[i] as NonNullable<Made> })),
    prices,
  );
  return wishes.map((wish) => made[served.indexOf(wish)] ?? null);
}

type Price = { productId: number; name: string; code: string; listFen: number };
async function pricesOf(tx: Tx, lines: Line[]): Promise<Map<number, Price>> {
  const ids = [...new Set(lines.map(({ skuId }) => skuId))];
  const rows = await tx.rows(
    `SELECT s.id, s.product_id, p.name, s.code, s.list_fen FROM sku s JOIN product p ON p.id = s.product_id WHERE s.id IN (${ids.map(() => '?').join(',')})`,
    ids,
  );
  return new Map(
    rows.map(([id, productId, name, code, listFen]) => [
      Number(id),
      { productId: Number(productId), name: String(name), code: String(code), listFen: Number(listFen) },
    ]),
  );
}

const totalOf = (lines: Line[], prices: Map<number, Price>): number =>
  lines.reduce((sum, { skuId, quantity }) => sum + (prices.get(skuId)?.listFen ?? 0) * quantity, 0);

async function numbers(tx: Tx, count: number): Promise<string[]> {
  await tx.run(`UPDATE order_counter SET next = next + ? WHERE day = 'bench'`, [count]);
  const [row] = await tx.rows(`SELECT next FROM order_counter WHERE day = 'bench'`, []);
  const last = Number(row?.[0]);
  return Array.from({ length: count }, (_, i) => `BARE-${String(last - count + 1 + i).padStart(8, '0')}`);
}

const ORDER =
  '(number, shop_id, account_id, state, next_step, workflow_version_id, payment_method, total_fen, kinds, titles, source_kind, day, placed_at, state_at)';
const orderRow = ({ account, shop, lines }: Wish, { number, totalFen }: NonNullable<Made>): Value[] => [
  ...[number, shop, account, 'submitted', 'approval', 0, 'wechat', totalFen, lines.length, '[]', 'cart', 20261122],
  Date.now(),
  Date.now(),
];
const marks = (count: number): string => `(${Array(count).fill('?').join(',')})`;

/** The lines, what they keep of the stock, why the stock moved, and the key that the order goes by. */
async function writeRest(tx: Tx, orders: { wish: Wish; made: NonNullable<Made> }[], prices: Map<number, Price>): Promise<void> {
  const lines = orders.flatMap(({ wish, made }) => wish.lines.map((line, i) => ({ ...line, ...wish, line: i + 1, orderId: made.id })));
  const many = (count: number): string => lines.map(() => `(${Array(count).fill('?').join(',')})`).join(',');
  await tx.run(
    `INSERT INTO order_line (order_id, line, shop_id, sku_id, product_id, category_id, day, name, spec, code, unit, factor, quantity, unit_fen, total_fen, list_fen, price_rule) VALUES ${many(17)}`,
    lines.flatMap(({ orderId, line, shop, skuId, quantity }) => {
      const { productId = 0, name = '', code = '', listFen = 0 } = prices.get(skuId) ?? {};
      return [
        orderId,
        line,
        shop,
        skuId,
        productId,
        1,
        20261122,
        name,
        '',
        code,
        '个',
        1,
        quantity,
        listFen,
        listFen * quantity,
        listFen,
        'list',
      ];
    }),
  );
  await tx.run(
    `INSERT INTO order_allocation (order_id, line, warehouse_id, quantity) VALUES ${many(4)}`,
    lines.flatMap(({ orderId, line, quantity }) => [orderId, line, 1, quantity]),
  );
  await tx.run(
    `INSERT INTO stock_movement (sku_id, warehouse_id, available_change, reserved_change, reason, order_id, at) VALUES ${many(7)}`,
    lines.flatMap(({ orderId, skuId, quantity }) => [skuId, 1, -quantity, quantity, 'reserved', orderId, Date.now()]),
  );
  await tx.run(
    `INSERT INTO idempotency_key (account_id, operation, idem_key, body_hash, answer, at) VALUES ${orders.map(() => '(?,?,?,?,?,?)').join(',')}`,
    orders.flatMap(({ wish, made }) => [wish.account, 'bare', wish.key, '', String(made.id), Date.now()]),
  );
}

function mysqlStore(uri: string): OrderStore {
  const pool = createPool({ uri, connectionLimit: 16 });
  return {
    engine: 'mysql',
    async transaction(work) {
      const connection = await pool.getConnection();
      try {
        await connection.beginTransaction();
        const made = await work({
          rows: async (sql, params) => (await connection.query({ sql, rowsAsArray: true }, params))[0] as unknown as unknown[][],
          run: async (sql, params) => {
            const [{ affectedRows, insertId }] = (await connection.query(sql, params)) as unknown as [
              { affectedRows: number; insertId: number },
            ];
            return { affected: affectedRows, insertId };
          },
        });
        await connection.commit();
        return made;
      } catch (error) {
        await connection.rollback();
        throw error;
      } finally {
        connection.release();
      }
    },
  };
}

type Native = {
  prepare(sql: string): {
    raw(): { all(...params: Value[]): unknown[][] };
    run(...params: Value[]): { changes: number; lastInsertRowid: number | bigint };
  };
  exec(sql: string): void;
};

function sqliteStore(file: string): OrderStore {
  const native = new (require('libsql') as new (file: string) => Native)(file);
  native.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000');
  let last: Promise<unknown> = Promise.resolve();
  return {
    engine: 'sqlite',
    transaction(work) {
      const mine = last.then(async () => {
        native.exec('BEGIN IMMEDIATE');
        try {
          const made = await work({
            rows: async (sql, params) =>
              native
                .prepare(sql)
                .raw()
                .all(...params),
            run: async (sql, params) => {
              const { changes, lastInsertRowid } = native.prepare(sql).run(...params);
              return { affected: changes, insertId: Number(lastInsertRowid) };
            },
          });
          native.exec('COMMIT');
          return made;
        } catch (error) {
          native.exec('ROLLBACK');
          throw error;
        }
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
