/** Of goods and money: each says what must be the same and finds rows where it is not. */
export const TRADE_RECOUNTS: Record<string, string> = {
  'stock is the sum of its movements': `SELECT k.sku_id FROM stock k LEFT JOIN
      (SELECT sku_id, warehouse_id, SUM(available_change) AS available, SUM(reserved_change) AS reserved FROM stock_movement GROUP BY sku_id, warehouse_id) m
    ON m.sku_id = k.sku_id AND m.warehouse_id = k.warehouse_id
    WHERE k.available <> COALESCE(m.available, 0) OR k.reserved <> COALESCE(m.reserved, 0) OR k.available < 0 OR k.reserved < 0`,
  'what is reserved is what open orders keep': `SELECT k.sku_id FROM stock k LEFT JOIN
      (SELECT l.sku_id, a.warehouse_id, SUM(a.quantity - a.shipped) AS n FROM order_allocation a
         JOIN order_line l ON l.order_id = a.order_id AND l.line = a.line WHERE a.quantity > a.shipped GROUP BY l.sku_id, a.warehouse_id) o
    ON o.sku_id = k.sku_id AND o.warehouse_id = k.warehouse_id WHERE k.reserved <> COALESCE(o.n, 0)`,
  'an order is the sum of its lines, and charged for what left': `SELECT o.id FROM shop_order o JOIN
      (SELECT order_id, SUM(total_fen) AS fen, SUM(unit_fen * quantity) AS worth, SUM(unit_fen / factor * shipped) AS gone, COUNT(*) AS n FROM order_line GROUP BY order_id) l
    ON l.order_id = o.id WHERE o.total_fen <> l.fen OR o.total_fen <> l.worth OR o.charged_fen <> l.gone OR o.kinds <> l.n`,
  'an order waits for a step while it is open': `SELECT id FROM shop_order
    WHERE (CASE WHEN state IN ('completed', 'cancelled') THEN 1 ELSE 0 END) <> (CASE WHEN next_step IS NULL THEN 1 ELSE 0 END)
      OR (CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END) <> (CASE WHEN next_step IS NULL THEN 0 ELSE 1 END)`,
  'an order is where its last step led': `SELECT o.id FROM shop_order o JOIN (SELECT order_id, MAX(seq) AS seq FROM order_step GROUP BY order_id) m ON m.order_id = o.id
    JOIN order_step t ON t.order_id = m.order_id AND t.seq = m.seq WHERE t.to_state <> o.state OR t.at > o.state_at`,
  'an order is paid and refunded as its payments say': `SELECT o.id FROM shop_order o LEFT JOIN
      (SELECT order_id, SUM(fen) AS paid, SUM(refunded_fen) AS refunded FROM payment WHERE state IN ('paid', 'refunding', 'refunded') GROUP BY order_id) p
    ON p.order_id = o.id WHERE o.paid_fen <> COALESCE(p.paid, 0) OR o.refunded_fen <> COALESCE(p.refunded, 0)`,
  'what came back is what was received': `SELECT o.id FROM shop_order o LEFT JOIN
      (SELECT order_id, SUM(total_fen) AS fen FROM return_request WHERE state = 'received' GROUP BY order_id) r ON r.order_id = o.id
    WHERE o.returned_fen <> COALESCE(r.fen, 0)`,
  'a transaction of the ledger is even': 'SELECT txn FROM ledger_entry GROUP BY txn HAVING SUM(fen) <> 0',
  'a balance is the sum of its entries': `SELECT b.shop_id FROM shop_balance b LEFT JOIN
      (SELECT shop_id, SUM(CASE WHEN account = 'receivable' THEN fen ELSE 0 END) AS owed, -SUM(CASE WHEN account = 'deposit' THEN fen ELSE 0 END) AS deposit
         FROM ledger_entry WHERE shop_id > 0 GROUP BY shop_id) e ON e.shop_id = b.shop_id
    LEFT JOIN (SELECT shop_id, SUM(total_fen - charged_fen) AS fen FROM shop_order WHERE payment_method = 'account' AND next_step IS NOT NULL GROUP BY shop_id) o
      ON o.shop_id = b.shop_id
    WHERE b.owed_fen <> COALESCE(e.owed, 0) OR b.deposit_fen <> COALESCE(e.deposit, 0) OR b.open_fen <> COALESCE(o.fen, 0)`,
  'no price is below its floor': `SELECT id FROM sku WHERE list_fen < floor_fen UNION ALL
    SELECT s.id FROM customer_price c JOIN sku s ON s.id = c.sku_id WHERE c.fen < s.floor_fen UNION ALL
    SELECT s.id FROM price_level_sku t JOIN sku s ON s.id = t.sku_id WHERE t.fen < s.floor_fen`,
};

/** What shops have ordered in the last 90 days, and when last. Takes the moment from which the days are counted. */
export const SHOP_FIGURES = `SELECT s.id FROM shop s LEFT JOIN
    (SELECT shop_id, MAX(placed_at) AS last, SUM(CASE WHEN placed_at >= ? THEN 1 ELSE 0 END) AS orders, SUM(CASE WHEN placed_at >= ? THEN total_fen ELSE 0 END) AS fen
       FROM shop_order WHERE state <> 'cancelled' GROUP BY shop_id) o ON o.shop_id = s.id
  WHERE s.orders_90d <> COALESCE(o.orders, 0) OR s.spend_90d_fen <> COALESCE(o.fen, 0) OR COALESCE(s.last_order_at, 0) <> COALESCE(o.last, 0)`;
