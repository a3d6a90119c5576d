import { type Calendar, HOUR, MINUTE } from '../calendar';
import type { Dice } from '../dice';
import type { Invitation, Member, Staff } from './types';

/** What each salesperson hands out in the course of the two months. Days count from today. */
const PROGRAMME = [
  { campaign: '上门拓店', via: 'code', day: -61, weight: 10 },
  { campaign: '老客户微信群', via: 'card', day: -61, weight: 4 },
  { campaign: '展厅扫码', via: 'link', day: -57, weight: 2 },
  { campaign: '金府五金展', via: 'code', day: -44, ends: -37, weight: 8 },
  { campaign: '新小区扫街', via: 'code', day: -31, useLimit: 20, weight: 9 },
  { campaign: '周末专场', via: 'card', day: -21, revoked: -12, weight: 5 },
  { campaign: '上门拓店二期', via: 'code', day: -15, weight: 12 },
] as const;

type Planned = (typeof PROGRAMME)[number] & { ends?: number; revoked?: number; useLimit?: number };

export class Invitations {
  readonly all: Invitation[] = [];
  private readonly weights = new Map<Invitation, number>();
  /** By territory; an invitation of somebody who knows many people stands in it many times. */
  private readonly passers = new Map<Staff, Invitation[]>();
  private readonly waiting: { from: number; invitation: Invitation; times: number }[] = [];
  private readonly dice: Dice;

  constructor(
    private readonly calendar: Calendar,
    dice: Dice,
    private readonly longestChain: number,
  ) {
    this.dice = dice.fork('invitations');
  }

  startProgramme(salespeople: Staff[]): void {
    for (const staff of salespeople) {
      this.passers.set(staff, []);
      for (const planned of PROGRAMME as readonly Planned[]) {
        const invitation = this.add({
          via: planned.via,
          staff,
          root: staff,
          campaign: planned.campaign,
          createdAt: this.calendar.at(planned.day, '08:40') + this.dice.int(90) * MINUTE,
          expiresAt: planned.ends === undefined ? null : this.calendar.at(planned.ends),
          revokedAt: planned.revoked === undefined ? null : this.calendar.at(planned.revoked, '18:20'),
          useLimit: planned.useLimit ?? null,
        });
        this.weights.set(invitation, planned.weight);
      }
    }
  }

  /** One of the salesperson's that is open. */
  ofStaff(staff: Staff, at: number): Invitation {
    const open = this.all.filter((one) => one.staff === staff && this.weights.has(one) && isOpen(one, at));
    return this.dice.weighted(open, (one) => this.weights.get(one) ?? 1);
  }

  /** One that a shop passed on, of the territory or now and then of another; null as long as there is none. */
  passedOn(staff: Staff, at: number, crossTerritory: number): Invitation | null {
    this.release(at);
    const pools = [...this.passers.keys()];
    const pool = this.passers.get(this.dice.chance(crossTerritory) ? this.dice.pick(pools) : staff) ?? [];
    return pool.length > 0 ? this.dice.pick(pool) : null;
  }

  /** A few pass it on to very many, most to nobody. */
  maybePassesOn(member: Member, isEarly: boolean): void {
    const parent = member.invitation;
    if (!parent || parent.depth + 1 >= this.longestChain || !(isEarly || this.dice.chance(0.17))) return;
    const delay = this.dice.chance(0.6) ? this.dice.between(4, 180) * MINUTE : this.dice.between(5, 90) * HOUR;
    const createdAt = member.joinedAt + delay;
    if (createdAt >= this.calendar.now) return;
    const invitation = this.add({
      via: this.dice.weighted(['card', 'link', 'code'] as const, (via) => ({ card: 15, link: 3, code: 2 })[via]),
      member,
      parent,
      root: parent.root,
      depth: parent.depth + 1,
      createdAt,
    });
    const times = Math.min(36, Math.max(1, Math.round(this.dice.skewed(2, 1.1))));
    this.waiting.push({ from: createdAt + 2 * MINUTE, invitation, times });
  }

  add(given: Partial<Invitation> & Pick<Invitation, 'via' | 'root' | 'createdAt'>): Invitation {
    const invitation: Invitation = {
      id: 0,
      code: this.dice.bytes(16).toString('base64url'),
      staff: null,
      member: null,
      parent: null,
      depth: 0,
      community: null,
      prospect: null,
      campaign: null,
      useLimit: null,
      used: 0,
      landed: 0,
      expiresAt: null,
      revokedAt: null,
      ...given,
    };
    this.all.push(invitation);
    return invitation;
  }

  private release(at: number): void {
    for (let i = this.waiting.length - 1; i >= 0; i--) {
      const one = this.waiting[i]!;
      if (one.from > at) continue;
      const pool = this.passers.get(one.invitation.root);
      for (let n = 0; n < one.times; n++) pool?.push(one.invitation);
      this.waiting.splice(i, 1);
    }
  }
}

export const isOpen = (invitation: Invitation, at: number): boolean =>
  invitation.createdAt <= at &&
  (invitation.expiresAt === null || invitation.expiresAt > at) &&
  (invitation.revokedAt === null || invitation.revokedAt > at) &&
  (invitation.useLimit === null || invitation.used < invitation.useLimit);
