import { insertMany, type Tx } from '../../platform/database/sql';

/** A change of who looks after a shop or how it stands; ids of staff and codes of statuses as text. */
export type HistoryEntry = { shopId: number; kind: 'status' | 'owner'; from: string | null; to: string | null };

export async function addHistory(tx: Tx, entries: readonly HistoryEntry[], accountId: number | null, at: number): Promise<void> {
  await insertMany(
    tx,
    'shop_history',
    ['shop_id', 'kind', 'from_value', 'to_value', 'account_id', 'at'],
    entries.map((entry) => [entry.shopId, entry.kind, entry.from, entry.to, accountId, at]),
  );
}

export type Standing = { status: string; owner_staff_id: number | null };

/** What belongs into the history when a shop goes from one standing to another; from nothing, who had it first. */
export function changesOf(shopId: number, before: Standing | null, after: Standing): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  if (before !== null && before.status !== after.status) entries.push({ shopId, kind: 'status', from: before.status, to: after.status });
  const [from, to] = [before?.owner_staff_id ?? null, after.owner_staff_id];
  if (from !== to) entries.push({ shopId, kind: 'owner', from: asText(from), to: asText(to) });
  return entries;
}

const asText = (id: number | null): string | null => (id === null ? null : String(id));
