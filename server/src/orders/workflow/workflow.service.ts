import type { Answer } from '@dianquan/shared/contract/all';
import type { WorkflowSwitches } from '@dianquan/shared/contract/order-moves';
import type { Workflow } from '@dianquan/shared/workflow';
import { switchCounts } from '@dianquan/shared/workflow-switch';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, isDuplicate, type Sql, type Tx } from '../../platform/database/database';
import { Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import type { Input } from '../../platform/http/input';
import { Jobs } from '../../platform/jobs/jobs';
import { openOrderKinds } from './open-orders.query';
import { stepHours } from './step-hours.query';
import { WorkflowStore } from './workflow-store';

/** The switchboard: what holds, what a change would do, and the change itself. */
@Injectable()
export class WorkflowService {
  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly store: WorkflowStore,
  ) {}

  async get(sql: Sql = this.db): Promise<Answer<'orders.workflow'>> {
    const { id, workflow, setByStaffId, at } = await this.store.current(sql);
    const [by] = await sql.query<{ name: string }>('SELECT name FROM staff WHERE id = ?', [setByStaffId]);
    return {
      version: id,
      steps: workflow.steps as unknown as WorkflowSwitches,
      shopCancelUntil: workflow.shopCancelUntil,
      setAt: new Date(at).toISOString(),
      setBy: by?.name ?? null,
    };
  }

  async preview(steps: WorkflowSwitches): Promise<Answer<'orders.previewWorkflow'>> {
    const current = await this.store.current(this.db);
    const after: Workflow = { ...current.workflow, steps };
    const kinds = await openOrderKinds(this.db);
    const moves = switchCounts(kinds, current.workflow, after);
    return {
      moves: moves.flatMap(({ from, to, count }) => (from === 'agreement' ? [] : [{ from, to, orders: count }])),
      hours: await stepHours(this.db, this.clock.now()),
    };
  }

  /** Orders under way follow in the background; one that somebody acts on meanwhile follows at once. @throws Refused conflict */
  async set(me: StaffActor, { version, steps, shopCancelUntil }: Input<'orders.setWorkflow'>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const current = await this.store.current(tx);
      if (current.id !== version) throw new Refused('conflict', { version: current.id });
      const next: Workflow = { steps, shopCancelUntil: shopCancelUntil ?? current.workflow.shopCancelUntil };
      await this.write(tx, me, version + 1, next);
      await this.jobs.add(tx, 'orders.followWorkflow', { versionId: version + 1 });
      await this.audit.record(tx, me, 'orders.setWorkflow', `workflow:${version + 1}`, { before: current.workflow, after: next });
    });
  }

  /** Under the number after the one that was seen: of two at once only one can have it. */
  private async write(tx: Tx, me: StaffActor, id: number, { steps, shopCancelUntil }: Workflow): Promise<void> {
    try {
      await tx.execute('INSERT INTO workflow_version (id, steps, shop_cancel_until, set_by_staff_id, at) VALUES (?, ?, ?, ?, ?)', [
        id,
        JSON.stringify(steps),
        shopCancelUntil,
        me.staff.id,
        this.clock.now(),
      ]);
    } catch (error) {
      if (isDuplicate(error)) throw new Refused('conflict');
      throw error;
    }
  }
}
