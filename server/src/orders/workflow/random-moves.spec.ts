import { availableActions, isClosed, ORDER_ACTIONS, type OrderAction, type OrderPerson, take } from '@dianquan/shared/workflow';
import fc from 'fast-check';
import { bootApp, type TestApp } from '../../../test/app';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';
import { factsOf, ORDER_RECORD_COLUMNS, type OrderRecord } from '../order-facts';
import { WorkflowStore } from './workflow-store';

const PEOPLE = ['owner', 'office', 'finance', 'warehouse', 'courier', 'manager', 'salesperson', 'admin'] as const;
type Who = (typeof PEOPLE)[number];
const RUNS = 12;

describe('commands in any order', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterAll(() => t.close());

  const tokenOf = (who: Who) => (who === 'owner' ? s.owner.token : s.staff[who].token);
  const personOf = (who: Who): OrderPerson =>
    who === 'owner'
      ? { accountId: s.owner.accountId, roles: [], ofShop: true }
      : { accountId: s.staff[who].accountId, roles: [who], ofShop: false };
  async function factsNow(id: number) {
    const [record] = await t.db.query<OrderRecord>(`SELECT ${ORDER_RECORD_COLUMNS} FROM shop_order o WHERE o.id = ?`, [id]);
    return { record: record!, facts: factsOf(record!) };
  }

  async function send(id: number, who: Who, action: OrderAction, version: number): Promise<number> {
    const as = tokenOf(who);
    if (action === 'cancel') return (await t.call('orders.cancel', { as, params: { id }, body: { reason: '随机' } })).status;
    if (action === 'amend') {
      const body = { version, lines: [{ line: 1, quantity: 10 + (version % 7) + 1 }], note: '随机' };
      return (await t.call('orders.amend', { as, params: { id }, body })).status;
    }
    if (action === 'shipment' && version % 2 === 0)
      return (await s.step(as, id, action, { version, lines: [{ line: 1, quantity: 1 }] })).status;
    return (await s.step(as, id, action, action === 'agreement' ? { agree: version % 3 !== 0 } : {})).status;
  }

  it('have the effect that the model says, or none', async () => {
    const command = fc.record({
      who: fc.constantFrom(...PEOPLE),
      action: fc.constantFrom(...ORDER_ACTIONS.filter((one) => one !== 'pay')),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 5, maxLength: 25 }),
        fc.constantFrom('account' as const, 'offline' as const),
        async (commands, payment) => {
          const id = await s.place({ payment });
          const { workflow } = await t.app.get(WorkflowStore, { strict: false }).current(t.db);
          for (const { who, action } of commands) {
            const { record, facts } = await factsNow(id);
            const view = await t.call('orders.get', { as: tokenOf(who), params: { id } });
            const shown = view.body.availableActions.map((one) => one.action).filter((one) => one !== 'return' && one !== 'repeat');
            expect(shown).toEqual(availableActions(facts, personOf(who), workflow));
            // Nobody shows a code here, and a part of a line is not all of it.
            const all = action !== 'shipment' || record.version % 2 !== 0 || record.shippedUnits + 1 >= record.totalFen / 1000;
            const agree = record.version % 3 !== 0;
            const expected = take(action, facts, personOf(who), workflow, { all, agree, flags: {} });
            const status = await send(id, who, action, record.version);
            const after = await factsNow(id);
            expect({ who, action, done: status === 200 }).toEqual({ who, action, done: expected.code === null });
            if (expected.code !== null) expect(after.record).toEqual(record);
            else
              expect(after.facts).toMatchObject({
                state: expected.order.state,
                shipped: expected.order.shipped,
                awaitingAgreement: expected.order.awaitingAgreement,
              });
            if (isClosed(after.facts)) break;
          }
          await checkMoves(t.db);
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);
});
