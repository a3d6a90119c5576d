import type { FieldFault } from '@dianquan/shared/errors';
import { labelOf } from '@dianquan/shared/field-labels';

/** Deeper than anything in the contract; keeps recursive schemas from exhausting the stack. */
const MAX_DEPTH = 24;
const MAX_FAULTS = 20;
/** With the `u` flag a proper pair is one character, so only a lone half matches. */
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * What no field may hold, whatever its schema: NUL (databases and C libraries end a text there), half a surrogate pair (it can't be
 * stored as UTF-8, so it would not come back as it was sent), and nesting without end.
 */
export function textFaults(value: unknown): FieldFault[] {
  const faults: FieldFault[] = [];
  inspect(value, [], faults);
  return faults;
}

function inspect(value: unknown, path: PropertyKey[], faults: FieldFault[]): void {
  if (typeof value === 'string') {
    if (!isPlain(value)) refuse(path, 'format', '含有无法保存的字符，请删除后再试', faults);
    return;
  }
  if (typeof value !== 'object' || value === null || faults.length >= MAX_FAULTS) return;
  if (path.length >= MAX_DEPTH) {
    refuse(path.slice(0, 1), 'too_large', '层次太深', faults);
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) inspectChild(value[i], i, path, faults);
    return;
  }
  for (const key of Object.keys(value)) {
    if (isPlain(key)) inspectChild((value as Record<string, unknown>)[key], key, path, faults);
    else refuse(path, 'format', '含有无法保存的字符，请删除后再试', faults);
  }
}

function inspectChild(value: unknown, key: PropertyKey, path: PropertyKey[], faults: FieldFault[]): void {
  path.push(key);
  inspect(value, path, faults);
  path.pop();
}

function isPlain(text: string): boolean {
  return !text.includes('\u0000') && !HALF_PAIR.test(text);
}

function refuse(path: PropertyKey[], rule: FieldFault['rule'], zh: string, faults: FieldFault[]): void {
  faults.push({ field: path.map(String).join('.'), rule, zh: `${labelOf(path)}${zh}` });
}
