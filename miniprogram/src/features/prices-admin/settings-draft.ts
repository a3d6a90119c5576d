import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { percentOf } from './level-draft';

/** Figures as they are typed. */
export type Figures = {
  lastPriceMaxDays: string;
  guard: string;
  reservationMinutes: string;
  returnDays: string;
  returnShare: string;
  orderedWithinDays: string;
};

export const figuresOf = (settings: TradeSettings): Figures => ({
  lastPriceMaxDays: String(settings.lastPriceMaxDays),
  guard: percentOf(settings.guardPermille),
  reservationMinutes: String(settings.reservationMinutes),
  returnDays: String(settings.returns.days),
  returnShare: percentOf(settings.returns.sharePermille),
  orderedWithinDays: String(settings.orderedWithinDays),
});

const LIMITS: Record<keyof Figures, { least: number; most: number; tenths?: boolean }> = {
  lastPriceMaxDays: { least: 1, most: 3650 },
  guard: { least: 0, most: 100, tenths: true },
  reservationMinutes: { least: 5, most: 10_080 },
  returnDays: { least: 0, most: 365 },
  returnShare: { least: 0, most: 100, tenths: true },
  orderedWithinDays: { least: 1, most: 90 },
};

export function figureFault(field: keyof Figures, typed: string): string | null {
  const { least, most, tenths = false } = LIMITS[field];
  const form = tenths ? /^\d{1,3}(\.\d)?$/ : /^\d{1,5}$/;
  return form.test(typed) && Number(typed) >= least && Number(typed) <= most
    ? null
    : `${least} 到 ${most}${tenths ? '，最多一位小数' : ''}`;
}

/** As they are saved; null while one is out of bounds. */
export function settingsOf(
  figures: Figures,
): Pick<TradeSettings, 'lastPriceMaxDays' | 'guardPermille' | 'reservationMinutes' | 'returns' | 'orderedWithinDays'> | null {
  if ((Object.keys(LIMITS) as (keyof Figures)[]).some((field) => figureFault(field, figures[field]) !== null)) return null;
  return {
    lastPriceMaxDays: Number(figures.lastPriceMaxDays),
    guardPermille: Math.round(Number(figures.guard) * 10),
    reservationMinutes: Number(figures.reservationMinutes),
    returns: { days: Number(figures.returnDays), sharePermille: Math.round(Number(figures.returnShare) * 10) },
    orderedWithinDays: Number(figures.orderedWithinDays),
  };
}
