import type { CustomField } from '@dianquan/shared/contract/shops';

export type FieldValue = string | number | string[] | null;
/** One row of `shop_field_value`; several choices are several rows. */
export type StoredValue = { text: string | null; number: number | null };
export type ReadValue = { values: StoredValue[] } | { fault: string };

const MAX_TEXT = 500;
/** Far from where numbers lose their last digits. */
export const MAX_NUMBER = 1e15;

const text = (value: string): StoredValue => ({ text: value, number: null });

/**
 * A value as it is stored, or what is wrong with it. No rows: the field is empty. `kept` are the choices that the shop has already:
 * they stay allowed when the admin has taken them off the list.
 */
export function readValue(field: CustomField, value: FieldValue, kept: readonly string[] = []): ReadValue {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return { values: [] };
  const isOption = (choice: string) => field.options.includes(choice) || kept.includes(choice);
  switch (field.type) {
    case 'text': {
      if (typeof value !== 'string') return { fault: '应为文字' };
      const plain = value.trim();
      if (plain.length > MAX_TEXT) return { fault: `最多 ${MAX_TEXT} 个字` };
      return { values: plain === '' ? [] : [text(plain)] };
    }
    case 'number':
      if (typeof value !== 'number' || Math.abs(value) > MAX_NUMBER) return { fault: '应为数字' };
      return { values: [{ text: null, number: value }] };
    case 'date':
      return typeof value === 'string' && isDay(value) ? { values: [text(value)] } : { fault: '应为日期，如 2026-09-01' };
    case 'choice':
      return typeof value === 'string' && isOption(value)
        ? { values: [text(value)] }
        : { fault: `应为其中一项：${field.options.join('、')}` };
    case 'choices':
      if (!Array.isArray(value) || !value.every(isOption)) return { fault: `应从中选择：${field.options.join('、')}` };
      return { values: [...new Set(value)].map(text) };
  }
}

/** The rows of one field as the value that clients see. */
export function presentValue(type: CustomField['type'], rows: readonly StoredValue[]): FieldValue {
  if (rows.length === 0) return null;
  if (type === 'number') return rows[0]!.number;
  const texts = rows.map((row) => row.text ?? '');
  return type === 'choices' ? texts : texts[0]!;
}

export function sameValues(a: readonly StoredValue[], b: readonly StoredValue[]): boolean {
  const key = (rows: readonly StoredValue[]) => JSON.stringify(rows.map((row) => row.text ?? row.number).sort());
  return key(a) === key(b);
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
