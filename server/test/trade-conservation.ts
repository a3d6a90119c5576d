import type { Sql } from '../src/platform/database/sql';

/**
 * What must hold of goods and money at any moment: answers what does not, in words, and nothing when all is well. Each figure that is
 * kept is held against a recount from the rows that made it.
 */
export async function checkTrade(db: Sql): Promise<string[]> {
  return (
    await Promise.all([stock(db), reservations(db), prices(db), lines(db), orders(db), payments(db), ledger(db), balances(db)])
  ).flat();
}

type Pair = { kept: number; counted: number };
const off = (what: string, { kept, counted }: Pair): string => `${what}: kept ${kept}, counted ${counted}`;
const differences = <Row extends Pair>(rows: Row[], what: (row: Row) => string): string[] =>
  rows.filter(({ kept, counted }) => Number(kept) !== Number(counted)).map((row) => off(what(row), row));

/** What is there is the sum of all movements, and never less than nothing. */
async function stock(db: Sql): Promise<string[]> {
  type Row = { sku: number; warehouse: number; available: number; reserved: number; sumAvailable: number; sumReserved: number };
  const rows = await db.query<Row>(
    `SELECT k.sku_id AS sku, k.warehouse_id AS warehouse, k.available, k.reserved, COALESCE(m.available, 0) AS sumAvailable,
       COALESCE(m.reserved, 0) AS sumReserved
     FROM stock k LEFT JOIN (SELECT sku_id, warehouse_id, SUM(available_change) AS available, SUM(reserved_change) AS reserved
       FROM stock_movement GROUP BY sku_id, warehouse_id) m ON m.sku_id = k.sku_id AND m.warehouse_id = k.warehouse_id`,
  );
  const orphans = await db.query<{ sku: number; warehouse: number }>(
    `SELECT DISTINCT m.sku_id AS sku, m.warehouse_id AS warehouse FROM stock_movement m
     LEFT JOIN stock k ON k.sku_id = m.sku_id AND k.warehouse_id = m.warehouse_id WHERE k.sku_id IS NULL`,
  );
  const name = ({ sku, warehouse }: { sku: number; warehouse: number }) => `sku ${sku} in warehouse ${warehouse}`;
  return [
    ...differences(
      rows.map((row) => ({ ...row, kept: row.available, counted: row.sumAvailable })),
      (row) => `${name(row)} available`,
    ),
    ...differences(
      rows.map((row) => ({ ...row, kept: row.reserved, counted: row.sumReserved })),
      (row) => `${name(row)} reserved`,
    ),
    ...rows.filter(({ available, reserved }) => available < 0 || reserved < 0).map((row) => `${name(row)} is below nothing`),
    ...orphans.map((row) => `${name(row)} moved and has no stock`),
  ];
}

/** What is promised is what live orders hold, warehouse by warehouse. */
async function reservations(db: Sql): Promise<string[]> {
  const rows = await db.query<Pair & { sku: number; warehouse: number }>(
    `SELECT sku, warehouse, SUM(kept) AS kept, SUM(counted) AS counted FROM (
       SELECT sku_id AS sku, warehouse_id AS warehouse, reserved AS kept, 0 AS counted FROM stock
       UNION ALL SELECT l.sku_id AS sku, a.warehouse_id AS warehouse, 0 AS kept, a.quantity - a.shipped AS counted
       FROM order_allocation a JOIN order_line l ON l.order_id = a.order_id AND l.line = a.line) x GROUP BY sku, warehouse`,
  );
  return differences(rows, ({ sku, warehouse }) => `sku ${sku} in warehouse ${warehouse} reserved for orders`);
}

/** No stored price is below its floor. */
async function prices(db: Sql): Promise<string[]> {
  const rows = await db.query<{ sku: number; kind: string }>(
    `SELECT id AS sku, 'list' AS kind FROM sku WHERE list_fen < floor_fen
     UNION ALL SELECT s.id AS sku, 'customer' AS kind FROM customer_price c JOIN sku s ON s.id = c.sku_id WHERE c.fen < s.floor_fen
     UNION ALL SELECT s.id AS sku, 'level' AS kind FROM price_level_sku t JOIN sku s ON s.id = t.sku_id WHERE t.fen < s.floor_fen`,
  );
  return rows.map(({ sku, kind }) => `sku ${sku} has a ${kind} price below its floor`);
}

