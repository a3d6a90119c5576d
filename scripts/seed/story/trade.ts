import { type ShopLevel } from '@dianquan/shared/roles';
import { type Calendar, DAY, HOUR } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Account, Shop, Staff } from './types';

/** Money spent in 90 days (median, fen) and orders (mean), by level. */
export const BUYS: Record<ShopLevel, { fen: number; orders: number }> = {
  A: { fen: 6_200_000, orders: 17 },
  B: { fen: 1_900_000, orders: 9 },
  C: { fen: 480_000, orders: 4 },
  D: { fen: 90_000, orders: 1.2 },
};

/** Standing, level and figures of every shop, with the history that led there. */
export function giveTrade(content: Content, calendar: Calendar, source: Dice, shops: Shop[], admin: Account): void {
  const dice = source.fork('trade');
  const { known, strangersBecamePartners } = content.scenario;
  const cast = new Set(Object.values(content.scenario.cast).flatMap((one) => [one.shop, one.second?.shop ?? '']));
  const joinedKnown = shops.filter((shop) => !shop.isStranger && shop.joinedAt !== null);
  const starring = joinedKnown.filter((shop) => cast.has(shop.name));
  const others = dice.shuffled(joinedKnown.filter((shop) => !cast.has(shop.name)));
  // The shop of a newcomer of the phones page stays what it is: a prospect.
  const own = new Set(Object.values(content.scenario.strangerShops).map((one) => one?.shop));
  const waiting = dice.shuffled(shops.filter((shop) => !shop.isStranger && shop.joinedAt === null && !own.has(shop.name)));
  const partners = [...starring, ...others.splice(0, known.partner - starring.length), ...waiting.splice(0, 22)];
  for (const shop of partners) becomePartner(shop, dice, calendar, admin);
  for (const shop of [...others.splice(0, known.lost), ...waiting.splice(0, 10)]) becomeLost(shop, dice, calendar);
  for (const shop of [...others, ...waiting])
    shop.level = dice.weighted(['C', 'D', null] as const, (level) => (level === 'D' ? 5 : level === 'C' ? 3 : 2));
  convertStrangers(shops, strangersBecamePartners, dice, calendar);
  setCastFigures(content, starring, calendar);
}

function becomePartner(shop: Shop, dice: Dice, calendar: Calendar, admin: Account): void {
  shop.status = 'partner';
  shop.level ??= dice.weighted(['A', 'B', 'C', 'D'] as const, (level) => ({ A: 8, B: 24, C: 46, D: 22 })[level]);
  const isSleeping = dice.chance(0.17);
  const daysAgo = isSleeping ? dice.between(58, 160) : Math.min(57, 1 + Math.floor(-Math.log(1 - dice.float()) * 14));
  shop.lastOrderAt = calendar.visitTime(dice, -daysAgo);
  const buys = BUYS[shop.level];
  if (daysAgo < 90) {
    shop.orders90d = Math.max(1, Math.round(dice.normal(buys.orders, buys.orders / 3) * (isSleeping ? 0.3 : 1)));
    shop.spend90dFen = Math.round((dice.skewed(buys.fen, 0.5) * (isSleeping ? 0.25 : 1)) / 50) * 50;
  }
  if (!dice.chance(0.3)) return;
  // Won over after the sheet had been imported.
  const at = calendar.at(-dice.between(20, 74), '11:00') + dice.int(6 * 3_600_000);
  shop.history.push({ kind: 'status', from: 'prospect', to: 'partner', by: dice.chance(0.8) ? shop.salesperson.account : admin, at });
}

function becomeLost(shop: Shop, dice: Dice, calendar: Calendar): void {
  shop.status = 'lost';
  shop.level = dice.weighted(['B', 'C', 'D'] as const, (level) => ({ B: 1, C: 3, D: 6 })[level]);
  shop.lastOrderAt = calendar.visitTime(dice, -dice.between(120, 400));
  const at = calendar.at(-dice.between(4, 70), '16:00') + dice.int(7_200_000);
  shop.history.push({ kind: 'status', from: 'partner', to: 'lost', by: shop.salesperson.account, at });
}

/** Nobody knew them; within six weeks they buy regularly. */
function convertStrangers(shops: Shop[], count: number, dice: Dice, calendar: Calendar): void {
  const candidates = shops.filter((shop) => shop.isStranger && shop.joinedAt! < calendar.at(-12));
  for (const shop of dice.sample(candidates, count)) {
    const latest = Math.min(42, Math.floor((calendar.now - shop.joinedAt!) / DAY) - 1);
    const firstOrder = shop.joinedAt! + dice.between(3, latest) * DAY;
    shop.status = 'partner';
    shop.level = 'C';
    shop.orders90d = dice.between(2, 5);
    shop.spend90dFen = Math.round(dice.skewed(420_000, 0.4) / 50) * 50;
    shop.lastOrderAt = Math.min(calendar.now - 5 * HOUR, firstOrder + dice.between(0, 9) * DAY);
    shop.history.push({ kind: 'status', from: 'prospect', to: 'partner', by: shop.salesperson.account, at: firstOrder });
  }
}

function setCastFigures(content: Content, starring: Shop[], calendar: Calendar): void {
  for (const cast of Object.values(content.scenario.cast)) {
    const shop = starring.find((one) => one.name === cast.shop);
    if (shop) Object.assign(shop, { lastOrderAt: calendar.at(-2, '15:40'), orders90d: cast.orders, spend90dFen: cast.spendFen });
  }
}

/** The streets that one salesperson gave to another, as the notice about it says. */
export function handOver(shops: Shop[], streets: readonly string[], from: Staff, to: Staff, by: Account, at: number): void {
  for (const shop of shops) {
    if (shop.isStranger || shop.salesperson !== to || !streets.some((street) => shop.regionCode.startsWith(street))) continue;
    shop.history.push({ kind: 'owner', from: String(from.id), to: String(to.id), by, at });
    shop.updatedAt = Math.max(shop.updatedAt, at);
  }
}
