import { createTable, id, int, time } from '../migrations/schema';
import type { Database, Tx } from '../src/platform/database/database';

/** A small warehouse to try the data layer on: what is sold must be what is gone. */
export const SKUS = [1, 2, 3, 4, 5];

export class SoldOut extends Error {}

export async function openWarehouse(database: Database, stock: number): Promise<void> {
  const runner = database.dataSource.createQueryRunner();
  await createTable(runner, 'sku', { id: int(), initial: int(), available: int() }, { primary: ['id'] });
  await createTable(runner, 'sale', { id: id(), buyer: int(), at: time() });
  await createTable(
    runner,
    'sale_line',
    { sale_id: int(), sku_id: int(), quantity: int() },
    { primary: ['sale_id', 'sku_id'], withoutRowid: true },
  );
  await runner.release();
  for (const sku of SKUS) await database.execute('INSERT INTO sku (id, initial, available) VALUES (?, ?, ?)', [sku, stock, stock]);
}

export interface Basket {
  buyer: number;
  lines: { sku: number; quantity: number }[];
}

/** Buyer n takes three neighbouring SKUs, two of the first. */
export function basketOf(buyer: number): Basket {
  const lines = [0, 1, 2].map((step) => ({ sku: SKUS[(buyer + step) % SKUS.length] as number, quantity: step === 0 ? 2 : 1 }));
  return { buyer, lines: lines.sort((a, b) => a.sku - b.sku) };
}

export async function buy(tx: Tx, { buyer, lines }: Basket): Promise<number> {
  const sale = await tx.execute('INSERT INTO sale (buyer, at) VALUES (?, ?)', [buyer, Date.now()]);
  // As if something were looked up elsewhere: this is where others come in.
  await new Promise(setImmediate);
  for (const { sku, quantity } of lines) {
    const taken = await tx.execute('UPDATE sku SET available = available - ? WHERE id = ? AND available >= ?', [quantity, sku, quantity]);
    if (taken.affected === 0) throw new SoldOut(`sku ${sku}`);
    await tx.execute('INSERT INTO sale_line (sale_id, sku_id, quantity) VALUES (?, ?, ?)', [sale.insertId, sku, quantity]);
  }
  return sale.insertId;
}

/** Initial = remaining + sold, for each SKU; and no sale with some of its lines only. */
export async function checkWarehouse(database: Database): Promise<{ sales: number; lost: unknown[]; torn: unknown[] }> {
  const lost = await database.query(
    `SELECT sku.id, sku.initial, sku.available, COALESCE(SUM(sale_line.quantity), 0) AS sold
     FROM sku LEFT JOIN sale_line ON sale_line.sku_id = sku.id
     GROUP BY sku.id, sku.initial, sku.available
     HAVING sku.initial <> sku.available + COALESCE(SUM(sale_line.quantity), 0)`,
  );
  const torn = await database.query(
    'SELECT sale.id FROM sale LEFT JOIN sale_line ON sale_line.sale_id = sale.id GROUP BY sale.id HAVING COUNT(sale_line.sku_id) <> 3',
  );
  const [sales] = await database.query<{ n: number }>('SELECT COUNT(*) AS n FROM sale');
  return { sales: sales?.n ?? 0, lost, torn };
}
