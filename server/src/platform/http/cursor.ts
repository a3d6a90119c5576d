import { Invalid } from '../errors';

type Part = string | number | null;

/** A place in a list, opaque to clients: the sort key of the last row given. */
export function encodeCursor(parts: readonly Part[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * Reads a cursor back. `shape` names the type of each part; anything else is a broken cursor.
 * @throws Invalid naming the field `cursor`
 */
export function decodeCursor(cursor: string | undefined, shape: readonly ('number' | 'string')[]): Part[] | null {
  if (cursor === undefined) return null;
  const parts = parse(cursor);
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    parts.every((part, i) => part === null || (typeof part === shape[i] && (typeof part !== 'number' || Number.isSafeInteger(part))));
  if (!fits) throw new Invalid({ field: 'cursor', rule: 'format', zh: '翻页位置已失效，请从头加载' });
  return parts as Part[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Cuts `limit + 1` rows to a page: the answer's `items` source and `next`. */
export function pageOfRows<Row>(rows: Row[], limit: number, key: (row: Row) => readonly Part[]): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null };
}
