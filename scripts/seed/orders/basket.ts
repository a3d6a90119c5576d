import type { Dice } from '../dice';
import type { PriceBook } from '../goods/price-book';
import type { Tastes } from '../goods/tastes';
import { pricesAt, type Sku } from '../goods/types';
import type { Shop } from '../story/types';
import type { DraftLine } from './types';

const KINDS: Record<string, number> = { A: 6.6, B: 4.4, C: 3.1, D: 2.2 };
/** Fen of an order, as a rule. */
const WORTH: Record<string, number> = { A: 340_000, B: 200_000, C: 115_000, D: 72_000 };
const REGULARLY = 0.82;

/** What goes into one order, at the prices of that day. */
export class Baskets {
  constructor(
    private readonly book: PriceBook,
    private readonly tastes: Tastes,
  ) {}

  fill(shop: Shop, at: number, dice: Dice): DraftLine[] {
    const level = shop.level ?? 'D';
    const kinds = Math.min(24, Math.max(1, Math.round(dice.skewed(KINDS[level]!, 0.45))));
    const share = dice.skewed(WORTH[level]!, 0.4) / kinds;
    const lines: DraftLine[] = [];
    const regulars = this.tastes.of(shop);
    for (let tries = kinds * 2; tries > 0 && lines.length < kinds; tries--) {
      const sku = dice.chance(REGULARLY) ? dice.pick(regulars) : this.tastes.any(shop, dice);
      if (lines.some((line) => line.sku === sku) || isOff(sku, at)) continue;
      lines.push(this.line(shop, sku, amountOf(sku, dice.skewed(share, 0.6)), at));
    }
    if (lines.length === 0) lines.push(this.line(shop, regulars.find((sku) => !isOff(sku, at))!, 1, at));
    return lines;
  }

  /** So many base units, in the largest unit that fits. */
  line(shop: Shop, sku: Sku, wanted: number, at: number): DraftLine {
    const base = Math.max(sku.minimum, Math.min(sku.maximum ?? 100_000, Math.max(1, Math.round(wanted / sku.step)) * sku.step));
    const larger = sku.units
      .filter(({ factor }) => base >= factor * 0.75 && factor % sku.step === 0 && factor <= (sku.maximum ?? factor))
      .at(-1);
    const factor = larger?.factor ?? 1;
    const quantity = larger ? Math.max(1, Math.round(base / factor)) : base;
    const { fen, rule, ladder, floored } = this.book.priceFor(shop, sku, quantity * factor, at);
    const { listFen, costFen } = pricesAt(sku, at);
    const unit = larger?.name ?? sku.baseUnit;
    return { sku, unit, factor, quantity, fen, listFen, costFen, rule: `${rule}${ladder ? '+' : ''}${floored ? '_' : ''}` };
  }
}

const isOff = ({ product, offSaleAt }: Sku, at: number): boolean =>
  (offSaleAt !== null && offSaleAt <= at) || (product.offSaleAt !== null && product.offSaleAt <= at) || product.hiddenFrom.length > 0;

/** Machines come in ones and twos. */
function amountOf(sku: Sku, fen: number): number {
  const wanted = fen / sku.listFen;
  return sku.listFen > 20_000 ? Math.min(3, wanted) : sku.listFen > 6_000 ? Math.min(12, wanted) : Math.min(3_000, wanted);
}
