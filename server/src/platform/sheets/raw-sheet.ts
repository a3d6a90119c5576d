import { AppError, Refused } from '../errors';

/** `line` is the row's number as the spreadsheet shows it; the cells are cleaned and end with the last one that holds anything. */
export type SheetRow = { line: number; cells: string[] };

/** A table in a file, whatever its format. Rows are read from the beginning each time. */
export type RawSheet = { rows(): AsyncGenerator<SheetRow>; countRows(): Promise<number> };

/** What stands further right is not read. */
export const MAX_COLUMNS = 100;

/** What a broken file makes a parser throw is the file's fault, not ours. */
export function unreadable(error: unknown): never {
  throw error instanceof AppError ? error : new Refused('import_unreadable');
}
