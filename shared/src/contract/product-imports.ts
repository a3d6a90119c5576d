import { z } from 'zod';
import { id, idParam, type OperationSpec, page, pageOf } from './operation.js';
import { SHEET_ERRORS, sheetHead, sheetImport } from './sheet-imports.js';

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
export const productImportOperations = {
  'products.readSheet': {
    summary: 'Read the head of a product sheet: its columns, a suggested mapping, five rows',
    multipart: true,
    body: z.object({}),
    answer: sheetHead,
    errors: SHEET_ERRORS,
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
    answer: sheetImport,
    errors: ['import_mapping_incomplete', 'import_unreadable', 'import_no_rows'],
  },
  'products.imports': { summary: 'Product imports so far', query: page, answer: pageOf(sheetImport) },
  'products.getImport': { summary: 'One product import, with its progress', params: idParam, answer: sheetImport },
  'products.importFaults': { summary: 'The bad rows as a sheet, to mend and upload again', params: idParam, answer: 'file' },
  'products.export': { summary: 'All SKUs as xlsx, in the columns that the import reads', answer: 'file' },
} as const satisfies Record<string, OperationSpec>;
