import type { Input } from '@/platform/contract';
import { useAnswer, usePages } from '@/platform/query';
import { useShown } from '@/platform/shown';
import { isGoing } from './words';

export type AttemptFilter = Pick<NonNullable<Input<'delivery.attempts'>['query']>, 'channel' | 'state'>;

const LIVE = 3_000;
/** Readers still come in after the last message has gone. */
const AFTERWARDS = 15_000;

/** What became of the sending, live while it goes on and this page is on top. */
export function useDelivery(id: number) {
  const shown = useShown();
  const every = (state: Parameters<typeof isGoing>[0]) => (isGoing(state) ? LIVE : state === 'done' ? AFTERWARDS : false);
  return useAnswer('delivery.report', { params: { id } }, { every: (report) => shown && every(report?.state), staleTime: 0 });
}

export function useAttempts(id: number, filter: AttemptFilter) {
  return usePages('delivery.attempts', { params: { id }, query: filter });
}
