/** What one recipient has done with one announcement; epoch milliseconds, null where it hasn't happened. */
export type ReceiptMarks = {
  delivered_at: number | null;
  read_at: number | null;
  last_read_at: number | null;
  read_seconds: number;
  acknowledged_at: number | null;
  understood_at: number | null;
};

export const RECEIPT_MARKS = ['delivered_at', 'read_at', 'last_read_at', 'read_seconds', 'acknowledged_at', 'understood_at'] as const;

/** The same for a SELECT on `announcement_recipient r`. */
export const SELECTED_MARKS = RECEIPT_MARKS.map((name) => `r.${name}`).join(', ');

export type PresentedMarks = {
  deliveredAt: string | null;
  readAt: string | null;
  lastReadAt: string | null;
  seconds: number;
  acknowledgedAt: string | null;
  understoodAt: string | null;
};

export function presentMarks(row: ReceiptMarks): PresentedMarks {
  return {
    deliveredAt: iso(row.delivered_at),
    readAt: iso(row.read_at),
    lastReadAt: iso(row.last_read_at),
    seconds: row.read_seconds,
    acknowledgedAt: iso(row.acknowledged_at),
    understoodAt: iso(row.understood_at),
  };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
