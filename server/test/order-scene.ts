import type { StaffRole } from '@dianquan/shared/roles';
import type { OrderFacts } from '@dianquan/shared/workflow';
import type { TestApp } from './app';
import { buildMember } from './builders/member';
import { type BuiltSku, buildOrder, buildSku, buildWarehouse } from './builders/placed-order';
import { buildStaff } from './builders/staff';

const ROLES: StaffRole[] = ['salesperson', 'manager', 'office', 'finance', 'warehouse', 'courier', 'admin'];
type Person = { token: string; staffId: number; accountId: number };

/** A shop, somebody of every role, goods in two warehouses, and orders as they stand when just placed. */
export async function orderScene(t: TestApp) {
  const near = await buildWarehouse(t, '近仓', 0);
  const far = await buildWarehouse(t, '远仓', 1);
  const sku = await buildSku(t, { stock: { [near]: 10_000, [far]: 10_000 } });
  const staff = {} as Record<StaffRole, Person>;
  for (const role of ROLES) staff[role] = await buildStaff(t, { roles: [role] });
  const owner = await buildMember(t);
  await t.db.execute('UPDATE shop SET owner_staff_id = ? WHERE id = ?', [staff.salesperson.staffId, owner.shopId]);
  await t.db.execute('INSERT INTO shop_balance (shop_id, limit_fen, updated_at) VALUES (?, 100000000, ?)', [owner.shopId, t.clock.now()]);
  const of = { shopId: owner.shopId, accountId: owner.accountId };
  type Line = { sku: BuiltSku; quantity: number; boxes?: boolean; from: Record<number, number>; backOrdered?: number };
  return {
    t,
    near,
    far,
    sku,
    staff,
    owner,
    /** Ten pieces from the near warehouse, unless said otherwise. */
    place: (options: { lines?: Line[]; payment?: OrderFacts['payment']; needsFinance?: boolean; accountId?: number } = {}) =>
      buildOrder(t, { ...of, lines: [{ sku, quantity: 10, from: { [near]: 10 } }], ...options }),
    step: (as: string, id: number, step: string, body: object = {}) => t.call('orders.takeStep', { as, params: { id, step }, body }),
    async walk(id: number, ...steps: string[]): Promise<void> {
      for (const step of steps) {
        const { status, body } = await this.step(staff.admin.token, id, step);
        if (status !== 200) throw new Error(`${step}: ${JSON.stringify(body)}`);
      }
    },
    async stock(skuId = sku.skuId): Promise<{ available: number; reserved: number }> {
      const [row] = await t.db.query<{ available: number; reserved: number }>(
        'SELECT SUM(available) AS available, SUM(reserved) AS reserved FROM stock WHERE sku_id = ?',
        [skuId],
      );
      return { available: row?.available ?? 0, reserved: row?.reserved ?? 0 };
    },
    async balance(): Promise<{ owed: number; open: number }> {
      const [row] = await t.db.query<{ owed: number; open: number }>(
        'SELECT owed_fen AS owed, open_fen AS open FROM shop_balance WHERE shop_id = ?',
        [owner.shopId],
      );
      return { owed: row?.owed ?? 0, open: row?.open ?? 0 };
    },
    async switches(off: string[]): Promise<void> {
      const { body } = await t.call('orders.workflow', { as: staff.admin.token });
      const steps = Object.fromEntries(Object.entries(body.steps).map(([name, rule]) => [name, { ...rule, on: !off.includes(name) }]));
      const set = await t.call('orders.setWorkflow', { as: staff.admin.token, body: { version: body.version, steps } });
      if (set.status !== 200) throw new Error(JSON.stringify(set.body));
      await t.runJobs();
    },
  };
}
export type OrderScene = Awaited<ReturnType<typeof orderScene>>;
