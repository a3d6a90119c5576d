import type { Calendar } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Draft } from '../orders/types';
import { addClerks } from './clerks';
import { makeCommunities } from './communities';
import { writeLog } from './invitation-log';
import { Invitations } from './invitations';
import { Joins } from './joins';
import { Names } from './names';
import { numberInvitations, numberPeople, numberShops } from './numbering';
import { Places } from './places';
import { makeSegments } from './segments';
import { ShopNames } from './shop-names';
import { ShopMaker } from './shops';
import { planSlots } from './slots';
import { makeStaff } from './staff';
import { giveTrade, handOver } from './trade';
import { giveTraits } from './traits';
import { type Account, type Shop, type Staff, type Story, staffByKey } from './types';

/** Streets that changed hands in the middle of the story; a notice says so. */
const HANDED_OVER = { streets: ['510107011', '510107013'], from: 'sales-2', to: 'sales-1', day: -22 };

type Told = { story: Story; places: Places; drafts: Draft[] };

/** From nobody to four thousand shops with six and a half thousand people, who brought in whom, and how they are grouped. */
export function tellStory(content: Content, calendar: Calendar, dice: Dice, trade: (shops: Shop[]) => Draft[]): Told {
  const { scenario } = content;
  const names = new Names(content.names, dice, knownNames(content));
  const places = new Places(content.districts);
  const staff = makeStaff(content, calendar, names);
  const salespeople = staff.filter((one) => one.content.directShops !== undefined);
  const makeShop = new ShopMaker(content, calendar, dice.fork('shops'), names, places, new ShopNames(content.shops));
  const invitations = new Invitations(calendar, dice, scenario.longestChain);
  invitations.startProgramme(salespeople);
  const joins = new Joins(content, dice, names, makeShop, invitations, calendar.now);
  joins.run(planSlots(content, staff, calendar, dice));
  const waiting = makeWaiting(content, salespeople, names, makeShop, dice);
  const admin = staffByKey(staff, 'admin').account;
  const manager = staffByKey(staff, 'manager').account;
  giveTrade(content, calendar, dice, [...joins.shops, ...waiting], admin);
  addClerks(content, calendar, dice, names, joins);
  inviteProspects(invitations, waiting, calendar, dice);
  giveAvatars(staff, joins.accounts);
  const { accounts, members } = joins;
  numberPeople(staff, accounts, members);
  const shops = numberShops([...joins.shops, ...waiting], dice);
  const { streets, from, to, day } = HANDED_OVER;
  handOver(shops, streets, staffByKey(staff, from), staffByKey(staff, to), manager, calendar.at(day, '17:30'));
  giveTraits(content, calendar, dice, shops);
  // Who buys how much decides who is in a segment.
  const drafts = trade(shops);
  const segments = makeSegments(content, calendar, dice, shops, staff);
  const communities = makeCommunities(content, calendar, shops, segments);
  const numbered = numberInvitations(invitations.all);
  const events = writeLog(numbered, members, accounts, calendar, dice, scenario.rejections);
  return {
    story: { content, calendar, dice, staff, shops, accounts, members, invitations: numbered, events, segments, communities },
    places,
    drafts,
  };
}

const knownNames = ({ staff, scenario }: Content): Set<string> =>
  new Set([...staff, ...Object.values(scenario.cast), ...Object.values(scenario.clerks)].map(({ name }) => name));

/** Shops on record whose people have yet to be won; a newcomer of the phones page can claim one by phone. */
function makeWaiting(content: Content, salespeople: Staff[], names: Names, makeShop: ShopMaker, dice: Dice): Shop[] {
  const own = dice.fork('waiting');
  const { waitingShops, strangerShops } = content.scenario;
  const named = Object.entries(strangerShops).flatMap(([key, given]) => {
    if (!given) return [];
    const shop = makeShop.named(salespeople[0]!, given, '五金');
    shop.phone = names.phoneOfKey(key);
    return shop;
  });
  const others = Array.from({ length: waitingShops - named.length }, () => {
    const staff = own.weighted(salespeople, (one) => (one === salespeople[0] ? 3 : 1));
    return makeShop.waiting(staff, names.person());
  });
  return [...named, ...others];
}

/** Invitations that name the shop they are for. */
function inviteProspects(invitations: Invitations, waiting: Shop[], calendar: Calendar, source: Dice): void {
  const dice = source.fork('prospect invitations');
  for (const shop of dice.sample(waiting, 24)) {
    const createdAt = calendar.visitTime(dice, -dice.between(1, 10));
    invitations.add({
      via: 'card',
      staff: shop.salesperson,
      root: shop.salesperson,
      prospect: shop,
      createdAt,
      expiresAt: createdAt + 30 * 86_400_000,
    });
  }
}

/** A dozen drawn portraits for those who are seen most; everybody else has initials. Even ones are women's. */
function giveAvatars(staff: Staff[], accounts: Account[]): void {
  const seen = [...staff.map((one) => one.account), ...accounts].filter(({ key }) => /^(sales-\d|manager|owner-\d|clerk-1)$/.test(key));
  const given = { women: 0, men: 0 };
  for (const account of seen) {
    const turn = account.female ? given.women++ : given.men++;
    account.avatar = `portrait-${(turn % 6) * 2 + (account.female ? 2 : 1)}`;
  }
}
