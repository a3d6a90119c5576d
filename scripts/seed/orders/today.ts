import { type Calendar, DAY, MINUTE } from '../calendar';
import type { Dice } from '../dice';
import type { Shop } from '../story/types';
import { type Rhythm, timeOfDay } from './rhythm';

type Regular = { shop: Shop; weight: number };

/** So many days say how much comes in on one. */
const LATELY = 28;
/** Whoever pays by phone has done it by then. */
const PAID_WITHIN = 10 * MINUTE;

/** Who has ordered since midnight, and when: as much as the day of the week brings, as far as the day has come. A shop orders once. */
export function ordersOfToday(
  regulars: readonly Regular[],
  drafts: readonly { at: number }[],
  calendar: Calendar,
  rhythm: Rhythm,
  source: Dice,
): { shop: Shop; at: number }[] {
  if (calendar.until <= calendar.now || regulars.length === 0) return [];
  const dice = source.fork('orders of today');
  const lately = drafts.filter(({ at }) => at >= calendar.now - LATELY * DAY).length;
  const wholeDay = Math.round((lately * rhythm.today()) / rhythm.between(-LATELY, -1));
  // The whole day is drawn, so that later in the day it holds what it held before.
  const orders = new Map<Shop, number>();
  for (let n = 0; n < wholeDay; n++) {
    const { shop } = dice.weighted(regulars, ({ weight }) => weight);
    const at = calendar.now + timeOfDay(dice);
    if (!orders.has(shop)) orders.set(shop, at);
  }
  return [...orders].map(([shop, at]) => ({ shop, at })).filter(({ at }) => at < calendar.until - PAID_WITHIN);
}
