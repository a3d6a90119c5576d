import type { Input } from '@dianquan/shared/contract/all';
import type { CustomField } from '@dianquan/shared/contract/shops';
import type { FieldFault } from '@dianquan/shared/errors';
import { readValue, type StoredValue } from '../custom-fields/field-values';
import { isRegion } from '../regions/regions';
import { normalizePhone } from './phone-number';
import type { Contact } from './shop-parts';

export type ShopInput = Omit<Input<'shops.update'>, 'id'>;

/** The columns of `shop` that a person may write. */
export type ShopColumns = {
  code: string | null;
  name: string;
  trade: string | null;
  level: string | null;
  status: string;
  region_code: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  owner_staff_id: number | null;
};

/** What is given as it is stored; what is not given stays as it was. */
export function columnsOf(input: ShopInput, before: ShopColumns): ShopColumns {
  const given = <T>(value: T | undefined, old: T): T => (value === undefined ? old : value);
  return {
    code: given(input.code, before.code),
    name: given(input.name, before.name),
    trade: given(input.trade, before.trade),
    level: given(input.level, before.level),
    status: given(input.status, before.status),
    region_code: given(input.regionCode, before.region_code),
    address: given(input.address, before.address) || null,
    latitude: given(input.latitude, before.latitude),
    longitude: given(input.longitude, before.longitude),
    phone: input.phone ? normalizePhone(input.phone) : given(input.phone, before.phone),
    owner_staff_id: given(input.ownerStaffId, before.owner_staff_id),
  };
}

export function contactsOf(input: ShopInput): Contact[] | undefined {
  return input.contacts?.map(({ name, phone, note }) => ({ name, phone: normalizePhone(phone) ?? phone, note: note || null }));
}

/** What the contract cannot say about single fields. */
export function shopFaults(input: ShopInput, after: ShopColumns): FieldFault[] {
  const faults: FieldFault[] = [];
  if (input.regionCode && !isRegion(input.regionCode)) faults.push({ field: 'regionCode', rule: 'not_found', zh: '没有这个区域' });
  if ((after.latitude === null) !== (after.longitude === null)) {
    const field = after.latitude === null ? 'latitude' : 'longitude';
    faults.push({ field, rule: 'required', zh: '纬度和经度要一起填写' });
  }
  return faults;
}

/**
 * Reads the custom fields given. A required field must have a value afterwards; that is asked of a new shop, and of a change that
 * touches custom fields at all, so that tagging an imported shop does not fail for what the sheet did not have.
 */
export function readCustomFields(
  given: ShopInput['customFields'],
  fields: readonly CustomField[],
  before: ReadonlyMap<number, readonly StoredValue[]>,
  isNew: boolean,
): { values: Map<number, StoredValue[]>; faults: FieldFault[] } {
  const values = new Map<number, StoredValue[]>();
  const faults: FieldFault[] = [];
  for (const [key, value] of Object.entries(given ?? {})) {
    const field = fields.find(({ id }) => String(id) === key);
    if (!field) {
      faults.push({ field: `customFields.${key.slice(0, 40)}`, rule: 'not_found', zh: '没有这个自定义字段' });
      continue;
    }
    const kept = (before.get(field.id) ?? []).flatMap((stored) => stored.text ?? []);
    const read = readValue(field, value, kept);
    if ('fault' in read) faults.push({ field: `customFields.${key}`, rule: 'format', zh: `${field.label}${read.fault}` });
    else values.set(field.id, read.values);
  }
  if (given === undefined && !isNew) return { values, faults };
  for (const field of fields) {
    const has = (values.get(field.id) ?? before.get(field.id) ?? []).length > 0;
    if (field.required && !has && !faults.some((fault) => fault.field === `customFields.${field.id}`)) {
      faults.push({ field: `customFields.${field.id}`, rule: 'required', zh: `请填写${field.label}` });
    }
  }
  return { values, faults };
}
