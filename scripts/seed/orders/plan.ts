import { type Calendar, DAY } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import { BUYS } from '../story/trade';
import { isIn, type Member, type Shop } from '../story/types';
import type { Baskets } from './basket';
import { Rhythm, timeOfDay } from './rhythm';
import { ordersOfToday } from './today';
import { type Draft, totalOf } from './types';

/** `ends`: its last order is the one that its record names; others go on as they are used to. */
type Planned = { shop: Shop; first: number; last: number; ends: boolean; weight: number; count: number };

/** Shops that are in order more by what they see there. */
const SINCE_JOINED = 0.3;
const CANCELLED = 0.022;
/** Who has been silent for so long has stopped. */
const ASLEEP_DAYS = 57;

/** Eighteen months of orders. What shops have ordered lately, and when last, follows from these and from nothing else. */
export function planOrders(content: Content, calendar: Calendar, source: Dice, shops: Shop[], baskets: Baskets): Draft[] {
  const { orders, days } = content.scenario.trade;
  const rhythm = new Rhythm(calendar, days);
  const planned = shops.flatMap((shop) => plannedFor(shop, calendar, rhythm, days));
  shareOut(planned, orders);
  const drafts = planned.flatMap((one) => ofShop(one, calendar, rhythm, baskets, source.fork(`orders of ${one.shop.id}`)));
  const regulars = planned.filter(({ ends }) => !ends);
  for (const { shop, at } of ordersOfToday(regulars, drafts, calendar, rhythm, source))
    drafts.push(draftAt(shop, at, baskets, source.fork(`order of ${shop.id} today`), calendar, false));
  drafts.sort((a, b) => a.at - b.at || a.shop.id - b.shop.id);
  number(drafts, calendar);
  giveFigures(drafts, shops, calendar);
  return drafts;
}

const dayOf = (at: number, { now }: Calendar): number => Math.floor((at - now) / DAY);

function plannedFor(shop: Shop, calendar: Calendar, rhythm: Rhythm, days: number): Planned[] {
  if (shop.lastOrderAt === null || shop.status === 'prospect') return [];
  const cast = shop.members.some(({ isKnown, role }) => isKnown && role === 'owner');
  const ends = cast || shop.lastOrderAt < calendar.now - ASLEEP_DAYS * DAY;
  const last = ends ? Math.min(-1, dayOf(shop.lastOrderAt, calendar)) : -1;
  const won = shop.isStranger ? shop.history.find(({ to }) => to === 'partner')?.at : undefined;
  const first = Math.min(last, won === undefined ? -days : dayOf(won, calendar));
  if (last < -days) return [];
  const usual = shop.orders90d || BUYS[shop.level ?? 'D'].orders * 0.35;
  const weight = (usual * amount(shop, first, last, calendar, rhythm)) / rhythm.between(-90, -1);
  return [{ shop, first, last, ends, weight, count: 0 }];
}

function amount(shop: Shop, first: number, last: number, calendar: Calendar, rhythm: Rhythm): number {
  const joined = shop.joinedAt === null ? 0 : dayOf(shop.joinedAt, calendar);
  return rhythm.between(first, last) + SINCE_JOINED * rhythm.between(Math.max(first, joined), last);
}

/** Exactly so many in all, each shop by its weight and at least one. */
function shareOut(planned: Planned[], total: number): void {
  const sum = planned.reduce((all, { weight }) => all + weight, 0);
  const exact = planned.map(({ weight }) => 1 + (weight / sum) * (total - planned.length));
  planned.forEach((one, index) => {
    one.count = Math.floor(exact[index]!);
  });
  let left = total - planned.reduce((all, { count }) => all + count, 0);
  const byRest = planned.map((one, index) => ({ one, rest: exact[index]! % 1 })).sort((a, b) => b.rest - a.rest);
  for (const { one } of byRest) if (left-- > 0) one.count++;
}

