import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, isDuplicate, type Tx } from '../../platform/database/database';
import { forUpdate } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';

type WarehouseView = Answer<'warehouses.create'>;
type Row = { id: number; name: string; address: string; position: number; closed_at: number | null };

const ROWS = 'SELECT id, name, address, position, closed_at FROM warehouse';

@Injectable()
export class WarehousesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** In the order in which they serve, closed ones last. */
  async list(): Promise<Answer<'warehouses.list'>> {
    const rows = await this.db.query<Row>(`${ROWS} ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, position, id`);
    return { items: rows.map(view) };
  }

  async create(me: StaffActor, { name, address, position }: Input<'warehouses.create'>): Promise<WarehouseView> {
    return this.db.transaction(async (tx) => {
      const { insertId } = await named(
        tx.execute('INSERT INTO warehouse (name, address, position, created_at) VALUES (?, ?, ?, ?)', [
          name,
          address,
          position,
          this.clock.now(),
        ]),
      );
      await this.audit.record(tx, me, 'warehouses.create', `warehouse:${insertId}`, { name, address, position });
      return view(await rowOf(tx, insertId));
    });
  }

  /** The ones named first, in that order; whatever is left out keeps its place behind them. @throws Invalid for one that isn't there */
  async setOrder(me: StaffActor, { ids }: Input<'warehouses.setOrder'>): Promise<Answer<'warehouses.list'>> {
    await this.db.transaction(async (tx) => {
      const rows = await tx.query<Row>(`${ROWS} ORDER BY position, id${forUpdate(tx)}`);
      const strange = ids.findIndex((id, i) => ids.indexOf(id) !== i || !rows.some((row) => row.id === id));
      if (strange >= 0) throw new Invalid({ field: `ids.${strange}`, rule: 'not_found', zh: '仓库不存在，或写了两次' });
      const order = [...ids, ...rows.map(({ id }) => id).filter((id) => !ids.includes(id))];
      for (const [position, id] of order.entries()) await tx.execute('UPDATE warehouse SET position = ? WHERE id = ?', [position, id]);
      await this.audit.record(tx, me, 'warehouses.setOrder', 'warehouses', { ids });
    });
    return this.list();
  }

  /** @throws Refused warehouse_not_empty when one is to be closed that holds anything, promised or not */
  async update(me: StaffActor, { id, closed, ...fields }: Input<'warehouses.update'>): Promise<WarehouseView> {
    return this.db.transaction(async (tx) => {
      const row = await rowOf(tx, id, true);
      if (closed && row.closed_at === null) await refuseHolding(tx, id);
      const { name, address, position } = { ...row, ...fields };
      const closedAt = closed === undefined ? row.closed_at : closed ? (row.closed_at ?? this.clock.now()) : null;
      await named(
        tx.execute('UPDATE warehouse SET name = ?, address = ?, position = ?, closed_at = ? WHERE id = ?', [
          name,
          address,
          position,
          closedAt,
          id,
        ]),
      );
      await this.audit.record(tx, me, 'warehouses.update', `warehouse:${id}`, { ...fields, closed });
      return view(await rowOf(tx, id));
    });
  }
}

async function rowOf(tx: Tx, id: number, lock = false): Promise<Row> {
  const [row] = await tx.query<Row>(`${ROWS} WHERE id = ?${lock ? forUpdate(tx) : ''}`, [id]);
  if (!row) throw new NotFound();
  return row;
}

async function refuseHolding(tx: Tx, id: number): Promise<void> {
  const [held] = await tx.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM stock WHERE warehouse_id = ? AND (available <> 0 OR reserved <> 0)',
    [id],
  );
  if (held && held.n > 0) throw new Refused('warehouse_not_empty', { skus: held.n });
}

async function named<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw isDuplicate(error) ? new Refused('warehouse_duplicate') : error;
  }
}

function view({ id, name, address, position, closed_at }: Row): WarehouseView {
  return { id, name, address, position, closedAt: closed_at === null ? null : new Date(closed_at).toISOString() };
}
