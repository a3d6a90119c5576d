import type { Database } from '../platform/database/database';
import { Unavailable } from '../platform/errors';
import type { AnnouncementPushes } from './announcement-pushes';
import { ReceiptBuffer } from './receipt-buffer';
import type { Receipt } from './receipts';

const receipts = Array.from({ length: 5 }, (_, n): Receipt => ({ announcementId: 1, memberId: n + 1, kind: 'read', at: 1_000 }));

/** Receipts that arrive together, on a database whose every transaction ends the same way. */
async function addAll(error: Error): Promise<{ begun: number; outcomes: PromiseSettledResult<boolean>[] }> {
  let begun = 0;
  const transaction = async (): Promise<never> => {
    begun += 1;
    throw error;
  };
  const buffer = new ReceiptBuffer({ transaction } as unknown as Database, {} as AnnouncementPushes);
  const outcomes = await Promise.allSettled(receipts.map((receipt) => buffer.add(receipt)));
  return { begun, outcomes };
}

describe('a batch of receipts that fails', () => {
  it('is not tried again where the database is gone: every caller is told so', async () => {
    const gone = new Unavailable();
    const { begun, outcomes } = await addAll(gone);
    expect(begun).toBe(1);
    expect(outcomes).toEqual(receipts.map(() => ({ status: 'rejected', reason: gone })));
  });

  it('is tried one by one for any other reason', async () => {
    const odd = new Error('one of them is odd');
    const { begun, outcomes } = await addAll(odd);
    expect(begun).toBe(1 + receipts.length);
    expect(outcomes).toEqual(receipts.map(() => ({ status: 'rejected', reason: odd })));
  });
});
