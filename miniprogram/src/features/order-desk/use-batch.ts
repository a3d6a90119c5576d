import { useState } from 'react';
import { ApiError, sayError } from '@/platform/api-error';
import { invalidate } from '@/platform/query';
import { call } from '@/platform/request';
import { toast } from '@/platform/toast';
import type { BatchStep } from './queues';

type Row = { id: number; totalFen: number };

/** Several orders by one tap. Each is answered by itself: what is refused stays, with the reason on it. */
export function useBatch(step: BatchStep | null, rows: readonly Row[]) {
  const [ticked, setTicked] = useState<number[]>([]);
  const [at, setAt] = useState(0);
  const [refusals, setRefusals] = useState<Record<number, string>>({});
  // A row that another device has dealt with meanwhile is no longer there to be ticked.
  const chosen = rows.filter(({ id }) => ticked.includes(id));

  const run = async () => {
    if (step === null) return;
    const refused: Record<number, string> = {};
    let done = 0;
    for (const [index, { id }] of chosen.entries()) {
      setAt(index + 1);
      try {
        await call('orders.takeStep', { params: { id, step }, body: {} });
        done += 1;
      } catch (error) {
        refused[id] = sayError(error);
        // Without a network the rest would wait for nothing; it stays ticked for another try.
        if (error instanceof ApiError && error.isOutage) break;
      }
    }
    const left = chosen.length - done;
    setRefusals(refused);
    setTicked(left === 0 ? [] : chosen.slice(done + Object.keys(refused).length).map(({ id }) => id));
    await Promise.all([invalidate('orders.list'), invalidate('orders.queues'), invalidate('orders.get')]);
    toast(left === 0 ? `${done} 单已办` : `${done} 单已办，${left} 单没有，原因在订单下面`);
  };
  return {
    chosen,
    /** The how-manieth is under way. */
    at,
    totalFen: chosen.reduce((sum, { totalFen }) => sum + totalFen, 0),
    isTicked: (id: number) => ticked.includes(id),
    toggle: (id: number) => setTicked((old) => (old.includes(id) ? old.filter((other) => other !== id) : [...old, id])),
    all: rows.length > 0 && chosen.length === rows.length,
    toggleAll: () => setTicked(chosen.length === rows.length ? [] : rows.map(({ id }) => id)),
    refusalOf: (id: number): string | undefined => refusals[id],
    run,
  };
}
