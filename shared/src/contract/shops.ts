import { z } from 'zod';
import { SHOP_LEVELS, SHOP_STATUSES } from '../roles.js';
import { AMOUNT_MAX, flag, id, idParam, type OperationSpec, optionalText, page, pageOf, phone, regionCode, text } from './operation.js';
import { SHEET_ERRORS, sheetHead, sheetImport } from './sheet-imports.js';

export const CUSTOM_FIELD_TYPES = ['text', 'number', 'date', 'choice', 'choices'] as const;
export const customField = z.object({
  id: z.number(),
  label: z.string(),
  type: z.enum(CUSTOM_FIELD_TYPES),
  options: z.array(z.string()),
  required: z.boolean(),
  position: z.number(),
});
export type CustomField = z.infer<typeof customField>;
/** text → string; number → number; date → YYYY-MM-DD; choice → string; choices → string[]; null clears. */
export const customValue = z.union([
  z.string().max(500),
  z.number().min(-AMOUNT_MAX).max(AMOUNT_MAX),
  z.array(z.string().max(60)).max(30),
  z.null(),
]);

export const contact = z.object({ name: text(30), phone, note: optionalText(60) });
export const shopView = z.object({
  id: z.number(),
  code: z.string().nullable(),
  name: z.string(),
  trade: z.string().nullable(),
  level: z.enum(SHOP_LEVELS).nullable(),
  status: z.enum(SHOP_STATUSES),
  regionCode: z.string().nullable(),
  regionName: z.string().nullable(),
  address: z.string().nullable(),
  /** GCJ-02 degrees. */
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  phone: z.string().nullable(),
  ownerStaffId: z.number().nullable(),
  ownerStaffName: z.string().nullable(),
  tags: z.array(z.string()),
  contacts: z.array(z.object({ name: z.string(), phone: z.string(), note: z.string().nullable() })),
  customFields: z.record(z.string(), customValue),
  memberCount: z.number(),
  joinedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ShopView = z.infer<typeof shopView>;
export const shopRow = z.object({
  id: z.number(),
  code: z.string().nullable(),
  name: z.string(),
  level: z.enum(SHOP_LEVELS).nullable(),
  status: z.enum(SHOP_STATUSES),
  regionName: z.string().nullable(),
  address: z.string().nullable(),
  trade: z.string().nullable(),
  ownerStaffName: z.string().nullable(),
  memberCount: z.number(),
  joinedAt: z.string().nullable(),
});
export type ShopRow = z.infer<typeof shopRow>;

const shopFields = {
  code: text(30).nullable(),
  name: text(60, 2),
  trade: text(20).nullable(),
  level: z.enum(SHOP_LEVELS).nullable(),
  status: z.enum(SHOP_STATUSES),
  regionCode: regionCode.nullable(),
  address: text(120, 0).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  phone: phone.nullable(),
  ownerStaffId: id.nullable(),
  tags: z.array(text(20)).max(30),
  contacts: z.array(contact).max(10),
  /** Keyed by the custom field's id. */
  customFields: z.record(z.string().max(20), customValue),
};
export const shopInput = z.object(shopFields).partial().extend({ name: shopFields.name });

/** The columns that a sheet may fill; the key is what a mapping names. `custom:ID` stands for a custom field. */
export const SHEET_COLUMNS = [
  'code',
  'name',
  'phone',
  'contactName',
  'trade',
  'level',
  'status',
  'region',
  'address',
  'latitude',
  'longitude',
  'ownerStaff',
  'tags',
  'joinedOn',
  'note',
] as const;
const importView = sheetImport.extend({ /** Rows that were a shop which is there already. */ merged: z.number() });
export type ImportView = z.infer<typeof importView>;

const fieldInput = z.object({
  label: text(20),
  type: z.enum(CUSTOM_FIELD_TYPES),
  options: z.array(text(30)).max(50),
  required: z.boolean(),
  position: z.number().int().min(0).max(1000),
});

const shopFilter = {
  q: text(60).optional(),
  status: z.enum(SHOP_STATUSES).optional(),
  level: z.enum(SHOP_LEVELS).optional(),
  regionCode: regionCode.optional(),
  ownerStaffId: id.optional(),
  tag: text(20).optional(),
  joined: flag.optional(),
};

export const shopOperations = {
  'shops.create': { summary: 'Enter a shop', body: shopInput, answer: shopView, errors: ['shop_duplicate'] },
  'shops.list': {
    summary: 'Shops that I may see',
    query: page.extend(shopFilter),
    answer: pageOf(shopRow),
  },
  'shops.get': { summary: 'One shop', params: idParam, answer: shopView },
  'shops.update': {
    summary: 'Change a shop; owner and status changes go into its history',
    params: idParam,
    body: z.object(shopFields).partial(),
    answer: shopView,
    errors: ['shop_duplicate'],
  },
  'shops.history': {
    summary: 'Status and owner-salesperson changes of a shop',
    params: idParam,
    answer: z.object({
      items: z.array(
        z.object({
          at: z.string(),
          by: z.string(),
          kind: z.enum(['status', 'owner']),
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ),
    }),
  },
  'shops.handOver': {
    summary: 'Hand shops of one salesperson to another: those named, or all',
    body: z.object({ fromStaffId: id, toStaffId: id, shopIds: z.array(id).max(5000).optional() }),
    answer: z.object({ shops: z.number() }),
  },
  'shops.export': {
    summary: 'The shops that I may see, as xlsx, narrowed like the list',
    query: z.object({ ...shopFilter, segmentId: id.optional() }),
    answer: 'file',
  },
  'shops.readSheet': {
    summary: 'Read the head of a sheet before importing: its columns, a suggested mapping (remembered from the last time), five rows',
    multipart: true,
    body: z.object({}),
    answer: sheetHead,
    errors: SHEET_ERRORS,
  },
  'shops.import': {
    summary: 'Import the sheet read before; mapping is header → column',
    body: z.object({ fileId: id, mapping: z.record(z.string().max(500), z.string().max(60)) }),
    answer: importView,
    errors: ['import_mapping_incomplete', 'import_unreadable', 'import_no_rows'],
  },
  'shops.imports': { summary: 'Imports so far', query: page, answer: pageOf(importView) },
  'shops.getImport': { summary: 'One import, with its progress', params: idParam, answer: importView },
  'shops.importFaults': {
    summary: 'The bad rows as a sheet, with the reason beside each, to mend and upload again',
    params: idParam,
    answer: 'file',
  },
  'shops.tags': { summary: 'Tags in use', answer: z.object({ items: z.array(z.object({ tag: z.string(), shops: z.number() })) }) },
  'regions.list': {
    summary: 'Administrative divisions below a code; without one, the provinces',
    query: z.object({ parent: regionCode.optional() }),
    answer: z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) }),
    errors: ['not_found'],
  },
  'customFields.list': { summary: 'Custom fields of shops, in order', answer: z.object({ items: z.array(customField) }) },
  'customFields.create': {
    summary: 'Define a custom field',
    // The defaults stand here and not in `fieldInput`: a partial object would fill them in, and a change of the label reset the rest.
    body: fieldInput.extend({
      options: fieldInput.shape.options.default([]),
      required: fieldInput.shape.required.default(false),
      position: fieldInput.shape.position.default(0),
    }),
    answer: customField,
  },
  'customFields.update': {
    summary: 'Change a custom field; its type only while no shop has a value',
    params: idParam,
    body: fieldInput.partial(),
    answer: customField,
    errors: ['field_in_use'],
  },
  'customFields.remove': { summary: 'Remove a custom field and its values', params: idParam, answer: null },
} as const satisfies Record<string, OperationSpec>;
