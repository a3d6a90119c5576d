import fc from 'fast-check';
import { NOTICE_FAULTS, PAY_OPERATIONS, REQUEST_FAULTS } from '../../../scripts/wechat-simulator/pay/pay-faults';
import { buildPayScene, DAY, MINUTE, type PayScene } from '../../test/payments/pay-scene';

let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterEach(() => s.reset());
afterAll(() => s.close());

type Step =
  | { do: 'prepay' | 'confirm' | 'cancel'; order: number; clerk: boolean }
  | { do: 'refund'; order: number; fen: number }
  | { do: 'repeat'; nth: number }
  | { do: 'wait'; minutes: number }
  | { do: 'trouble'; fault: (typeof REQUEST_FAULTS)[number] | (typeof NOTICE_FAULTS)[number]; operation: (typeof PAY_OPERATIONS)[number] };

const ORDERS = 3;
const order = fc.integer({ min: 0, max: ORDERS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('prepay' as const), order, clerk: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('confirm' as const), order, clerk: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), order, clerk: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), order, fen: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), nth: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('trouble' as const),
      fault: fc.constantFrom(...REQUEST_FAULTS, ...NOTICE_FAULTS).filter((one) => one !== 'late' && one !== 'notice-delayed'),
      operation: fc.constantFrom('prepay' as const, 'query' as const, 'close' as const, 'refund' as const, 'refund-query' as const),
    }),
  },
);

async function take(one: Step, ids: number[]): Promise<void> {
  switch (one.do) {
    case 'prepay':
      await s.prepay(ids[one.order] ?? 0, one.clerk ? s.clerk.token : s.owner.token);
      return;
    case 'confirm': {
      const pending = s.pay.pending()[one.order];
      if (pending) s.pay.confirm(pending.prepayId);
      return s.t.world.clock.settled();
    }
    case 'cancel':
      return s.cancel(ids[one.order] ?? 0).catch(refusedOnly);
    case 'refund': {
      const [row] = await s.t.db.query<{ id: number }>(`SELECT id FROM payment WHERE order_id = ? AND state <> 'waiting'`, [
        ids[one.order] ?? 0,
      ]);
      const params = { id: row?.id ?? 4_000_000 };
      const { status } = await s.t.call('payments.refund', {
        as: s.finance.token,
        params,
        body: { fen: one.fen, reason: '试' },
        headers: s.key(),
      });
      expect([200, 404, 409]).toContain(status);
      return;
    }
    case 'repeat': {
      const record = s.pay.notifier.records[one.nth];
      if (record) await s.pay.notifier.repeat(record.id);
      return;
    }
    case 'wait':
      return s.wait(one.minutes * MINUTE);
    case 'trouble':
      s.pay.faults.plan({ fault: one.fault, operation: one.operation });
  }
}

function refusedOnly(error: { code?: string }): void {
  if (error.code !== 'refund_too_much') throw error;
}

describe('whatever goes wrong between us and the platform', () => {
  it('in the end both know of the same money, and nobody was paid or paid back twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const ids: number[] = [];
        for (let i = 0; i < ORDERS; i += 1) ids.push(await s.order(1_000));
        for (const one of steps) await take(one, ids);
        s.pay.faults.clear();
        for (const ms of [MINUTE, 10 * MINUTE, 60 * MINUTE, DAY / 2, DAY / 2]) await s.wait(ms);
        const open = await s.t.db.query('SELECT id FROM payment WHERE next_ask_at IS NOT NULL');
        const hanging = await s.t.db.query(`SELECT id FROM refund WHERE state NOT IN ('done', 'failed')`);
        expect([open, hanging]).toEqual([[], []]);
        for (const id of ids) {
          const row = await s.orderRow(id);
          const { paidFen, refundedFen } = await s.payments.settledOf(s.t.db, id);
          expect({ paid: row.paid_fen, refunded: row.refunded_fen }).toEqual({ paid: paidFen, refunded: refundedFen });
          expect(paidFen - refundedFen).toBeLessThanOrEqual(row.closed ? 0 : 1_000);
        }
        await s.reset();
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
