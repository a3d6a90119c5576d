import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql';
import { goodsOf, unitsOf, worthOf } from '../goods/order-goods';
import { Reservations } from '../goods/reservations';
import type { OpenOrder } from '../order-moves';
import { Amendments } from './amendments';
import { OrderRefunds } from './refunds';

/** What was not sent will not be: the order becomes what has left, and no more is owed for it. */
@Injectable()
export class DroppedRest {
  constructor(
    private readonly amendments: Amendments,
    private readonly refunds: OrderRefunds,
    private readonly reservations: Reservations,
  ) {}

  async cut(tx: Tx, open: OpenOrder): Promise<OpenOrder> {
    const { id } = open.record;
    for (const line of await goodsOf(tx, [id])) {
      if (line.shipped === unitsOf(line)) continue;
      const whole = line.shipped % line.factor === 0;
      // Half a box can't be counted in boxes: the line goes on in its base unit.
      const unit = whole ? line : await this.baseOf(tx, line);
      await tx.execute(
        'UPDATE order_line SET unit = ?, factor = ?, quantity = ?, unit_fen = ?, total_fen = ?, before_quantity = ?, before_unit_fen = ? WHERE order_id = ? AND line = ?',
        [
          unit.unit,
          unit.factor,
          line.shipped / unit.factor,
          worthOf(line, unit.factor),
          worthOf(line, line.shipped),
          whole ? line.quantity : null,
          whole ? line.unitFen : null,
          id,
          line.line,
        ],
      );
    }
    await this.reservations.fit(tx, id);
    const fresh = await this.amendments.retotal(tx, open);
    await this.refunds.refundSurplus(tx, fresh.record, '剩余不发退款');
    return fresh;
  }

  private async baseOf(tx: Tx, { skuId }: { skuId: number }): Promise<{ unit: string; factor: number }> {
    const [row] = await tx.query<{ unit: string }>('SELECT base_unit AS unit FROM sku WHERE id = ?', [skuId]);
    return { unit: row?.unit ?? '件', factor: 1 };
  }
}
