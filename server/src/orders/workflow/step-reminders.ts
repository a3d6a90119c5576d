import { groupBy } from '@dianquan/shared/group-by';
import type { StaffRole } from '@dianquan/shared/roles';
import { COMPLETION_ROLES, type OrderStep, type Workflow } from '@dianquan/shared/workflow';
import { isReminderDue, ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';
import { Injectable } from '@nestjs/common';
import { InboxItems } from '../../delivery/inbox-items';
import { StaffPush } from '../../delivery/staff-push';
import { Clock } from '../../platform/clock';
import { Database, inList, type Tx } from '../../platform/database/database';
import { Scheduled } from '../../platform/jobs/scheduled';
import { WorkflowStore } from './workflow-store';

type Late = {
  id: number;
  number: string;
  step: OrderStep;
  dueAt: number;
  remindedAt: number | null;
  staffId: number | null;
  regionCode: string | null;
};
type Taker = { accountId: number; staffId: number; role: StaffRole; regions: string[] };

const BATCH = 500;
const DAY = 86_400_000;

/** Whoever may take a step that is late is told, once when it is late and then once a day: one item for all orders found at a time. */
@Injectable()
export class StepReminders {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly inbox: InboxItems,
    private readonly push: StaffPush,
    private readonly store: WorkflowStore,
  ) {}

  /** Idempotent: the orders are marked in the transaction that tells. */
  @Scheduled('orders.remind', { everyMs: 300_000 })
  async run(): Promise<void> {
    for (;;) {
      const found = await this.db.transaction((tx) => this.remind(tx));
      if (found < BATCH) return;
    }
  }

  private async remind(tx: Tx): Promise<number> {
    const now = this.clock.now();
    const { workflow } = await this.store.current(tx);
    const late = await tx.query<Late>(
      `SELECT o.id, o.number, o.next_step AS step, o.due_at AS dueAt, o.reminded_at AS remindedAt, s.owner_staff_id AS staffId, s.region_code AS regionCode
       FROM shop_order o JOIN shop s ON s.id = o.shop_id
       WHERE o.next_step IS NOT NULL AND o.due_at <= ? AND (o.reminded_at IS NULL OR o.reminded_at <= ?) ORDER BY o.due_at LIMIT ${BATCH}`,
      [now, now - DAY],
    );
    const ids = inList(late.map(({ id }) => id));
    await tx.execute(`UPDATE shop_order SET reminded_at = ? WHERE id IN ${ids.sql}`, [now, ...ids.params]);
    const due = late.filter((one) => isReminderDue(one.dueAt, one.remindedAt, now));
    for (const [step, orders] of groupBy(due, (one) => one.step)) await this.tell(tx, step, orders, workflow, now);
    return late.length;
  }

  private async tell(tx: Tx, step: OrderStep, orders: readonly Late[], workflow: Workflow, now: number): Promise<void> {
    const rule = step === 'completion' ? { roles: COMPLETION_ROLES, remind: true } : workflow.steps[step];
    if (!rule.remind) return;
    const people = groupBy(await takers(tx, rule.roles), ({ accountId }) => accountId);
    const items = [...people].flatMap(([accountId, roles]) => {
      const mine = orders.filter((order) => roles.some((taker) => concerns(order, taker)));
      if (mine.length === 0) return [];
      const numbers = mine.slice(0, 5).map(({ number }) => number);
      return {
        accountId,
        memberId: null,
        kind: 'order' as const,
        title: `${mine.length} 个订单的${ORDER_STEP_ZH[step]}已超时`,
        excerpt: numbers.join('、') + (mine.length > 5 ? ' 等' : ''),
        page: `/office/orders/index?next=${step}`,
        subject: `overdue:${step}:${now}:${mine[0]!.id}`,
        at: now,
      };
    });
    await this.inbox.add(tx, items);
    await this.push.tell(tx, items);
  }
}

async function takers(tx: Tx, roles: readonly StaffRole[]): Promise<Taker[]> {
  const list = inList([...new Set([...roles, 'admin'])]);
  const rows = await tx.query<Omit<Taker, 'regions'>>(
    `SELECT st.account_id AS accountId, st.id AS staffId, r.role FROM staff st JOIN staff_role r ON r.staff_id = st.id
     WHERE st.disabled_at IS NULL AND r.role IN ${list.sql}`,
    list.params,
  );
  const ids = inList(rows.map(({ staffId }) => staffId));
  const regions = groupBy(
    await tx.query<{ staffId: number; code: string }>(
      `SELECT staff_id AS staffId, region_code AS code FROM staff_region WHERE staff_id IN ${ids.sql}`,
      ids.params,
    ),
    ({ staffId }) => staffId,
  );
  return rows.map((row) => ({ ...row, regions: (regions.get(row.staffId) ?? []).map(({ code }) => code) }));
}

/** As members/shop-scope says for one who asks. */
function concerns(order: Late, { role, staffId, regions }: Taker): boolean {
  if (role === 'salesperson') return order.staffId === staffId;
  if (role !== 'manager' || regions.length === 0) return true;
  return regions.some((code) => order.regionCode?.startsWith(code));
}
