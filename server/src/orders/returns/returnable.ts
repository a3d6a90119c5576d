import type { OrderView } from '@dianquan/shared/contract/orders';
import { type ReturnRule, returnableUnits, returnDays, returnUntil } from '@dianquan/shared/return-rule';
import type { OrderLineRow, OrderParts } from '../order-rows';
import { returnFactsOf } from './return-rows';

/** What of an order may still be asked back at this moment, and by which rule. */
export class Returnable {
  private readonly sentAt: number | null;

  constructor(
    private readonly parts: Pick<OrderParts, 'shipments' | 'returns'>,
    private readonly rule: ReturnRule,
    private readonly now: number,
  ) {
    this.sentAt = parts.shipments.reduce<number | null>((last, { shippedAt }) => Math.max(last ?? shippedAt, shippedAt), null);
  }

  /** Base units of a line. */
  ofLine(line: OrderLineRow): OrderView['lines'][number]['returnable'] {
    return { unsold: this.units('return', line), damaged: this.units('damage', line) };
  }

  view(): OrderView['returnRule'] {
    return {
      days: this.rule.days,
      sharePermille: this.rule.sharePermille,
      until: this.until('return'),
      damageDays: returnDays('damage', this.rule),
      damageUntil: this.until('damage'),
    };
  }

  private units(kind: 'return' | 'damage', line: OrderLineRow): number {
    const isOpen = this.sentAt !== null && this.now <= returnUntil(kind, this.sentAt, this.rule);
    return isOpen ? returnableUnits(kind, returnFactsOf(line, this.parts.returns), this.rule) : 0;
  }

  private until(kind: 'return' | 'damage'): string | null {
    return this.sentAt === null ? null : new Date(returnUntil(kind, this.sentAt, this.rule)).toISOString();
  }
}
