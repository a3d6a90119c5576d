import type { Workflow } from '@dianquan/shared/workflow';
import { DEFAULT_WORKFLOW } from '@dianquan/shared/workflow-switch';
import { Injectable } from '@nestjs/common';
import { hotRows } from '../../catalogue/hot-rows';
import type { Sql } from '../../platform/database/sql';

export type WorkflowVersion = { id: number; workflow: Workflow; setByStaffId: number | null; at: number };
type Row = { id: number; steps: string; shopCancelUntil: Workflow['shopCancelUntil']; setByStaffId: number | null; at: number };

const COLUMNS = 'id, steps, shop_cancel_until AS shopCancelUntil, set_by_staff_id AS setByStaffId, at';
/** What holds while the supplier has set nothing. */
const FIRST: WorkflowVersion = { id: 0, workflow: DEFAULT_WORKFLOW, setByStaffId: null, at: 0 };

/** Every setting of the switches that there has been; an order names the one that it goes by. */
@Injectable()
export class WorkflowStore {
  /** A version never changes once it is written. */
  private readonly known = new Map<number, WorkflowVersion>([[0, FIRST]]);

  async current(sql: Sql): Promise<WorkflowVersion> {
    const [row] = await hotRows<[id: number | null]>(sql, 'SELECT MAX(id) AS id FROM workflow_version', []);
    return this.get(sql, row?.[0] ?? 0);
  }

  async get(sql: Sql, id: number): Promise<WorkflowVersion> {
    const known = this.known.get(id);
    if (known) return known;
    const [row] = await sql.query<Row>(`SELECT ${COLUMNS} FROM workflow_version WHERE id = ?`, [id]);
    if (!row) throw new Error(`there is no workflow version ${id}`);
    const version: WorkflowVersion = {
      id: row.id,
      workflow: { steps: JSON.parse(row.steps) as Workflow['steps'], shopCancelUntil: row.shopCancelUntil },
      setByStaffId: row.setByStaffId,
      at: row.at,
    };
    this.known.set(id, version);
    return version;
  }
}
