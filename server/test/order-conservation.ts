import type { Database } from '../src/platform/database/database';
import { checkTrade } from './trade-conservation';

type Named = { what: string; n: number };

/**
 * What must hold of orders and the stock that they keep, as rows that must not exist; each is named with by how much it is off.
 * Goods: what moved is what is there, and what is reserved is what open orders keep. Money: the lines make the total.
 */
const MUST_NOT_EXIST: Record<string, string> = {
  'stock is not the sum of its movements': `SELECT k.sku_id AS what, SUM(k.available + k.reserved) - MAX(m.n) AS n FROM stock k
    JOIN (SELECT sku_id, SUM(available_change + reserved_change) AS n FROM stock_movement GROUP BY sku_id) m ON m.sku_id = k.sku_id
    GROUP BY k.sku_id HAVING SUM(k.available + k.reserved) <> MAX(m.n)`,
  'stock below zero': 'SELECT sku_id AS what, available + reserved AS n FROM stock WHERE available < 0 OR reserved < 0',
  'reserved is not what open orders keep': `SELECT k.sku_id AS what, k.reserved - COALESCE(a.n, 0) AS n FROM stock k LEFT JOIN
    (SELECT l.sku_id, x.warehouse_id, SUM(x.quantity - x.shipped) AS n FROM order_allocation x
       JOIN order_line l ON l.order_id = x.order_id AND l.line = x.line GROUP BY l.sku_id, x.warehouse_id) a
      ON a.sku_id = k.sku_id AND a.warehouse_id = k.warehouse_id WHERE k.reserved <> COALESCE(a.n, 0)`,
  'a line that is neither kept, sent nor waited for': `SELECT l.order_id AS what, l.quantity * l.factor - l.back_ordered - COALESCE(a.n, 0) AS n
    FROM order_line l JOIN shop_order o ON o.id = l.order_id LEFT JOIN
      (SELECT order_id, line, SUM(quantity) AS n FROM order_allocation GROUP BY order_id, line) a ON a.order_id = l.order_id AND a.line = l.line
    WHERE o.state IN ('submitted', 'approved', 'finance_approved') AND o.awaiting_agreement = 0
      AND l.quantity * l.factor <> l.back_ordered + COALESCE(a.n, 0)`,
  'lines do not make the total': `SELECT o.id AS what, o.total_fen - SUM(l.total_fen) AS n FROM shop_order o JOIN order_line l ON l.order_id = o.id
    GROUP BY o.id, o.total_fen HAVING o.total_fen <> SUM(l.total_fen)`,
  'an order without lines': `SELECT o.id AS what, o.kinds AS n FROM shop_order o
    WHERE NOT EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id)`,
  'a line that costs other than its unit price': `SELECT order_id AS what, total_fen - unit_fen * quantity AS n FROM order_line WHERE total_fen <> unit_fen * quantity`,
  'open orders on account are not what the balance says': `SELECT b.shop_id AS what, b.open_fen - COALESCE(o.n, 0) AS n FROM shop_balance b LEFT JOIN
    (SELECT shop_id, SUM(total_fen - charged_fen) AS n FROM shop_order WHERE payment_method = 'account' AND closed_at IS NULL GROUP BY shop_id) o
      ON o.shop_id = b.shop_id WHERE b.open_fen <> COALESCE(o.n, 0)`,
  'a key that made nothing': `SELECT i.account_id AS what, 1 AS n FROM idempotency_key i
    WHERE i.operation = 'orders.place' AND NOT EXISTS (SELECT 1 FROM shop_order o WHERE CAST(o.id AS CHAR) = i.answer AND o.account_id = i.account_id)`,
};

export async function orderFaults(db: Database): Promise<string[]> {
  const faults: string[] = [];
  for (const [fault, sql] of Object.entries(MUST_NOT_EXIST))
    for (const { what, n } of await db.query<Named>(sql)) faults.push(`${fault}: ${what} off by ${n}`);
  return faults;
}

/** After every test that places orders: theirs, and what goods and money have to obey altogether. */
export async function checkOrders(db: Database): Promise<void> {
  expect([...(await orderFaults(db)), ...(await checkTrade(db))]).toEqual([]);
}