/**
 * Of every line: what was ordered is sent, held, waited for or given up, and the money is units times their price. What an amendment takes
 * away is held until the shop has agreed.
 */
async function lines(db: Sql): Promise<string[]> {
  type Row = {
    orderId: number;
    line: number;
    state: string;
    units: number;
    shipped: number;
    sent: number;
    held: number;
    waiting: number;
    total: number;
    worth: number;
  };
  const rows = await db.query<Row>(
    `SELECT l.order_id AS orderId, l.line, o.state, l.factor *
         CASE WHEN o.awaiting_agreement = 1 AND l.before_quantity > l.quantity THEN l.before_quantity ELSE l.quantity END AS units, l.shipped, COALESCE(a.sent, 0) AS sent,
       COALESCE(a.held, 0) AS held, l.back_ordered AS waiting, l.total_fen AS total, l.unit_fen * l.quantity AS worth
     FROM order_line l JOIN shop_order o ON o.id = l.order_id
     LEFT JOIN (SELECT order_id, line, SUM(shipped) AS sent, SUM(quantity - shipped) AS held FROM order_allocation GROUP BY order_id, line) a
       ON a.order_id = l.order_id AND a.line = l.line`,
  );
  return rows.flatMap((row) => {
    const name = `order ${row.orderId} line ${row.line}`;
    const faults: string[] = [];
    if (row.shipped !== row.sent) faults.push(off(`${name} shipped`, { kept: row.shipped, counted: row.sent }));
    if (row.total !== row.worth) faults.push(off(`${name} total`, { kept: row.total, counted: row.worth }));
    if (row.shipped > row.units) faults.push(`${name} sent more than was ordered`);
    const closed = row.state === 'cancelled' || row.state === 'completed';
    if (closed && row.held + row.waiting > 0) faults.push(`${name} is closed and still holds ${row.held}, waits for ${row.waiting}`);
    const accounted = row.shipped + row.held + row.waiting;
    if (!closed && accounted !== row.units) faults.push(off(`${name} units`, { kept: row.units, counted: accounted }));
    return faults;
  });
}

const STATES = ['submitted', 'approved', 'finance_approved', 'outbound', 'shipped', 'received', 'completed', 'cancelled'];

/** An order is the sum of its lines, in one state, waiting for a step exactly while it is open. */
async function orders(db: Sql): Promise<string[]> {
  const rows = await db.query<Pair & { id: number; state: string; nextStep: string | null; closedAt: number | null }>(
    `SELECT o.id, o.state, o.next_step AS nextStep, o.closed_at AS closedAt, o.total_fen AS kept, COALESCE(SUM(l.total_fen), 0) AS counted
     FROM shop_order o LEFT JOIN order_line l ON l.order_id = o.id GROUP BY o.id, o.state, o.next_step, o.closed_at, o.total_fen`,
  );
  const last = await db.query<{ id: number; state: string; reached: string }>(
    `SELECT o.id, o.state, t.to_state AS reached FROM shop_order o JOIN order_step t ON t.order_id = o.id
     WHERE t.seq = (SELECT MAX(seq) FROM order_step n WHERE n.order_id = o.id)`,
  );
  return [
    ...differences(rows, ({ id }) => `order ${id} total`),
    ...rows.flatMap(({ id, state, nextStep, closedAt }) => {
      const closed = state === 'cancelled' || state === 'completed';
      const isOdd = !STATES.includes(state) || closed !== (nextStep === null) || (!closed && closedAt !== null);
      return isOdd ? [`order ${id} is ${state}, waits for ${nextStep}, closed at ${closedAt}`] : [];
    }),
    ...last
      .filter(({ state, reached }) => state !== reached)
      .map(({ id, state, reached }) => `order ${id} is ${state}, its last step says ${reached}`),
  ];
}

