import type { SkuView } from '@dianquan/shared/contract/skus';
import { checkQuantity, leastQuantity, mostQuantity } from '@dianquan/shared/units';

export type Countable = Pick<SkuView, 'units' | 'minimum' | 'step' | 'maximum'>;
/** What a stepper may show in one unit; `most` is 0 where nothing of this unit can be ordered. */
export type Counting = { least: number; step: number; most: number };

export function factorOf(sku: Pick<SkuView, 'units'>, unit: string): number {
  return sku.units.find(({ name }) => name === unit)?.factor ?? 1;
}

/** The rules are in base units; whole boxes that keep to them are counted here. */
export function countingOf(sku: Countable, unit: string): Counting {
  const factor = factorOf(sku, unit);
  const step = sku.step / common(sku.step, factor);
  const least = Math.ceil(Math.ceil(leastQuantity(sku) / factor) / step) * step;
  const most = Math.floor(Math.floor(mostQuantity(sku) / factor) / step) * step;
  return { least, step, most: most >= least ? most : 0 };
}

/** One tap on plus or minus: onto the next quantity that may be ordered, from nothing to the least, from the least to nothing. */
export function stepped(quantity: number, { least, step, most }: Counting, direction: 1 | -1): number {
  if (direction === 1) return quantity < least ? least : Math.min(most, (Math.floor(quantity / step) + 1) * step);
  const lower = (Math.ceil(quantity / step) - 1) * step;
  return lower < least ? 0 : Math.min(lower, most);
}

/** The same goods in another unit, rounded up where they don't fill whole ones. */
export function converted(quantity: number, sku: Countable, from: string, to: string): number {
  if (quantity === 0) return 0;
  const counting = countingOf(sku, to);
  const whole = Math.ceil((quantity * factorOf(sku, from)) / factorOf(sku, to));
  return Math.min(counting.most, Math.max(counting.least, Math.ceil(whole / counting.step) * counting.step));
}

/** What a person typed: a quantity, 0 for none, or the sentence that says what is wrong with it. */
export function typedQuantity(typed: string, sku: Countable, unit: string): { quantity: number } | { fault: string } {
  const text = typed.trim();
  if (/^0*$/.test(text)) return { quantity: 0 };
  const quantity = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  const { fault } = checkQuantity(quantity, unit, sku.units, sku);
  return fault ? { fault: fault.zh } : { quantity };
}

const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
