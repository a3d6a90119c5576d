import { useAnswer } from '@/platform/query';
import type { Staff } from './staff-values';

/** One member of staff, out of the list of all: a supplier has dozens, not thousands. */
export function useStaff(id: number | null) {
  const list = useAnswer('staff.list', { query: { limit: 100 } }, { enabled: id !== null });
  const found: Staff | undefined = list.data?.items.find((staff) => staff.id === id);
  return { ...list, data: found };
}
