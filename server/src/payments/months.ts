import { shanghaiDayText } from '@dianquan/shared/shanghai-day';

/** A month of the calendar in Shanghai, YYYY-MM. */
export const monthOf = (at: number): string => shanghaiDayText(at).slice(0, 7);

export const startOfMonth = (month: string): number => Date.parse(`${month}-01T00:00:00+08:00`);

export const endOfMonth = (month: string): number => startOfMonth(monthAfter(month));

export const monthBefore = (month: string): string => shifted(month, -1);

const monthAfter = (month: string): string => shifted(month, 1);

function shifted(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
