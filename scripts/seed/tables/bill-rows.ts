import { type Calendar, DAY } from '../calendar';
import type { Books } from '../orders/books';
import type { Return } from '../orders/returns';
import type { Row } from '../rows';

/** Days whose bill has been compared. */
const COMPARED = 30;

/** The platform's bills of the last weeks, which agreed: the simulated platform has no bill of the time before it was started. */
export function billRows({ payments }: Books, returns: Return[], calendar: Calendar): Row[] {
  const days = Array.from({ length: COMPARED }, (_, index) => ({ matched: 0, fen: 0, ago: COMPARED - index }));
  const add = (at: number, fen: number) => {
    const day = days[COMPARED - Math.ceil((calendar.now - at) / DAY)];
    if (!day) return;
    day.matched++;
    day.fen += fen;
  };
  for (const { method, paidAt, fen } of payments) if (method === 'wechat' && paidAt !== null) add(paidAt, fen);
  for (const { refund } of returns) if (refund?.payment.method === 'wechat') add(refund.at, -refund.fen);
  return days.map(({ matched, fen, ago }) => ({
    day: calendar.isoDay(-ago),
    matched,
    our_fen: fen,
    their_fen: fen,
    differences: '[]',
    at: Math.min(calendar.at(1 - ago, '10:15'), calendar.until - 60_000),
  }));
}
