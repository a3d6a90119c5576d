import { z } from 'zod';
import { job } from './operation.js';

export const SHEET_ERRORS = [
  'import_unreadable',
  'import_no_rows',
  'too_large',
  'file_type_forbidden',
  'file_damaged',
  'disk_full',
] as const;
/** A sheet before it is imported: its columns, which of ours they seem to be, and five rows. */
export const sheetHead = z.object({
  fileId: z.number(),
  fileName: z.string(),
  rows: z.number(),
  headers: z.array(z.string()),
  mapping: z.record(z.string(), z.string()),
  sample: z.array(z.array(z.string())),
});
const importFault = z.object({ line: z.number(), column: z.string(), value: z.string(), reason: z.string() });
/** The import of a sheet, with what became of its rows. */
export const sheetImport = z.object({
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
  /** The first 100; all of them are in the sheet of bad rows. */
  faults: z.array(importFault),
});
