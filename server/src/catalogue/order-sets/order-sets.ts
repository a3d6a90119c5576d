import { Injectable } from '@nestjs/common';
import type { Sql, Tx } from '../../platform/database/sql';

export type OrderSetKind = 'announcement' | 'post';

/** What announcements and posts offer to order, for the rooms above. */
@Injectable()
export class OrderSets {
  /** None where nothing is offered. */
  async skusOf(sql: Sql, kind: OrderSetKind, subjectId: number): Promise<number[]> {
    const rows = await sql.query<{ id: number }>(
      'SELECT sku_id AS id FROM order_set_sku WHERE kind = ? AND subject_id = ? ORDER BY sku_id',
      [kind, subjectId],
    );
    return rows.map(({ id }) => id);
  }

  /** With what offered it. */
  async remove(tx: Tx, kind: OrderSetKind, subjectId: number): Promise<void> {
    await tx.execute('DELETE FROM order_set_sku WHERE kind = ? AND subject_id = ?', [kind, subjectId]);
    await tx.execute('DELETE FROM order_set WHERE kind = ? AND subject_id = ?', [kind, subjectId]);
  }
}