function ofShop({ shop, first, last, ends, count }: Planned, calendar: Calendar, rhythm: Rhythm, baskets: Baskets, dice: Dice): Draft[] {
  const before = rhythm.between(-rhythm.days, first - 1);
  const all = rhythm.between(first, last);
  const extra = amount(shop, first, last, calendar, rhythm) - all;
  // The share of the extra falls to the days since it joined.
  const drafts = Array.from({ length: count }, (_, index): Draft => {
    const isLast = ends && index === count - 1;
    const share = Math.min(0.999, Math.max(0, (index + 0.5 + (dice.float() - 0.5) * 0.8) / count));
    const reached = share * (all + extra);
    const early = all - extra / SINCE_JOINED;
    const position = reached <= early ? reached : early + (reached - early) / (1 + SINCE_JOINED);
    const at = isLast ? shop.lastOrderAt! : calendar.at(rhythm.dayAt(before + Math.min(position, all * 0.9999))) + timeOfDay(dice);
    const latest = ends ? shop.lastOrderAt! : calendar.now - 60_000;
    return draftAt(shop, Math.min(at, latest), baskets, dice, calendar, isLast);
  });
  return drafts;
}

function draftAt(shop: Shop, at: number, baskets: Baskets, dice: Dice, calendar: Calendar, isLast: boolean): Draft {
  const lines = baskets.fill(shop, at, dice);
  const people = shop.members.filter((one) => isIn(one, at));
  const member = people.length > 0 && dice.chance(0.72) ? byRole(people, dice) : null;
  const isCancelled = !isLast && at < calendar.now - 2 * DAY && dice.chance(CANCELLED);
  const source = { kind: member ? dice.weighted(['cart', 'repeat', 'favourites'], (kind) => (kind === 'cart' ? 7 : 2)) : 'cart', id: null };
  return {
    id: 0,
    number: '',
    shop,
    at,
    member,
    lines,
    totalFen: totalOf(lines),
    method: methodOf(shop, member, dice),
    isCancelled,
    source,
  };
}

const byRole = (people: Member[], dice: Dice): Member => dice.weighted(people, (one) => (one.role === 'owner' ? 3 : 2));

/** Who has a limit orders on account; the others pay by phone where they order themselves, by transfer where somebody does it for them. */
function methodOf(shop: Shop, member: Member | null, dice: Dice): Draft['method'] {
  if (hasCredit(shop)) return dice.chance(0.94) ? 'account' : 'offline';
  return member && dice.chance(0.8) ? 'wechat' : 'offline';
}

export const hasCredit = (shop: Shop): boolean =>
  shop.status === 'partner' &&
  (shop.tags.includes('月结') ||
    (shop.level === 'A' && shop.id % 10 < 7) ||
    (shop.level === 'B' && shop.id % 10 < 4) ||
    (shop.level === 'C' && shop.id % 10 < 1));

/** In the order of time, counted anew each day. */
function number(drafts: Draft[], calendar: Calendar): void {
  let day = '';
  let count = 0;
  drafts.forEach((draft, index) => {
    const own = calendar.isoDay(dayOf(draft.at, calendar)).replaceAll('-', '');
    count = own === day ? count + 1 : 1;
    day = own;
    draft.id = index + 1;
    draft.number = `DD${own}-${String(count).padStart(6, '0')}`;
  });
}

function giveFigures(drafts: Draft[], shops: Shop[], calendar: Calendar): void {
  for (const shop of shops) Object.assign(shop, { lastOrderAt: null, orders90d: 0, spend90dFen: 0 });
  const since = calendar.now - 90 * DAY;
  for (const { shop, at, totalFen, isCancelled } of drafts) {
    if (isCancelled) continue;
    shop.lastOrderAt = Math.max(shop.lastOrderAt ?? 0, at);
    if (at < since) continue;
    shop.orders90d++;
    shop.spend90dFen += totalFen;
  }
}
