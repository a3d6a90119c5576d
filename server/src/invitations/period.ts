const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** Days are days in Asia/Shanghai, which has had no summer time since 1991. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) - SHANGHAI;
export const dayEnd = (day: string): number => dayStart(day) + DAY;
export const dayOf = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 10);

/** First and last day of the month that an instant lies in, or of `YYYY-MM`. */
export function monthOf(at: number | string): { from: string; to: string } {
  const month = typeof at === 'string' ? at : dayOf(at).slice(0, 7);
  const [year, number] = month.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}
