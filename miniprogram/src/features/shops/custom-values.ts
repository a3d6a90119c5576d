import type { Answer } from '@/platform/contract';

export type CustomField = Answer<'customFields.list'>['items'][number];
export type CustomValue = Answer<'shops.get'>['customFields'][string];

/** A value as it is read; null when there is none. */
export function valueText(value: CustomValue | undefined): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join('、');
  return String(value);
}

/** What was typed into the field, as the API takes it. A number that is none stays text, so that the refusal names the field. */
export function valueFrom(field: CustomField, typed: string | string[]): CustomValue {
  if (Array.isArray(typed)) return typed;
  const plain = typed.trim();
  if (plain === '') return null;
  const number = Number(plain);
  return field.type === 'number' && Number.isFinite(number) ? number : plain;
}
