import { type Calendar, HOUR, MINUTE } from '../calendar';
import type { CastShop, Content } from '../content/content';
import type { Dice } from '../dice';
import type { Staff } from './types';

/** One shop's joining, before it is known which shop. */
export type Slot = {
  at: number;
  staff: Staff;
  /** By the salesperson's own hand; otherwise passed on by another shop. */
  isDirect: boolean;
  isStranger: boolean;
  /** The owner has a shop here already. */
  isSecondShop: boolean;
  cast: { key: string; content: CastShop; second: boolean } | null;
};

/** Nothing is passed on before somebody is in to do it. */
const FIRST_FORWARD = 3;

/** Who joins when: visits follow the working week, forwards the number of those who are in already. */
export function planSlots(content: Content, staff: Staff[], calendar: Calendar, source: Dice): Slot[] {
  const dice = source.fork('slots');
  const { scenario } = content;
  const salespeople = staff.filter((one) => one.content.directShops !== undefined);
  const totals = shopsByTerritory(content, salespeople);
  const slots = salespeople.flatMap((one) => [
    ...visits(one, one.content.directShops ?? 0, scenario.days, calendar, dice),
    ...forwards(one, (totals.get(one) ?? 0) - (one.content.directShops ?? 0), scenario.days, calendar, dice),
  ]);
  slots.sort((a, b) => a.at - b.at);
  placeCast(content, slots, calendar);
  markStrangers(content, slots, dice);
  markSecondShops(content, slots, dice);
  return slots.sort((a, b) => a.at - b.at);
}

/** Shops go by the districts' weight, a little more where the salesperson's shops pass things on well. */
function shopsByTerritory(content: Content, salespeople: Staff[]): Map<Staff, number> {
  const weightOf = (one: Staff) =>
    content.districts
      .filter((district) => one.content.regions.includes(district.code))
      .reduce((sum, district) => sum + district.weight, 0) *
    (0.7 + 0.3 * (one.content.pull ?? 1));
  const all = salespeople.reduce((sum, one) => sum + weightOf(one), 0);
  const totals = new Map(salespeople.map((one) => [one, Math.floor((weightOf(one) / all) * content.scenario.joinedShops)]));
  let missing = content.scenario.joinedShops - [...totals.values()].reduce((sum, one) => sum + one, 0);
  for (const one of salespeople) if (missing-- > 0) totals.set(one, (totals.get(one) ?? 0) + 1);
  return totals;
}

function visits(staff: Staff, count: number, days: number, calendar: Calendar, dice: Dice): Slot[] {
  const weights = Array.from({ length: days }, (_, day) => calendar.visitsOn(day - days) * rush(day));
  return Array.from({ length: count }, (_, index) => {
    // The first of each salesperson come in on the first days, so that there is somebody to pass it on.
    const day = index < 6 ? Math.floor(index / 3) : indexByWeight(weights, dice);
    return { ...blank(staff), at: calendar.visitTime(dice, day - days), isDirect: true };
  });
}

function forwards(staff: Staff, count: number, days: number, calendar: Calendar, dice: Dice): Slot[] {
  const weights = Array.from({ length: days }, (_, day) => (day < FIRST_FORWARD ? 0 : rush(day) / (1 + Math.exp((12 - day) / 4))));
  return Array.from({ length: count }, () => ({ ...blank(staff), at: calendar.eveningTime(dice, indexByWeight(weights, dice) - days) }));
}

/** The rush of the first month is over by the second: whoever was near at hand is in, and this month's ring is not full three times over. */
const rush = (day: number): number => 0.13 + 0.87 / (1 + Math.exp((day - 31) / 3));

const blank = (staff: Staff): Slot => ({ at: 0, staff, isDirect: false, isStranger: false, isSecondShop: false, cast: null });

function indexByWeight(weights: readonly number[], dice: Dice): number {
  let left = dice.float() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    }),
  );
}

/** Those whom one can sign in as came in early, brought by their salesperson. */
function placeCast(content: Content, slots: Slot[], calendar: Calendar): void {
  for (const [key, cast] of Object.entries(content.scenario.cast)) {
    const at = calendar.at(cast.day, '10:40');
    const own = nearest(slots, at, (slot) => slot.isDirect && slot.staff.content.key === cast.salesperson);
    Object.assign(own, { at, cast: { key, content: cast, second: false } });
    if (!cast.second) continue;
    const secondAt = at + 9 * 24 * HOUR + 35 * MINUTE;
    const second = nearest(slots, secondAt, (slot) => slot.isDirect && slot.staff === own.staff);
    Object.assign(second, { at: secondAt, isSecondShop: true, cast: { key, content: cast, second: true } });
  }
}

function nearest(slots: Slot[], at: number, fits: (slot: Slot) => boolean): Slot {
  const free = slots.filter((slot) => slot.cast === null && fits(slot));
  return free.reduce((best, slot) => (Math.abs(slot.at - at) < Math.abs(best.at - at) ? slot : best));
}

function markStrangers(content: Content, slots: Slot[], dice: Dice): void {
  const { strangers, strangersAmongDirect } = content.scenario;
  const direct = slots.filter((slot) => slot.isDirect && slot.cast === null);
  const passedOn = slots.filter((slot) => !slot.isDirect);
  for (const slot of dice.sample(direct, strangersAmongDirect)) slot.isStranger = true;
  for (const slot of dice.sample(passedOn, strangers - strangersAmongDirect)) slot.isStranger = true;
}

function markSecondShops(content: Content, slots: Slot[], dice: Dice): void {
  const later = slots.slice(slots.length / 3).filter((slot) => slot.cast === null && !slot.isStranger && slot.isDirect);
  for (const slot of dice.sample(later, content.scenario.chainStores)) slot.isSecondShop = true;
}
