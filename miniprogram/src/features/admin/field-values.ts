import type { Answer } from '@/platform/contract';

export type CustomField = Answer<'customFields.list'>['items'][number];
export type FieldType = CustomField['type'];
export const FIELD_TYPES: { key: FieldType; label: string }[] = [
  { key: 'text', label: '文字' },
  { key: 'number', label: '数字' },
  { key: 'date', label: '日期' },
  { key: 'choice', label: '单选' },
  { key: 'choices', label: '多选' },
];
export type FieldValues = { label: string; type: FieldType; options: string; required: boolean };
export const NEW_FIELD: FieldValues = { label: '', type: 'text', options: '', required: false };

export const typeText = (type: FieldType): string => FIELD_TYPES.find(({ key }) => key === type)?.label ?? type;
export const hasOptions = (type: FieldType): boolean => type === 'choice' || type === 'choices';

export function valuesOf({ label, type, options, required }: CustomField): FieldValues {
  return { label, type, options: options.join('\n'), required };
}

/** One choice a line. */
export function fieldBody({ label, type, options, required }: FieldValues) {
  const choices = [
    ...new Set(
      options
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  return { label: label.trim(), type, options: hasOptions(type) ? choices : [], required };
}

/** The fields in their new order when one goes a place up: only those whose number changes have to be written. */
export function movedUp(fields: CustomField[], at: number): { id: number; position: number }[] {
  const order = fields.map(({ id }) => id);
  const [moved] = order.splice(at, 1);
  if (moved === undefined || at === 0) return [];
  order.splice(at - 1, 0, moved);
  return order
    .map((id, position) => ({ id, position }))
    .filter(({ id, position }) => fields.find((field) => field.id === id)?.position !== position);
}
