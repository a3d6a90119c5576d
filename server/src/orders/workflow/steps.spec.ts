import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { type BuiltSku, buildOrder, buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { buildStaff } from '../../../test/builders/staff';

describe('an order under way', () => {
  let t: TestApp;
  let warehouseId: number;
  let sku: BuiltSku;
  let staff: Record<
    'office' | 'warehouse' | 'courier' | 'finance' | 'admin' | 'salesperson',
    { token: string; staffId: number; accountId: number }
  >;
  let owner: { token: string; shopId: number; accountId: number };
  beforeAll(async () => {
    t = await bootApp();
    warehouseId = await buildWarehouse(t);
    sku = await buildSku(t, { stock: { [warehouseId]: 1000 } });
    staff = {
      office: await buildStaff(t, { roles: ['office'] }),
      warehouse: await buildStaff(t, { roles: ['warehouse'] }),
      courier: await buildStaff(t, { roles: ['courier'] }),
      finance: await buildStaff(t, { roles: ['finance'] }),
      admin: await buildStaff(t, { roles: ['admin'] }),
      salesperson: await buildStaff(t, { roles: ['salesperson'] }),
    };
    owner = await buildMember(t);
  });
  afterAll(() => t.close());

  const place = (quantity = 10) =>
    buildOrder(t, { shopId: owner.shopId, accountId: owner.accountId, lines: [{ sku, quantity, from: { [warehouseId]: quantity } }] });
  const step = (as: string, id: number, name: string, body: object = {}) =>
    t.call('orders.takeStep', { as, params: { id, step: name }, body });

  it('goes from approval to completion, each step by whose it is', async () => {
    const id = await place();
    const approved = await step(staff.office.token, id, 'approval', { note: '同意' });
    expect(approved.body).toMatchObject({ state: 'approved', next: 'outbound' });
    expect((await step(staff.warehouse.token, id, 'outbound')).body).toMatchObject({ state: 'outbound', next: 'shipment' });
    const shipped = await step(staff.warehouse.token, id, 'shipment', { courierStaffId: staff.courier.staffId });
    expect(shipped.body).toMatchObject({ state: 'shipped', next: 'receipt' });
    const received = await step(owner.token, id, 'receipt');
    expect(received.body).toMatchObject({ state: 'completed', next: null });
    expect(received.body.steps.map(({ step: name }) => name)).toEqual([
      'placement',
      'approval',
      'outbound',
      'shipment',
      'receipt',
      'completion',
    ]);
  });
});
