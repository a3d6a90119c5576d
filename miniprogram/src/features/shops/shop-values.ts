import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import type { Region } from '@/components/region-picker';
import type { Answer, Input } from '@/platform/contract';
import { type CustomField, type CustomValue, valueFrom, valueText } from './custom-values';

export type ContactDraft = { name: string; phone: string; note: string };
/** A shop as it stands in the form: everything is text until it is sent. */
export type ShopValues = {
  name: string;
  code: string;
  phone: string;
  trade: string;
  level: ShopLevel | null;
  status: ShopStatus;
  region: Region | null;
  address: string;
  place: { latitude: number; longitude: number } | null;
  ownerStaffId: number | null;
  tags: string;
  contacts: ContactDraft[];
  customFields: Record<string, string | string[]>;
};
export const NEW_SHOP: ShopValues = {
  name: '',
  code: '',
  phone: '',
  trade: '',
  level: null,
  status: 'prospect',
  region: null,
  address: '',
  place: null,
  ownerStaffId: null,
  tags: '',
  contacts: [],
  customFields: {},
};

export function valuesOf(shop: Answer<'shops.get'>): ShopValues {
  const { latitude, longitude, regionCode, customFields } = shop;
  return {
    name: shop.name,
    code: shop.code ?? '',
    phone: shop.phone ?? '',
    trade: shop.trade ?? '',
    level: shop.level,
    status: shop.status,
    region: regionCode === null ? null : { code: regionCode, name: shop.regionName ?? regionCode },
    address: shop.address ?? '',
    place: latitude === null || longitude === null ? null : { latitude, longitude },
    ownerStaffId: shop.ownerStaffId,
    tags: shop.tags.join(' '),
    contacts: shop.contacts.map(({ name, phone, note }) => ({ name, phone, note: note ?? '' })),
    customFields: Object.fromEntries(
      Object.entries(customFields).map(([id, value]) => [id, Array.isArray(value) ? value : (valueText(value) ?? '')]),
    ),
  };
}

/** What the form holds, as the API takes it; an emptied field is taken off the shop. */
export function shopBody(values: ShopValues, fields: CustomField[]): Input<'shops.create'>['body'] {
  const text = (typed: string) => typed.trim() || null;
  return {
    name: values.name.trim(),
    code: text(values.code),
    phone: text(values.phone),
    trade: text(values.trade),
    level: values.level,
    status: values.status,
    regionCode: values.region?.code ?? null,
    address: text(values.address),
    latitude: values.place?.latitude ?? null,
    longitude: values.place?.longitude ?? null,
    ownerStaffId: values.ownerStaffId,
    tags: tagsFrom(values.tags),
    contacts: values.contacts.map(({ name, phone, note }) => ({ name: name.trim(), phone: phone.trim(), note: note.trim() || undefined })),
    customFields: customFrom(values.customFields, fields),
  };
}

/** Only what is different is sent, so that two people who mend different fields do not undo each other. */
export function shopChanges(now: Input<'shops.create'>['body'], before: Input<'shops.create'>['body']): Input<'shops.update'>['body'] {
  return Object.fromEntries(
    Object.entries(now).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before])),
  );
}

/** Apart by spaces or by commas of either kind; each once. */
export function tagsFrom(typed: string): string[] {
  return [...new Set(typed.split(/[\s,，、]+/).filter(Boolean))];
}

function customFrom(typed: ShopValues['customFields'], fields: CustomField[]): Record<string, CustomValue> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed[String(field.id)];
      return value === undefined ? [] : [[String(field.id), valueFrom(field, value)]];
    }),
  );
}
