import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@dianquan/shared/roles';
import { openidOf } from '../../../scripts/wechat-simulator/state/identities';
import { ReservationExpiry } from '../../src/orders/reservation-expiry';
import { JobRunner } from '../../src/platform/jobs/runner';
import type { TestApp } from '../app';
import { buildMember } from '../builders/member';
import { type BuiltSku, buildSku, buildWarehouse } from '../builders/placed-order';
import { lineOf, type Wish } from '../builders/placing';
import { buildStaff } from '../builders/staff';

const ROLES: StaffRole[] = ['salesperson', 'office', 'finance', 'warehouse', 'admin'];
export type Method = 'wechat' | 'offline' | 'account' | 'deposit';
type Sent = { shop: number; key: string; body: object; as: string };
export type TradeScene = Awaited<ReturnType<typeof tradeScene>>;

/** Two shops that may owe and have prepaid, little stock in two warehouses, somebody for every step: all through the front door. */
export async function tradeScene(t: TestApp) {
  const near = await buildWarehouse(t, '近仓', 0);
  const far = await buildWarehouse(t, '远仓', 1);
  const skus: BuiltSku[] = [];
  for (let i = 0; i < 3; i++) skus.push(await buildSku(t, { stock: { [near]: 60, [far]: 40 }, listFen: 100 + 37 * i, factor: 4 }));
  const staff = {} as Record<StaffRole, { token: string; staffId: number }>;
  for (const role of ROLES) staff[role] = await buildStaff(t, { roles: [role] });
  const shops: { shopId: number; token: string }[] = [];
  for (const name of ['first', 'second']) {
    const owner = await buildMember(t, { openid: openidOf(`trade-${name}`) });
    await t.db.execute('UPDATE shop SET owner_staff_id = ? WHERE id = ?', [staff.salesperson.staffId, owner.shopId]);
    shops.push(owner);
  }
  const headers = () => ({ 'idempotency-key': randomUUID() });
  const admin = staff.admin.token;
  const finance = staff.finance.token;
  const own = (shop: number) => shops[shop] as { shopId: number; token: string };
  const view = async (id: number) => (await t.call('orders.get', { as: admin, params: { id } })).body;

  const scene = {
    t,
    near,
    far,
    skus,
    staff,
    shops,
    view,
    /** As the page sends it; the same again when `sent` is given. */
    async place(sent: Sent): Promise<number | null> {
      const { status, body } = await t.call('orders.place', { as: sent.as, headers: { 'idempotency-key': sent.key }, body: sent.body });
      return status === 200 ? body.id : null;
    },
    sent(shop: number, wishes: Wish[], paymentMethod: Method, onBehalf: boolean): Sent {
      const lines = wishes.map(lineOf);
      const totalFen = lines.reduce((sum, line) => sum + line.seenFen * line.quantity, 0);
      const { shopId, token } = own(shop);
      const body = { lines, totalFen, paymentMethod, ...(onBehalf ? { shopId } : {}) };
      return { shop, key: randomUUID(), body, as: onBehalf ? staff.salesperson.token : token };
    },
    step: (as: string, id: number, step: string, body: object = {}) => t.call('orders.takeStep', { as, params: { id, step }, body }),
    async amend(id: number, quantity: number, unitFen: number | undefined): Promise<void> {
      const { version } = await view(id);
      await t.call('orders.amend', {
        as: staff.office.token,
        params: { id },
        body: { version, lines: [{ line: 1, quantity, ...(unitFen === undefined ? {} : { unitFen }) }], note: '随机' },
      });
    },
    cancel: (as: string, id: number) => t.call('orders.cancel', { as, params: { id }, body: { reason: '随机' } }),
    async pay(shop: number, orderId: number): Promise<void> {
      const { status, body } = await t.call('payments.prepay', { as: own(shop).token, params: { orderId }, body: {}, headers: headers() });
      if (status !== 200) return;
      t.world.pay.confirm(body.params.package.replace('prepay_id=', ''));
      await t.world.clock.settled();
    },
    /** What is due of the order, or as much prepaid; finance has seen it. */
    async handOver(shop: number, orderId: number | null, confirm = true): Promise<void> {
      const fen = orderId === null ? 20_000 : await dueOf(orderId);
      const purpose = orderId === null ? 'deposit' : 'order';
      const { status, body } = await t.call('payments.offline', {
        as: own(shop).token,
        body: { purpose, fen: Math.max(1, fen), ...(orderId === null ? {} : { orderId }) },
        headers: headers(),
      });
      if (status < 300) await t.call('payments.confirmOffline', { as: finance, params: { id: body.id }, body: { confirm } });
    },
    async refund(orderId: number, fen: number): Promise<void> {
      const { payments } = await view(orderId);
      const id = payments.at(-1)?.id;
      if (id !== undefined)
        await t.call('payments.refund', { as: finance, params: { id }, body: { fen, reason: '随机' }, headers: headers() });
    },
    async giveBack(shop: number, orderId: number, kind: 'return' | 'exchange', quantity: number, agree: boolean): Promise<void> {
      const { status, body } = await t.call('returns.request', {
        as: own(shop).token,
        params: { id: orderId },
        headers: headers(),
        body: { kind, lines: [{ line: 1, quantity }], reason: '随机' },
      });
      if (status !== 200) return;
      const params = { id: body.id };
      await t.call('returns.decide', { as: staff.office.token, params, body: { agree } });
      await t.call('returns.receive', { as: staff.warehouse.token, params, body: { warehouseId: near, restock: quantity % 2 === 0 } });
    },
    adjust: (sku: number, change: number) =>
      t.call('stock.adjust', {
        as: staff.warehouse.token,
        params: { skuId: (skus[sku] as BuiltSku).skuId },
        headers: headers(),
        body: { warehouseId: change % 2 === 0 ? near : far, reason: change > 0 ? 'received' : 'damaged', change },
      }),
    lapse: () => t.app.get(ReservationExpiry, { strict: false }).run(),
    /** Half an hour later, with all that falls due on the way. */
    async expire(): Promise<void> {
      await scene.wait(31 * 60_000);
      await scene.lapse();
      await scene.work();
    },
    /** Both clocks, and what they bring. */
    async wait(ms: number): Promise<void> {
      t.clock.advance(ms);
      t.world.clock.advance(ms);
      await scene.work();
    },
    async work(): Promise<void> {
      await t.world.clock.settled();
      await t.runJobs();
      await t.app.get(JobRunner, { strict: false }).tick();
      await t.world.clock.settled();
      await t.runJobs();
    },
  };

  async function dueOf(orderId: number): Promise<number> {
    const { totalFen, paidFen, refundedFen } = await view(orderId);
    return totalFen - paidFen + refundedFen;
  }

  for (const shop of [0, 1]) {
    await t.call('credit.set', {
      as: finance,
      params: { shopId: own(shop).shopId },
      body: { limitFen: 6_000 * shop + 4_000, termDays: 30 },
    });
    await scene.handOver(shop, null);
  }
  return scene;
}
