import { isClosed, nextStep } from '@dianquan/shared/workflow';
import { factsOf, ORDER_RECORD_COLUMNS, type OrderRecord } from '../src/orders/order-facts';
import { WorkflowStore } from '../src/orders/workflow/workflow-store';
import type { Database } from '../src/platform/database/database';
import { orderFaults } from './order-conservation';

type Named = { what: string; n: number };

/** What must hold of orders on their way, as rows that must not exist. */
const MUST_NOT_EXIST: Record<string, string> = {
  'what was sent of a line is not what its warehouses sent': `SELECT l.order_id AS what, l.shipped - COALESCE(SUM(a.shipped), 0) AS n FROM order_line l
    LEFT JOIN order_allocation a ON a.order_id = l.order_id AND a.line = l.line GROUP BY l.order_id, l.line, l.shipped
    HAVING l.shipped <> COALESCE(SUM(a.shipped), 0)`,
  'more was sent than was kept': 'SELECT order_id AS what, shipped - quantity AS n FROM order_allocation WHERE shipped > quantity',
  'what was sent is not charged': `SELECT o.id AS what, o.charged_fen - COALESCE(e.n, 0) AS n FROM shop_order o LEFT JOIN
    (SELECT order_id, SUM(fen) AS n FROM ledger_entry WHERE account = 'receivable' AND kind = 'delivery' GROUP BY order_id) e ON e.order_id = o.id
    WHERE o.charged_fen <> COALESCE(e.n, 0)`,
  'charged is not worth what was sent': `SELECT o.id AS what, o.charged_fen - SUM(l.unit_fen / l.factor * l.shipped) AS n FROM shop_order o
    JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.charged_fen HAVING o.charged_fen <> SUM(l.unit_fen / l.factor * l.shipped)`,
  'an order past its shipment that has not all left': `SELECT o.id AS what, SUM(l.quantity * l.factor - l.shipped) AS n FROM shop_order o
    JOIN order_line l ON l.order_id = o.id WHERE o.state IN ('shipped', 'received', 'completed') GROUP BY o.id
    HAVING SUM(l.quantity * l.factor - l.shipped) <> 0`,
  'a cancelled order that keeps goods': `SELECT o.id AS what, SUM(a.quantity) AS n FROM shop_order o JOIN order_allocation a ON a.order_id = o.id
    WHERE o.state = 'cancelled' GROUP BY o.id HAVING SUM(a.quantity) <> 0`,
  'a transaction of the ledger that is not even': 'SELECT txn AS what, SUM(fen) AS n FROM ledger_entry GROUP BY txn HAVING SUM(fen) <> 0',
  'a balance that is not its entries': `SELECT b.shop_id AS what, b.owed_fen - COALESCE(e.n, 0) AS n FROM shop_balance b LEFT JOIN
    (SELECT shop_id, SUM(fen) AS n FROM ledger_entry WHERE account = 'receivable' GROUP BY shop_id) e ON e.shop_id = b.shop_id
    WHERE b.owed_fen <> COALESCE(e.n, 0)`,
  'steps that do not follow each other': `SELECT t.order_id AS what, t.seq AS n FROM order_step t JOIN order_step p ON p.order_id = t.order_id
    AND p.seq = t.seq - 1 WHERE t.from_state <> p.to_state`,
  'a state that no step led to': `SELECT o.id AS what, t.seq AS n FROM shop_order o JOIN order_step t ON t.order_id = o.id
    WHERE t.seq = (SELECT MAX(seq) FROM order_step x WHERE x.order_id = o.id) AND t.to_state <> o.state`,
  'returned goods are not what was received back': `SELECT o.id AS what, o.returned_fen - COALESCE(r.n, 0) AS n FROM shop_order o LEFT JOIN
    (SELECT order_id, SUM(total_fen) AS n FROM return_request WHERE state = 'received' GROUP BY order_id) r ON r.order_id = o.id
    WHERE o.returned_fen <> COALESCE(r.n, 0)`,
};

/** What placing asks for as well, and each order waits for what its workflow says. */
export async function moveFaults(db: Database): Promise<string[]> {
  const faults = await orderFaults(db);
  for (const [fault, sql] of Object.entries(MUST_NOT_EXIST))
    for (const { what, n } of await db.query<Named>(sql)) faults.push(`${fault}: ${what} off by ${n}`);
  const store = new WorkflowStore();
  for (const record of await db.query<OrderRecord>(`SELECT ${ORDER_RECORD_COLUMNS} FROM shop_order o`)) {
    const { workflow } = await store.get(db, record.workflowVersionId);
    const facts = factsOf(record);
    const waitsFor = isClosed(facts) ? null : nextStep(facts, workflow);
    if (waitsFor !== record.nextStep) faults.push(`order ${record.id} waits for ${record.nextStep}, not for ${waitsFor}`);
  }
  return faults;
}

export async function checkMoves(db: Database): Promise<void> {
  expect(await moveFaults(db)).toEqual([]);
}