/** What an order was paid and got back is what its payments say; no payment gives back more than it brought. */
async function payments(db: Sql): Promise<string[]> {
  const rows = await db.query<{ id: number; paid: number; refunded: number; brought: number; back: number }>(
    `SELECT o.id, o.paid_fen AS paid, o.refunded_fen AS refunded, COALESCE(SUM(p.fen), 0) AS brought, COALESCE(SUM(p.refunded_fen), 0) AS back
     FROM shop_order o LEFT JOIN payment p ON p.order_id = o.id AND p.state IN ('paid', 'refunding', 'refunded')
     GROUP BY o.id, o.paid_fen, o.refunded_fen`,
  );
  const refunds = await db.query<{ id: number; fen: number; refunded: number; back: number; done: number }>(
    `SELECT p.id, p.fen, p.refunded_fen AS refunded, COALESCE(SUM(r.fen), 0) AS back,
       COALESCE(SUM(CASE WHEN r.state = 'done' THEN r.fen ELSE 0 END), 0) AS done
     FROM payment p JOIN refund r ON r.payment_id = p.id AND r.state <> 'failed' GROUP BY p.id, p.fen, p.refunded_fen`,
  );
  return [
    ...differences(
      rows.map((row) => ({ ...row, kept: row.paid, counted: row.brought })),
      ({ id }) => `order ${id} paid`,
    ),
    ...differences(
      rows.map((row) => ({ ...row, kept: row.refunded, counted: row.back })),
      ({ id }) => `order ${id} refunded`,
    ),
    ...refunds.filter(({ fen, back }) => back > fen).map(({ id, fen, back }) => `payment ${id} of ${fen} gives back ${back}`),
    ...differences(
      refunds.map((row) => ({ ...row, kept: row.refunded, counted: row.done })),
      ({ id }) => `payment ${id} refunded`,
    ),
  ];
}

/** Double entry: every transaction sums to zero. */
async function ledger(db: Sql): Promise<string[]> {
  const rows = await db.query<{ txn: string; fen: number }>(
    'SELECT txn, SUM(fen) AS fen FROM ledger_entry GROUP BY txn HAVING SUM(fen) <> 0',
  );
  return rows.map(({ txn, fen }) => `ledger transaction ${txn} sums to ${fen}`);
}

/** What a shop owes, has prepaid and has ordered on account is the sum of what made it. */
async function balances(db: Sql): Promise<string[]> {
  const rows = await db.query<{
    shop: number;
    owed: number;
    deposit: number;
    open: number;
    sumOwed: number;
    sumDeposit: number;
    sumOpen: number;
  }>(
    `SELECT b.shop_id AS shop, b.owed_fen AS owed, b.deposit_fen AS deposit, b.open_fen AS open,
       (SELECT COALESCE(SUM(e.fen), 0) FROM ledger_entry e WHERE e.account = 'receivable' AND e.shop_id = b.shop_id) AS sumOwed,
       (SELECT COALESCE(-SUM(e.fen), 0) FROM ledger_entry e WHERE e.account = 'deposit' AND e.shop_id = b.shop_id) AS sumDeposit,
       (SELECT COALESCE(SUM(o.total_fen - o.charged_fen), 0) FROM shop_order o
          WHERE o.shop_id = b.shop_id AND o.payment_method = 'account' AND o.state NOT IN ('cancelled', 'completed')) AS sumOpen
     FROM shop_balance b`,
  );
  const figure = (name: 'owed' | 'deposit' | 'open', counted: 'sumOwed' | 'sumDeposit' | 'sumOpen') =>
    differences(
      rows.map((row) => ({ ...row, kept: row[name], counted: row[counted] })),
      ({ shop }) => `shop ${shop} ${name}`,
    );
  return [...figure('owed', 'sumOwed'), ...figure('deposit', 'sumDeposit'), ...figure('open', 'sumOpen')];
}
