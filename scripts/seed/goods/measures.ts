import type { Kind } from '../content/catalogue-text';
import type { Dice } from '../dice';
import type { Sku } from './types';

/** As price lists have it: whole yuan for machines, whole 角 for what costs some yuan, fen for screws. */
export function roundedFen(fen: number): number {
  const step = fen >= 10_000 ? 100 : fen >= 1_000 ? 50 : fen >= 200 ? 10 : 1;
  return Math.max(1, Math.round(fen / step) * step);
}

export function priceOfSku(fen: number, units: Kind['units'], dice: Dice): Pick<Sku, 'listFen' | 'costFen' | 'floorFen' | 'ladder'> {
  const listFen = roundedFen(fen);
  const costFen = Math.max(1, Math.round(listFen * (0.68 + dice.float() * 0.1)));
  const largest = units.at(-1);
  const isCheaperByBox = largest !== undefined && dice.chance(0.5);
  const ladder = isCheaperByBox
    ? [
        { from: largest.factor, fen: Math.round(listFen * 0.9) },
        { from: largest.factor * 5, fen: Math.round(listFen * 0.87) },
      ].filter((step, index, all) => step.fen < (all[index - 1]?.fen ?? listFen))
    : [];
  return { listFen, costFen, floorFen: Math.min(listFen, Math.round(costFen * 1.04)), ladder };
}

/** What is worth little is sold by the box only; pipes by the whole length. */
export function quantitiesOf(listFen: number, { baseUnit, units }: Kind, dice: Dice): Pick<Sku, 'minimum' | 'step' | 'maximum'> {
  const smallest = units[0]?.factor ?? 1;
  const step = (baseUnit === '米' && smallest <= 4) || (listFen < 150 && smallest <= 100) ? smallest : 1;
  return { minimum: step, step, maximum: listFen > 30_000 && dice.chance(0.08) ? 20 * step : null };
}

/** Thirteen digits with their check digit, of the range that shops give out themselves. */
export function barcodeOf(number: number): string {
  const digits = `20${String(4_170_000_000 + number * 37).padStart(10, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
