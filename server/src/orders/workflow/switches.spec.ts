import { SWITCHABLE_STEPS } from '@dianquan/shared/workflow';
import { bootApp, type TestApp } from '../../../test/app';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';
import { StepReminders } from './step-reminders';

const HOUR = 3_600_000;

describe('the switches of the workflow', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterEach(() => checkMoves(t.db));
  afterAll(() => t.close());

  const current = async () => (await t.call('orders.workflow', { as: s.staff.admin.token })).body;
  const stateOf = async (id: number) => (await t.call('orders.get', { as: s.owner.token, params: { id } })).body;

  it('show beforehand what they would do, and then do just that', async () => {
    const ids = [await s.place(), await s.place(), await s.place(), await s.place()];
    await s.walk(ids[1]!, 'approval');
    await s.walk(ids[2]!, 'approval', 'outbound');
    await s.walk(ids[3]!, 'approval', 'outbound', 'shipment');
    const before = await current();
    const off = ['approval', 'financeApproval', 'outbound'];
    const steps = Object.fromEntries(Object.entries(before.steps).map(([name, rule]) => [name, { ...rule, on: !off.includes(name) }]));
    const preview = await t.call('orders.previewWorkflow', { as: s.staff.admin.token, body: { steps } });
    expect(preview.body.moves).toEqual(
      expect.arrayContaining([
        { from: 'approval', to: 'shipment', orders: 1 },
        { from: 'outbound', to: 'shipment', orders: 1 },
      ]),
    );
    expect(preview.body.moves).toHaveLength(2);
    expect(preview.body.hours.find(({ step }) => step === 'approval')).toMatchObject({ orders: 3, median: 0 });
    const set = await t.call('orders.setWorkflow', { as: s.staff.admin.token, body: { version: before.version, steps } });
    expect(set.body).toMatchObject({ version: before.version + 1, setBy: expect.stringMatching(/^员工/) });
    await t.runJobs();
    expect((await Promise.all(ids.map(stateOf))).map(({ next }) => next)).toEqual(['shipment', 'shipment', 'shipment', 'receipt']);
    expect((await stateOf(ids[0]!)).steps.map(({ step }) => step)).toEqual(['placement', 'approval', 'outbound']);
    await s.switches(['financeApproval']);
  });

  it('count the hours that each step has cost by their middle', async () => {
    for (const hours of [1, 2, 9]) {
      const id = await s.place();
      t.clock.advance(hours * HOUR);
      await s.walk(id, 'approval');
    }
    const { steps } = await current();
    const { body } = await t.call('orders.previewWorkflow', { as: s.staff.admin.token, body: { steps } });
    expect(body.moves).toEqual([]);
    expect(body.hours.find(({ step }) => step === 'approval')).toMatchObject({ orders: 6, slowest: 9, median: 0.5 });
  });

  it('are set by one of two who set them at the same moment', async () => {
    const { version, steps } = await current();
    const answers = await Promise.all(
      [1, 2, 3].map(() => t.call('orders.setWorkflow', { as: s.staff.admin.token, body: { version, steps } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await current()).version).toBe(version + 1);
  });

  it('are followed at once by an order that somebody acts on before the background does', async () => {
    const id = await s.place();
    const { version, steps } = await current();
    const without = { ...steps, approval: { ...steps.approval, on: false } };
    await t.call('orders.setWorkflow', { as: s.staff.admin.token, body: { version, steps: without } });
    const seen = (await stateOf(id)).version;
    const { body } = await s.step(s.staff.warehouse.token, id, 'outbound', { version: seen });
    expect(body).toMatchObject({ state: 'outbound' });
    expect(body.steps.map(({ step }) => step)).toEqual(['placement', 'approval', 'outbound']);
    await t.runJobs();
    await s.switches(['financeApproval']);
  });

  // All 32 sets are tried in shared/workflow.model.spec.ts; here a sample of them goes the whole way through HTTP.
  it.each([
    [[]],
    [['approval']],
    [['outbound', 'shipment']],
    [['shipment', 'receipt']],
    [['approval', 'outbound', 'receipt']],
    [[...SWITCHABLE_STEPS]],
  ])('strand no order in any state: off are %j', async (off: string[]) => {
    await s.switches([]);
    const ids = [];
    for (const steps of [
      [],
      ['approval'],
      ['approval', 'financeApproval'],
      ['approval', 'financeApproval', 'outbound'],
      ['approval', 'financeApproval', 'outbound', 'shipment'],
    ]) {
      const id = await s.place({ payment: steps.length % 2 === 0 ? 'account' : 'offline' });
      await s.walk(id, ...steps);
      ids.push(id);
    }
    await s.switches(off);
    for (const id of ids) {
      for (let order = await stateOf(id), left = 8; order.next !== null; order = await stateOf(id), left--) {
        expect(left).toBeGreaterThan(0);
        expect(off).not.toContain(order.next);
        await s.walk(id, order.next);
      }
      expect((await stateOf(id)).state).toBe('completed');
    }
    await s.switches(['financeApproval']);
  });

  it('tell those who may take a step when it is late, once a day', async () => {
    const remind = () => t.app.get(StepReminders, { strict: false }).run();
    const notices = async (accountId: number) =>
      (
        await t.db.query<{ title: string }>(`SELECT title FROM inbox_item WHERE account_id = ? AND subject LIKE 'overdue:approval%'`, [
          accountId,
        ])
      ).map(({ title }) => title);
    const id = await s.place();
    await remind();
    expect(await notices(s.staff.office.accountId)).toEqual([]);
    t.clock.advance(5 * HOUR);
    await remind();
    await remind();
    const told = await notices(s.staff.office.accountId);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/审核已超时/);
    expect(await notices(s.staff.finance.accountId)).toEqual([]);
    const queue = async () =>
      (await t.call('orders.queues', { as: s.staff.office.token })).body.items.find(({ step }) => step === 'approval');
    expect(await queue()).toMatchObject({ waiting: 1, overdue: 1, oldestAt: expect.any(String) });
    t.clock.advance(25 * HOUR);
    await remind();
    expect(await notices(s.staff.office.accountId)).toHaveLength(2);
    await s.walk(id, 'approval');
    expect(await queue()).toMatchObject({ waiting: 0, overdue: 0, oldestAt: null });
  });
});
