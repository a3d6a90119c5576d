import type { TestApp } from '../app';

type Figures = Record<string, number>;

/**
 * What is kept beside the ledger must be what the ledger says, every transaction sums to zero, payments have given back what their refunds
 * say, and the platform's own books agree with ours about every payment and refund that is not under way.
 */
export async function checkMoney(t: TestApp): Promise<void> {
  expect(await moneyFaults(t)).toEqual([]);
}

export async function moneyFaults(t: TestApp): Promise<string[]> {
  return [...(await ledgerFaults(t)), ...(await paymentFaults(t)), ...(await platformFaults(t))];
}

async function ledgerFaults({ db }: TestApp): Promise<string[]> {
  const lopsided = await db.query<Figures>('SELECT MIN(id) AS id, SUM(fen) AS fen FROM ledger_entry GROUP BY txn HAVING SUM(fen) <> 0');
  const balances = await db.query<Figures>(
    `SELECT b.shop_id, b.owed_fen - COALESCE((SELECT SUM(fen) FROM ledger_entry e WHERE e.shop_id = b.shop_id AND e.account = 'receivable'), 0) AS owed,
       b.deposit_fen + COALESCE((SELECT SUM(fen) FROM ledger_entry e WHERE e.shop_id = b.shop_id AND e.account = 'deposit'), 0) AS deposit,
       b.advance_fen - COALESCE((SELECT SUM(CASE WHEN o.fen < 0 THEN -o.fen ELSE 0 END) FROM (SELECT shop_id, order_id, SUM(fen) AS fen FROM ledger_entry
         WHERE account = 'receivable' AND order_id IS NOT NULL AND kind IN ('delivery', 'payment', 'refund') GROUP BY shop_id, order_id) o
         WHERE o.shop_id = b.shop_id), 0) AS advance,
       CASE WHEN b.deposit_fen < 0 THEN b.deposit_fen ELSE 0 END AS overdrawn
     FROM shop_balance b`,
  );
  const homeless = await db.query<Figures>(
    `SELECT id FROM ledger_entry e WHERE account IN ('receivable', 'deposit') AND NOT EXISTS (SELECT 1 FROM shop_balance b WHERE b.shop_id = e.shop_id)`,
  );
  return [
    ...lopsided.map(({ id, fen }) => `ledger transaction of entry ${id} sums to ${fen}`),
    ...balances.flatMap(({ shop_id, ...off }) => named(`shop ${shop_id}`, off)),
    ...homeless.map(({ id }) => `ledger entry ${id} is of a shop without a balance`),
  ];
}

/** Every settled payment and every finished refund stands in the ledger once, and nothing else does. */
async function paymentFaults({ db }: TestApp): Promise<string[]> {
  const rows = await db.query<Figures>(
    `SELECT p.id, p.refunded_fen - COALESCE((SELECT SUM(fen) FROM refund r WHERE r.payment_id = p.id AND r.state = 'done'), 0) AS refunded,
       CASE WHEN p.refunded_fen > p.fen THEN 1 ELSE 0 END AS too_much,
       CASE WHEN p.state IN ('paid', 'refunding', 'refunded') THEN 1 ELSE 0 END
         - (SELECT COUNT(DISTINCT txn) FROM ledger_entry e WHERE e.payment_id = p.id AND e.kind = 'payment') AS booked,
       (SELECT COUNT(*) FROM refund r WHERE r.payment_id = p.id AND r.state = 'done')
         - (SELECT COUNT(DISTINCT txn) FROM ledger_entry e WHERE e.payment_id = p.id AND e.kind = 'refund') AS refunds_booked,
       CASE WHEN p.open_order_id IS NOT NULL AND p.state <> 'waiting' THEN 1 ELSE 0 END AS open_though_over
     FROM payment p`,
  );
  return rows.flatMap(({ id, ...off }) => named(`payment ${id}`, off));
}

type Theirs = { outTradeNo: string; paidFen: number; refundedFen: number; refunds: { outRefundNo: string; fen: number; status: string }[] };

async function platformFaults({ db, world }: TestApp): Promise<string[]> {
  const ours = await db.query<{
    number: string;
    state: string;
    fen: number;
    refunded_fen: number;
    next_ask_at: number | null;
    open: number;
  }>(
    `SELECT number, state, fen, refunded_fen, next_ask_at,
       (SELECT COUNT(*) FROM refund r WHERE r.payment_id = p.id AND r.state IN ('waiting', 'processing')) AS open FROM payment p WHERE method = 'wechat'`,
  );
  const known = new Map((world.pay.book.ledger() as Theirs[]).map((one) => [one.outTradeNo, one]));
  const faults = [...known.keys()]
    .filter((number) => !ours.some((one) => one.number === number))
    .map((number) => `only they know ${number}`);
  for (const { number, state, fen, refunded_fen, next_ask_at, open } of ours) {
    const theirs = known.get(number);
    const paid = ['paid', 'refunding', 'refunded'].includes(state) ? fen : 0;
    if (next_ask_at === null && paid !== (theirs?.paidFen ?? 0)) faults.push(`${number}: ${paid} paid here, ${theirs?.paidFen} there`);
    if (open === 0 && refunded_fen !== (theirs?.refundedFen ?? 0)) {
      faults.push(`${number}: ${refunded_fen} back here, ${theirs?.refundedFen} there`);
    }
  }
  return faults;
}

function named(what: string, off: Figures): string[] {
  return Object.entries(off)
    .filter(([, fen]) => Number(fen) !== 0)
    .map(([name, fen]) => `${what}: ${name} off by ${fen}`);
}
