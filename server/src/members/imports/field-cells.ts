import type { CustomField } from '@dianquan/shared/contract/shops';
import { dayOf } from '../../platform/sheets/cell-text';
import { type ReadValue, readValue } from '../custom-fields/field-values';

/** A custom field's value out of a cell, where everything is text. */
export function readFieldCell(field: CustomField, text: string): ReadValue {
  switch (field.type) {
    case 'number': {
      const number = Number(text.replace(/[,，¥￥元\s]/g, ''));
      return Number.isFinite(number) ? readValue(field, number) : { fault: '应为数字' };
    }
    case 'date': {
      const day = dayOf(text);
      return day === null ? { fault: '不是有效的日期，请写成 2026-09-01' } : readValue(field, day);
    }
    case 'choices':
      return readValue(
        field,
        text
          .split(/[、,，;；/|]+/)
          .map((one) => one.trim())
          .filter(Boolean),
      );
    default:
      return readValue(field, text);
  }
}
