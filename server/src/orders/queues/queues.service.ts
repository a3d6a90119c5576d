import type { Answer } from '@dianquan/shared/contract/all';
import type { StaffRole } from '@dianquan/shared/roles';
import { COMPLETION_ROLES, SWITCHABLE_STEPS, type Workflow } from '@dianquan/shared/workflow';
import { Injectable } from '@nestjs/common';
import { TradeSettingsStore } from '../../catalogue/settings/trade-settings';
import { shopScope } from '../../members/shop-scope';
import { Clock } from '../../platform/clock';
import { Database, inList } from '../../platform/database/database';
import type { Fragment } from '../../platform/database/sql';
import { hasRole, type StaffActor } from '../../platform/http/actor';
import { WorkflowStore } from '../workflow/workflow-store';
import { tookUp } from './waiting-orders';

type Queues = Answer<'orders.queues'>['items'];
type Queue = Queues[number];
type Counted = { waiting: number; overdue: number | null; oldest: number | null };

/** What waits for whom: one entry for everything that the person may do, also where nothing waits. */
@Injectable()
export class QueuesService {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly settings: TradeSettingsStore,
    private readonly store: WorkflowStore,
  ) {}

  async of(me: StaffActor): Promise<Queues> {
    const { workflow } = await this.store.current(this.db);
    const queues = await this.steps(me, workflow);
    if (hasRole(me, 'finance', 'admin')) queues.push(await this.offlinePayments(me), await this.objections(me));
    if (hasRole(me, 'office', 'manager', 'warehouse', 'admin')) queues.push(await this.returns(me));
    if (hasRole(me, 'manager', 'admin')) queues.push(await this.priceReviews(me));
    return queues;
  }

  private async steps(me: StaffActor, workflow: Workflow): Promise<Queues> {
    const mine = stepsOf(me.staff.roles, workflow);
    const scope = shopScope(me, 's');
    const waiting = tookUp(me);
    const steps = inList(mine);
    const rows = await this.db.query<Counted & { step: string }>(
      `SELECT o.next_step AS step, COUNT(*) AS waiting, SUM(CASE WHEN o.due_at < ? THEN 1 ELSE 0 END) AS overdue, MIN(o.state_at) AS oldest
       FROM shop_order o JOIN shop s ON s.id = o.shop_id WHERE o.next_step IN ${steps.sql} AND ${waiting.sql} AND ${scope.sql} GROUP BY o.next_step`,
      [this.clock.now(), ...steps.params, ...waiting.params, ...scope.params],
    );
    return mine.map((step) =>
      queue(
        step,
        rows.find((row) => row.step === step),
      ),
    );
  }

  private async offlinePayments(me: StaffActor): Promise<Queue> {
    // Who took the money down doesn't confirm it.
    const where = `p.method = 'offline' AND p.state = 'waiting' AND (p.account_id IS NULL OR p.account_id <> ?)`;
    return this.count(
      me,
      'offlinePayment',
      { sql: `payment p JOIN shop s ON s.id = p.shop_id WHERE ${where}`, params: [me.accountId] },
      'p.created_at',
    );
  }

  private objections(me: StaffActor): Promise<Queue> {
    return this.count(
      me,
      'objection',
      { sql: 'statement_answer a JOIN shop s ON s.id = a.shop_id WHERE a.unanswered > 0', params: [] },
      'a.at',
    );
  }

  private async returns(me: StaffActor): Promise<Queue> {
    const states = inList([
      ...(hasRole(me, 'office', 'manager', 'admin') ? ['requested'] : []),
      ...(hasRole(me, 'office', 'warehouse', 'admin') ? ['approved'] : []),
    ]);
    const from = `return_request r JOIN shop s ON s.id = r.shop_id WHERE r.state IN ${states.sql}`;
    return this.count(me, 'return', { sql: from, params: states.params }, 'COALESCE(r.decided_at, r.requested_at)');
  }

  private async priceReviews(me: StaffActor): Promise<Queue> {
    const { guardPermille } = await this.settings.get(this.db);
    const moved = (now: string, then: string) => `ABS(k.${now} - c.${then}) * 1000 > ? * c.${then}`;
    const from = `customer_price c JOIN sku k ON k.id = c.sku_id JOIN shop s ON s.id = c.shop_id
      WHERE (c.until_at IS NULL OR c.until_at > ?) AND (${moved('list_fen', 'list_fen_then')}
        OR (c.cost_fen_then IS NOT NULL AND k.cost_fen IS NOT NULL AND ${moved('cost_fen', 'cost_fen_then')}))`;
    return this.count(me, 'priceReview', { sql: from, params: [this.clock.now(), guardPermille, guardPermille] }, 'c.set_at');
  }

  private async count(me: StaffActor, step: Queue['step'], from: Fragment, since: string): Promise<Queue> {
    const scope = shopScope(me, 's');
    const [row] = await this.db.query<Counted>(
      `SELECT COUNT(*) AS waiting, 0 AS overdue, MIN(${since}) AS oldest FROM ${from.sql} AND ${scope.sql}`,
      [...from.params, ...scope.params],
    );
    return queue(step, row);
  }
}

/** In the order in which they are taken. */
export function stepsOf(roles: readonly StaffRole[], { steps }: Workflow): Queue['step'][] {
  const may = (given: readonly StaffRole[]) => roles.some((role) => role === 'admin' || given.includes(role));
  const mine: Queue['step'][] = SWITCHABLE_STEPS.filter((step) => may(steps[step].roles));
  return may(COMPLETION_ROLES) ? [...mine, 'completion'] : mine;
}

function queue(step: Queue['step'], row: Counted | undefined): Queue {
  const oldest = row?.oldest ?? null;
  return {
    step,
    waiting: row?.waiting ?? 0,
    overdue: row?.overdue ?? 0,
    oldestAt: oldest === null ? null : new Date(oldest).toISOString(),
  };
}
