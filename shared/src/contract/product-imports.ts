import { z } from 'zod';
import { id, idParam, job, type OperationSpec, page, pageOf } from './operation.js';
import { importFault } from './shops.js';

/** The columns that a product sheet may fill. One row is one SKU; rows with the same product name and brand are one product. */
export const PRODUCT_SHEET_COLUMNS = [
  'code',
  'product',
  'spec',
  'brand',
  'category',
  'baseUnit',
  'unit2',
  'factor2',
  'unit3',
  'factor3',
  'barcode',
  'listPrice',
  'costPrice',
  'floorPrice',
  'minimum',
  'step',
  'maximum',
  'keywords',
  'description',
  'pictures',
  'onSale',
  'stock',
] as const;
export const productImportView = z.object({
  id: z.number(),
  fileName: z.string(),
  startedAt: z.string(),
  startedBy: z.string(),
  finishedAt: z.string().nullable(),
  job,
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  faulty: z.number(),
  faults: z.array(importFault),
});

export const productImportOperations = {
  'products.readSheet': {
    summary: 'Read the head of a product sheet: its columns, a suggested mapping, five rows',
    multipart: true,
    body: z.object({}),
    answer: z.object({
      fileId: z.number(),
      fileName: z.string(),
      rows: z.number(),
      headers: z.array(z.string()),
      mapping: z.record(z.string(), z.string()),
      sample: z.array(z.array(z.string())),
    }),
    errors: ['import_unreadable', 'import_no_rows', 'too_large', 'file_type_forbidden', 'file_damaged', 'disk_full'],
  },
  'products.import': {
    summary: 'Import the sheet read before; pictures are found by name among the files given',
    body: z.object({
      fileId: id,
      mapping: z.record(z.string().max(100), z.string().max(40)),
      pictureFileIds: z.array(id).max(2000).default([]),
      /** Where a column of stock is counted; the first that serves unless said. */
      warehouseId: id.optional(),
    }),
    answer: productImportView,
    errors: ['import_mapping_incomplete', 'import_unreadable', 'import_no_rows'],
  },
  'products.imports': { summary: 'Product imports so far', query: page, answer: pageOf(productImportView) },
  'products.getImport': { summary: 'One product import, with its progress', params: idParam, answer: productImportView },
  'products.importFaults': { summary: 'The bad rows as a sheet, to mend and upload again', params: idParam, answer: 'file' },
  'products.export': { summary: 'All SKUs as xlsx, in the columns that the import reads', answer: 'file' },
} as const satisfies Record<string, OperationSpec>;
