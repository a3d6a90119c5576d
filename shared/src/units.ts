import type { FieldFault } from './errors.js';
import { countText } from './money.js';
import { MAX_BASE_QUANTITY } from './price.js';

/** `factor` is how many base units one holds: 箱 = 12 瓶. The base unit itself has 1. A SKU's units have different names. */
export type SkuUnit = { name: string; factor: number };
/** In base units. What is ordered is a multiple of `step`, at least `minimum`, at most `maximum` (null = as much as there is). */
export type QuantityRules = { minimum: number; step: number; maximum: number | null };

export type QuantityFaultCode = 'unknown_unit' | 'not_whole' | 'not_positive' | 'below_minimum' | 'off_step' | 'above_maximum';
/** Fits into a `FieldFault`: `{ field: 'lines.0.quantity', ...fault }`. `min` and `max` are in base units. */
export type QuantityFault = Omit<FieldFault, 'field'> & { code: QuantityFaultCode; step?: number };
export type QuantityCheck = { base: number; factor: number; fault: null } | { base: null; factor: null; fault: QuantityFault };

/** Whole units → base units. Throws a RangeError for what isn't a whole number or is beyond what one line may hold. */
export function baseQuantity(quantity: number, factor: number): number {
  const base = quantity * factor;
  if (!isWhole(quantity) || !isWhole(factor) || factor < 1 || Math.abs(base) > MAX_BASE_QUANTITY) {
    throw new RangeError('a quantity is no whole number of units, or too large');
  }
  return base;
}

/** How much was asked for, in base units, or what is wrong with it. `units` are the SKU's. */
export function checkQuantity(quantity: number, unit: string, units: readonly SkuUnit[], rules: QuantityRules): QuantityCheck {
  const chosen = units.find((candidate) => candidate.name === unit);
  if (!chosen) {
    const options = units.map((candidate) => candidate.name);
    return refuse({ code: 'unknown_unit', rule: 'one_of', options, zh: `没有“${unit}”这个单位，可选：${options.join('、')}` });
  }
  const smallest = leastQuantity(rules);
  if (!isWhole(quantity)) {
    return refuse({ code: 'not_whole', rule: 'type', zh: `请填写整数，不能有半${unit}${hintSmaller(chosen, units)}` });
  }
  if (quantity <= 0) {
    return refuse({ code: 'not_positive', rule: 'too_small', min: smallest, zh: `数量要大于 0，至少订 ${unitText(smallest, units)}` });
  }
  const base = quantity * chosen.factor;
  const { step } = rules;
  const largest = mostQuantity(rules);
  if (base > largest) {
    return refuse({ code: 'above_maximum', rule: 'too_large', max: largest, zh: `一次最多订 ${unitText(largest, units)}` });
  }
  if (base < smallest) {
    return refuse({ code: 'below_minimum', rule: 'too_small', min: smallest, zh: `至少订 ${unitText(smallest, units)}` });
  }
  if (base % step !== 0) {
    const near = [nearestQuantity(base, rules, 'down'), nearestQuantity(base, rules, 'up')].filter((choice) => choice % step === 0);
    const choices = [...new Set(near)].map((choice) => unitText(choice, units)).join('或 ');
    return refuse({ code: 'off_step', rule: 'other', step, zh: `要按 ${unitText(step, units)} 的倍数订，可改为 ${choices}` });
  }
  return { base, factor: chosen.factor, fault: null };
}

/** The least that may be ordered: the first multiple of the step that reaches the minimum. Base units. */
export const leastQuantity = ({ minimum, step }: QuantityRules): number => Math.ceil(Math.max(1, minimum) / step) * step;

/** The most that may be ordered on one line: the last multiple of the step within the maximum. Base units; 0 when nothing fits. */
export const mostQuantity = ({ step, maximum }: QuantityRules): number =>
  Math.floor(Math.min(maximum ?? MAX_BASE_QUANTITY, MAX_BASE_QUANTITY) / step) * step;

/** The quantity that may be ordered next to one that may not (for a stepper), never outside of the limits. Base units. */
export function nearestQuantity(base: number, rules: QuantityRules, direction: 'down' | 'up'): number {
  const steps = direction === 'down' ? Math.floor(base / rules.step) : Math.ceil(base / rules.step);
  return Math.max(leastQuantity(rules), Math.min(mostQuantity(rules), steps * rules.step));
}

/** Base units as a person counts them, largest units first: `2 箱 3 瓶（27 瓶）`; in the base unit alone: `3 瓶`. */
export function unitText(base: number, units: readonly SkuUnit[]): string {
  const baseUnit = units.find((unit) => unit.factor === 1)?.name ?? '';
  const plain = `${countText(base)} ${baseUnit}`.trim();
  let rest = Math.abs(base);
  const parts: string[] = [];
  for (const unit of [...units].sort((a, b) => b.factor - a.factor)) {
    const count = Math.floor(rest / unit.factor);
    if (count === 0) continue;
    parts.push(`${countText(count)} ${unit.name}`);
    rest -= count * unit.factor;
  }
  // Without a base unit the rest has no name: then only the plain count is right.
  if (rest > 0 || rest === Math.abs(base)) return plain;
  const counted = `${base < 0 ? '-' : ''}${parts.join(' ')}`;
  return counted === plain ? plain : `${counted}（${plain}）`;
}

function hintSmaller(chosen: SkuUnit, units: readonly SkuUnit[]): string {
  const smaller = units.filter((unit) => unit.factor < chosen.factor).sort((a, b) => a.factor - b.factor)[0];
  return smaller ? `；可以按${smaller.name}订` : '';
}

/** Beyond what a number holds exactly, a fraction can no longer be told from a whole. */
const isWhole = (value: number): boolean => Number.isSafeInteger(value);
const refuse = (fault: QuantityFault): QuantityCheck => ({ base: null, factor: null, fault });
