import type { Answer } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { Buyers } from './buyer';
import { type JudgedLine, type LineInput, totalOf } from './lines/judge';
import { Quotes } from './lines/quotes';
import { findOrder, linesOf, type OrderLineRow } from './order-rows';

type Repeated = Answer<'orders.repeat'>['lines'][number];

/** What an earlier order would be today. */
@Injectable()
export class RepeatService {
  constructor(
    private readonly db: Database,
    private readonly buyers: Buyers,
    private readonly quotes: Quotes,
  ) {}

  async repeat(me: Actor, orderId: number): Promise<Answer<'orders.repeat'>> {
    const order = await findOrder(this.db, me, orderId);
    const { view } = await this.buyers.of(this.db, me, order.shopId);
    const before = ((await linesOf(this.db, [orderId])).get(orderId) ?? []).filter(({ quantity }) => quantity > 0);
    const { lines } = await this.quotes.of(view, before.map(inputOf));
    const shown = lines.flatMap((line, i) => (line.sku === null ? [] : [{ line, was: before[i] as OrderLineRow }]));
    const views = await this.quotes.views(
      me,
      view,
      shown.map(({ line }) => line),
    );
    return {
      lines: views.map((one, i) => {
        const { line, was } = shown[i] as (typeof shown)[number];
        return { ...one, thenUnitFen: was.unitFen, changes: changesOf(line, was) };
      }),
      totalFen: totalOf(lines),
      thenTotalFen: before.reduce((sum, { totalFen }) => sum + totalFen, 0),
    };
  }
}

const inputOf = ({ skuId, unit, quantity, note }: OrderLineRow): LineInput => ({ skuId, unit, quantity, note });

function changesOf({ fault, factor, unitFen }: JudgedLine, was: OrderLineRow): Repeated['changes'] {
  const changes: Repeated['changes'] = [];
  if (fault?.code === 'sku_unavailable') return ['off_sale'];
  // A unit that is still called the same may hold more or less today.
  if (fault?.code === 'unit_unknown' || factor !== was.factor) changes.push('unit');
  if (unitFen !== null && unitFen !== was.unitFen) changes.push('price');
  if (fault?.code === 'quantity_invalid') changes.push('maximum');
  if (fault?.code === 'out_of_stock') changes.push('stock');
  return changes;
}
