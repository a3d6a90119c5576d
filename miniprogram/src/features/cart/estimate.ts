import type { CartView } from '@dianquan/shared/contract/cart';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { factorOf } from './quantities';

export type CartLine = CartView['lines'][number];
/** What a person wants of a SKU and the server may not know yet. */
export type Wanted = { sku: SkuView; productName: string; picture: CartLine['picture']; unit: string; quantity: number; note: string };

/** Fen for one base unit at a quantity: what the server said, or less where the ladder reaches. Until the server has counted. */
export function baseFenAt(price: NonNullable<SkuView['price']>, base: number): number {
  const reached = price.ladder.filter(({ from }) => from <= base).map(({ fen }) => fen);
  return Math.min(price.fen, ...reached);
}

/** The lines as the person sees them: the server's, with what was tapped since. */
export function shownLines(lines: readonly CartLine[], wanted: Readonly<Record<number, Wanted>>): CartLine[] {
  const known = new Set(lines.map(({ sku }) => sku.id));
  const fresh = Object.values(wanted).filter(({ sku }) => !known.has(sku.id));
  return [
    ...lines.map((line) => {
      const want = wanted[line.sku.id];
      return want ? lineOf(want, line) : line;
    }),
    ...fresh.map((want) => lineOf(want)),
  ].filter(({ quantity }) => quantity > 0);
}

function lineOf(want: Wanted, old?: CartLine): CartLine {
  const { sku, unit, quantity } = want;
  const factor = factorOf(sku, unit);
  const base = quantity * factor;
  const fen = sku.price && baseFenAt(sku.price, base);
  return {
    ...want,
    factor,
    unitFen: fen === null ? null : fen * factor,
    totalFen: fen === null ? null : fen * base,
    fault: old?.unit === unit && old.quantity === quantity ? old.fault : null,
  };
}

export const sumOf = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { totalFen, fault }) => sum + (fault ? 0 : (totalFen ?? 0)), 0);
