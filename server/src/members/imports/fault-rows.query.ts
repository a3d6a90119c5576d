import type { Sql } from '../../platform/database/sql';

const PAGE = 1000;
type Row = { id: number; line: number; column_name: string; value: string; reason: string; row_cells: string };
export type FaultRow = { line: number; cells: string[]; reasons: string[] };

/** One row for each bad line of the sheet, with all that is wrong with it; read page by page. The first fault of a line holds its cells. */
export async function* faultRows(sql: Sql, importId: number): AsyncGenerator<FaultRow> {
  let current: FaultRow | undefined;
  let [line, id] = [0, 0];
  for (;;) {
    const rows = await sql.query<Row>(
      `SELECT id, line, column_name, value, reason, row_cells FROM shop_import_fault
       WHERE import_id = ? AND (line > ? OR (line = ? AND id > ?)) ORDER BY line, id LIMIT ?`,
      [importId, line, line, id, PAGE],
    );
    for (const row of rows) {
      if (current?.line !== row.line) {
        if (current) yield current;
        current = { line: row.line, cells: JSON.parse(row.row_cells) as string[], reasons: [] };
      }
      current.reasons.push(row.column_name === '' ? row.reason : `${row.column_name}：${row.reason}`);
      [line, id] = [row.line, row.id];
    }
    if (rows.length < PAGE) break;
  }
  if (current) yield current;
}
