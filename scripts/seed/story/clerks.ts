import { type Calendar, DAY, HOUR, MINUTE } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Joins } from './joins';
import type { Names } from './names';
import type { Invitation, Member, Shop } from './types';

/**
 * Clerks come in after their owner, by the same invitation or by looking up the shop, and wait for the owner's nod. Some have left again,
 * and some of the last days still wait.
 */
export function addClerks(content: Content, calendar: Calendar, source: Dice, names: Names, joins: Joins): void {
  const dice = source.fork('clerks');
  const { scenario } = content;
  const sizes = scenario.clerksPerShop.map((weight, clerks) => ({ weight, clerks }));
  const added: Member[] = [];
  for (const shop of [...joins.shops]) {
    if (isCast(content, shop)) continue;
    const { clerks } = dice.weighted(sizes, (size) => size.weight * (shop.status === 'partner' && size.clerks > 0 ? 1.5 : 1));
    for (let n = 0; n < clerks; n++) {
      const clerk = addClerk(shop, content, calendar, dice, names, joins);
      if (clerk) added.push(clerk);
    }
  }
  addCast(content, calendar, names, joins);
  leavePending(added, scenario.pendingClerks, calendar);
  removeSome(added, scenario.removedClerks, calendar, dice);
}

function addClerk(shop: Shop, content: Content, calendar: Calendar, dice: Dice, names: Names, joins: Joins): Member | null {
  const joined = shop.joinedAt!;
  const at = dice.chance(0.55) ? joined + dice.between(20, 600) * MINUTE : joined + Math.round(dice.skewed(6, 0.9) * DAY);
  if (at >= calendar.now - HOUR) return null;
  const person = names.person();
  const invitation = pickInvitation(shop, at, content.scenario.joinedWithoutInvitation, dice, joins);
  const nickname = names.nickname(person.name, person.surname, shop.name);
  const account = joins.newAccount(`person-${joins.accounts.length + 1}`, person, nickname, at, names.phone());
  const clerk = joins.addMember(account, shop, 'clerk', at, invitation, true);
  confirm(clerk, at + Math.round(dice.skewed(50, 1.3)) * MINUTE, calendar);
  return clerk;
}

function pickInvitation(shop: Shop, at: number, without: number, dice: Dice, joins: Joins): Invitation | null {
  const invitation = shop.members[0]?.invitation ?? null;
  if (dice.chance(without) || !invitation || !joins.isUsable(invitation, at)) return null;
  return invitation;
}

function confirm(clerk: Member, at: number, calendar: Calendar): void {
  clerk.confirmedAt = Math.min(at, calendar.now - MINUTE);
  clerk.confirmedBy = clerk.shop.members[0]!.account;
}

const isCast = (content: Content, shop: Shop): boolean => shop.members.some((one) => one.account.key in content.scenario.cast);

function addCast(content: Content, calendar: Calendar, names: Names, joins: Joins): void {
  Object.entries(content.scenario.clerks).forEach(([key, { name, of, status }], index) => {
    const shop = joins.members.find((one) => one.account.key === of)!.shop;
    const at = status === 'pending' ? calendar.at(-1, '19:25') : shop.joinedAt! + (1 + index) * 5 * HOUR;
    const account = joins.newAccount(key, { name, female: index === 0 }, name, at, names.phoneOfKey(key));
    account.phoneVerified = true;
    const clerk = joins.addMember(account, shop, 'clerk', at, status === 'pending' ? null : shop.members[0]!.invitation, true);
    if (status === 'active') confirm(clerk, at + 12 * MINUTE, calendar);
    else Object.assign(clerk, { status: 'pending', confirmedAt: null });
  });
}

function leavePending(clerks: Member[], count: number, calendar: Calendar): void {
  const latest = clerks.filter((one) => one.joinedAt > calendar.at(-12)).sort((a, b) => b.joinedAt - a.joinedAt);
  for (const clerk of latest.slice(0, count)) Object.assign(clerk, { status: 'pending', confirmedAt: null, confirmedBy: null });
}

function removeSome(clerks: Member[], count: number, calendar: Calendar, dice: Dice): void {
  const settled = clerks.filter((one) => one.status === 'active' && one.joinedAt < calendar.at(-8));
  for (const clerk of dice.sample(settled, count)) {
    const from = clerk.confirmedAt! + 2 * DAY;
    clerk.removedAt = from + Math.round(dice.float() * (calendar.at(-1, '20:00') - from));
    clerk.status = 'removed';
  }
}
