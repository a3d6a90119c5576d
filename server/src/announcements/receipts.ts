import { groupBy } from '@dianquan/shared/group-by';
import type { Tx } from '../platform/database/sql';
import { type LockedRow, lockRows, type RecipientRow, type ShopRow, saveRecipients, saveShops, takeFromUnread } from './receipt-rows';
import { standingDelta, standingOf } from './standing';
import { TallyDeltas } from './tallies';

/** One thing that a recipient did. Times are epoch milliseconds. */
export type Receipt = {
  announcementId: number;
  memberId: number;
  kind: 'delivered' | 'read' | 'acknowledged';
  at: number;
  /** Reading time to add. */
  seconds?: number;
  /** With `acknowledged`: the check question was answered right. */
  understood?: boolean;
};

export type OnFirstRead = (tx: Tx, announcementId: number, memberIds: number[]) => Promise<void>;
const nothing: OnFirstRead = async () => undefined;

export type Asks = 'question' | 'acknowledgement' | 'nothing';

export function asksOf(row: { has_question: number | boolean; must_acknowledge: number | boolean }): Asks {
  return row.has_question ? 'question' : row.must_acknowledge ? 'acknowledgement' : 'nothing';
}

/** What a batch changes in all; written at its end, one statement for a table. */
class Changes {
  readonly recipients: RecipientRow[] = [];
  readonly shops = new Set<ShopRow>();
  readonly firstReads: RecipientRow[] = [];
  readonly tallies = new TallyDeltas();

  /** Announcements before shops before counts, each in the order of its key, so that two processes lock alike. */
  async write(tx: Tx): Promise<void> {
    if (this.recipients.length > 0) await saveRecipients(tx, this.recipients);
    if (this.shops.size > 0) await saveShops(tx, [...this.shops]);
    await takeFromUnread(tx, this.firstReads);
    await this.tallies.write(tx);
  }
}

/**
 * Writes a batch of receipts with the counts beside them, in one transaction. Marks only move forward: a first reading stays the first,
 * so a receipt that comes twice changes nothing but the last time seen. Rows are locked before they are looked at, which is what makes
 * the counts exact when several processes write.
 * @param onFirstRead told within the transaction of those who read for the first time
 * @returns for each receipt whether there is such a recipient of a published announcement
 */
export async function applyReceipts(tx: Tx, receipts: Receipt[], onFirstRead: OnFirstRead = nothing): Promise<boolean[]> {
  const found = new Map<number, Set<number>>();
  const changes = new Changes();
  const byAnnouncement = groupBy(receipts, (receipt) => receipt.announcementId);
  for (const announcementId of [...byAnnouncement.keys()].sort((a, b) => a - b)) {
    const own = byAnnouncement.get(announcementId) ?? [];
    const memberIds = [...new Set(own.map((receipt) => receipt.memberId))].sort((a, b) => a - b);
    const rows = new Map((await lockRows(tx, announcementId, memberIds)).map((row) => [row.recipient.member_id, row]));
    found.set(announcementId, new Set(rows.keys()));
    const before = new Map([...rows].map(([memberId, row]) => [memberId, { ...row.recipient }]));
    for (const receipt of own) {
      const row = rows.get(receipt.memberId);
      if (row) advance(row.recipient, receipt);
    }
    for (const [memberId, row] of rows) collect(row, before.get(memberId) as RecipientRow, changes);
  }
  await changes.write(tx);
  for (const [announcementId, own] of groupBy(changes.firstReads, (row) => row.announcement_id))
    await onFirstRead(
      tx,
      announcementId,
      own.map((row) => row.member_id),
    );
  return receipts.map((receipt) => found.get(receipt.announcementId)?.has(receipt.memberId) ?? false);
}

function advance(row: RecipientRow, receipt: Receipt): void {
  row.delivered_at ??= receipt.at;
  if (receipt.kind === 'delivered') return;
  row.read_at ??= receipt.at;
  row.last_read_at = Math.max(row.last_read_at ?? 0, receipt.at);
  row.read_seconds += receipt.seconds ?? 0;
  if (receipt.kind !== 'acknowledged') return;
  row.acknowledged_at ??= receipt.at;
  if (receipt.understood) row.understood_at ??= receipt.at;
}

function collect({ recipient, shop, ...asking }: LockedRow, was: RecipientRow, changes: Changes): void {
  if (!differs(recipient, was)) return;
  changes.recipients.push(recipient);
  const first = firstsOf(recipient, was);
  if (first.delivered + first.people_read + first.acknowledged + first.understood === 0) return;
  const asks = asksOf(asking);
  const stood = standingOf(shop, asks);
  shop.delivered += first.delivered;
  if (recipient.is_owner) shop.owners_read += first.people_read;
  else shop.clerks_read += first.people_read;
  shop.acknowledged += first.acknowledged;
  shop.understood += first.understood;
  changes.shops.add(shop);
  if (first.people_read > 0) changes.firstReads.push(recipient);
  changes.tallies.addForShop(recipient.announcement_id, shop, { ...first, ...standingDelta(stood, standingOf(shop, asks)) });
  changes.tallies.add(recipient.announcement_id, recipient.is_owner ? 'owner' : 'clerk', '', first);
}

function differs(a: RecipientRow, b: RecipientRow): boolean {
  return (
    a.delivered_at !== b.delivered_at ||
    a.last_read_at !== b.last_read_at ||
    a.read_seconds !== b.read_seconds ||
    a.acknowledged_at !== b.acknowledged_at ||
    a.understood_at !== b.understood_at
  );
}

function firstsOf(row: RecipientRow, was: RecipientRow) {
  return {
    delivered: Number(was.delivered_at === null && row.delivered_at !== null),
    people_read: Number(was.read_at === null && row.read_at !== null),
    acknowledged: Number(was.acknowledged_at === null && row.acknowledged_at !== null),
    understood: Number(was.understood_at === null && row.understood_at !== null),
  };
}
