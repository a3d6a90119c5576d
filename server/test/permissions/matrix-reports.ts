import type { OperationId } from '@dianquan/shared/routes';
import type { Row } from './matrix-row';

/** Whoever answers for sales or money; what they see is of the shops in their scope. */
const READERS = '1 33333 oooo3oo';
const span = { from: '2026-11-01', to: '2026-11-30' };

export const REPORTS: Partial<Record<OperationId, Row>> = {
  'reports.overview': { expected: READERS },
  'reports.sales': { expected: READERS, call: () => ({ query: { ...span, by: 'shop' } }) },
  'reports.salesLines': { expected: READERS, call: () => ({ query: span }) },
  'reports.exportSales': { expected: READERS, call: () => ({ query: { ...span, by: 'day' } }) },
  'reports.reach': { expected: READERS },
  'reports.reachShops': { expected: READERS, call: (s) => ({ params: { announcementId: s.announcementId } }) },
};
