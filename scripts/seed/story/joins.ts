import { DAY, MINUTE } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Invitations } from './invitations';
import type { Names } from './names';
import type { OwnerName, ShopMaker } from './shops';
import type { Slot } from './slots';
import type { Account, Invitation, Member, Shop } from './types';

/** The first six of each territory are the salesperson's old friends: they pass it on. */
const EARLY = 6;

/** Carries out the plan: a shop and its first person for each slot, in the order of time. */
export class Joins {
  readonly shops: Shop[] = [];
  readonly accounts: Account[] = [];
  readonly members: Member[] = [];
  private readonly dice: Dice;
  private readonly early = new Map<string, number>();

  constructor(
    private readonly content: Content,
    dice: Dice,
    private readonly names: Names,
    private readonly makeShop: ShopMaker,
    private readonly invitations: Invitations,
    /** Nobody joins later. */
    private readonly end: number,
  ) {
    this.dice = dice.fork('joins');
  }

  run(slots: Slot[]): void {
    for (const slot of slots) this.join(slot);
  }

  private join(slot: Slot): void {
    const { crossTerritory } = this.content.scenario;
    const passed = slot.isDirect ? null : this.invitations.passedOn(slot.staff, slot.at, crossTerritory);
    const invitation = passed ?? this.invitations.ofStaff(slot.staff, slot.at);
    const before = slot.isSecondShop ? this.ownerOfAnother(slot) : null;
    const person = this.ownerName(slot, before);
    const shop = this.makeShop.ofSlot(slot, person);
    const account = before ?? this.account(slot, person, shop);
    if (!slot.isStranger) this.makeShop.giveRecord(shop, person.name, account.phone);
    if (slot.cast) shop.phone = account.phone;
    shop.joinedAt = slot.at;
    shop.updatedAt = slot.at;
    shop.invitedBy = invitation.root;
    // A shop that was nobody's goes to the salesperson at the head of the chain.
    if (slot.isStranger) shop.salesperson = invitation.root;
    this.shops.push(shop);
    const member = this.addMember(account, shop, 'owner', slot.at, invitation, before === null);
    member.firstOfShop = true;
    const count = (this.early.get(slot.staff.content.key) ?? 0) + 1;
    this.early.set(slot.staff.content.key, count);
    if (!slot.cast) this.invitations.maybePassesOn(member, count <= EARLY);
    if (!slot.cast && this.dice.chance(this.content.scenario.secondOwner)) this.partnerInLife(shop, slot.at, invitation);
  }

  /** A couple who run the shop together. */
  private partnerInLife(shop: Shop, after: number, invitation: Invitation): void {
    const at = after + this.dice.between(10, 900) * MINUTE;
    if (at >= this.end || !this.isUsable(invitation, at)) return;
    const person = this.names.person();
    const account = this.newAccount(`person-${this.accounts.length + 1}`, person, person.name, at, this.names.phone());
    shop.contacts.push({ name: person.name, phone: account.phone, note: '老板娘' });
    this.addMember(account, shop, 'owner', at, invitation, true);
  }

  addMember(account: Account, shop: Shop, role: Member['role'], at: number, invitation: Invitation | null, isNew: boolean): Member {
    const member: Member = {
      id: 0,
      account,
      shop,
      role,
      status: 'active',
      invitation,
      credited: invitation !== null && isNew,
      firstOfShop: false,
      joinedAt: at,
      confirmedAt: at,
      confirmedBy: null,
      removedAt: null,
      diligence: 0,
      isKnown: false,
    };
    if (invitation) invitation.used++;
    this.members.push(member);
    shop.members.push(member);
    return member;
  }

  newAccount(key: string, person: { name: string; female: boolean }, nickname: string, at: number, phone: string): Account {
    const account: Account = {
      id: 0,
      key,
      provider: 'wechat',
      name: nickname,
      phone,
      phoneVerified: !this.dice.chance(0.05),
      female: person.female,
      createdAt: at - this.dice.between(15, 140) * 1000,
      avatar: null,
    };
    this.accounts.push(account);
    return account;
  }

  isUsable(invitation: Invitation, at: number): boolean {
    const { expiresAt, revokedAt, useLimit, used } = invitation;
    return (expiresAt ?? at + 1) > at && (revokedAt ?? at + 1) > at && used < (useLimit ?? used + 1);
  }

  private ownerName(slot: Slot, before: Account | null): OwnerName {
    if (slot.cast)
      return { name: slot.cast.content.name, surname: slot.cast.content.name.slice(0, 1), female: slot.cast.key === 'owner-2' };
    if (before) return { name: before.name, surname: before.name.slice(0, 1), female: before.female };
    return this.names.person();
  }

  private account(slot: Slot, person: OwnerName, shop: Shop): Account {
    if (slot.cast) {
      const account = this.newAccount(slot.cast.key, person, person.name, slot.at, this.names.phoneOfKey(slot.cast.key));
      account.phoneVerified = true;
      return account;
    }
    const nickname = this.names.nickname(person.name, person.surname, shop.name);
    return this.newAccount(`person-${this.accounts.length + 1}`, person, nickname, slot.at, this.names.phone());
  }

  private ownerOfAnother(slot: Slot): Account {
    if (slot.cast) return this.accounts.find((one) => one.key === slot.cast?.key)!;
    const settled = this.members.filter(
      (one) =>
        one.shop.salesperson === slot.staff &&
        one.joinedAt < slot.at - 3 * DAY &&
        one.account.key.startsWith('person-') &&
        one.shop.members.length === 1,
    );
    return this.dice.pick(settled).account;
  }
}
