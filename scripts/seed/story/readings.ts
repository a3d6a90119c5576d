import { type Calendar, DAY, MINUTE } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import { type Announcement, asksOf, audienceOf } from './announcements';
import type { Member, Shop } from './types';

export type Reading = {
  member: Member;
  deliveredAt: number | null;
  readAt: number | null;
  lastReadAt: number | null;
  seconds: number;
  acknowledgedAt: number | null;
  understoodAt: number | null;
  remindedAt: number | null;
};

/**
 * Those who forget; the rest are sure readers. The two make the means of scenario.json. Of those whom one can sign in as it is said
 * there, so that there is something to show.
 */
export function giveDiligence(members: Member[], content: Content, source: Dice): void {
  const dice = source.fork('diligence');
  const { scenario } = content;
  const { owner, clerk } = scenario.reading;
  for (const member of members) {
    const mean = member.role === 'owner' ? owner : clerk;
    const careful = member.shop.salesperson.content.careful ?? 1;
    const forgets = dice.chance((0.88 - mean) / 0.53 / careful);
    const said = scenario.cast[member.account.key]?.diligence ?? scenario.clerks[member.account.key]?.diligence;
    member.isKnown = said !== undefined;
    member.diligence = said ?? (forgets ? 0.15 + 0.4 * dice.float() : 0.78 + 0.2 * dice.float());
  }
}

/** What every recipient did with an announcement until today. */
export class Readings {
  constructor(
    private readonly content: Content,
    private readonly calendar: Calendar,
    private readonly shops: Shop[],
    /** In the order of their ids. */
    private readonly members: Member[],
    private readonly dice: Dice,
  ) {}

  of(announcement: Announcement, remindAt: number | null): Reading[] {
    const { publishedAt, openUntil } = announcement;
    if (publishedAt === null) return [];
    const dice = this.dice.fork(`readings of ${announcement.text.title}`);
    const readings: Reading[] = [];
    const audience = new Set(audienceOf(announcement, this.shops));
    for (const member of this.members) {
      if (!audience.has(member.shop)) continue;
      if (member.confirmedAt === null || member.confirmedAt > (openUntil ?? publishedAt)) continue;
      if (member.removedAt !== null && member.removedAt <= publishedAt) continue;
      const reading = this.reading(announcement, member, remindAt, dice);
      // Whoever left without having read is no recipient any more.
      if (member.removedAt === null || (reading.readAt !== null && reading.readAt < member.removedAt)) readings.push(reading);
    }
    return readings;
  }

  private reading(announcement: Announcement, member: Member, remindAt: number | null, dice: Dice): Reading {
    const from = Math.max(announcement.publishedAt!, member.confirmedAt!);
    const isNew = member.confirmedAt! > announcement.publishedAt!;
    // Those whom one can sign in as have the newest still before them.
    const now = member.isKnown ? this.calendar.at(-2, '08:30') : this.calendar.now;
    const end = Math.min(now, announcement.withdrawnAt ?? now, member.removedAt ?? now);
    const reads = dice.chance(Math.min(0.99, member.diligence * announcement.text.reach));
    // Joining ends in the first notice.
    const firstLook = isNew && dice.chance(0.7) ? from + dice.between(4, 90) * 1000 : this.calendar.nextLook(dice, from, 1);
    let readAt = reads ? firstLook : null;
    let remindedAt: number | null = null;
    if (remindAt !== null && remindAt >= from && (readAt === null || readAt > remindAt) && member.removedAt === null) {
      remindedAt = remindAt;
      if (readAt === null && dice.chance(0.3)) readAt = this.calendar.nextLook(dice, remindAt, 1.3);
    }
    if (readAt !== null && readAt >= end) readAt = null;
    const reading: Reading = {
      member,
      deliveredAt: null,
      readAt,
      lastReadAt: readAt,
      seconds: 0,
      acknowledgedAt: null,
      understoodAt: null,
      remindedAt,
    };
    if (readAt === null) this.listOnly(reading, firstLook, end, dice);
    else this.read(reading, readAt, announcement, end, dice);
    return reading;
  }

  /** Came up in the app and was passed over. */
  private listOnly(reading: Reading, look: number, end: number, dice: Dice): void {
    if (look < end && dice.chance(this.content.scenario.reading.delivered)) reading.deliveredAt = look;
  }

  private read(reading: Reading, readAt: number, announcement: Announcement, end: number, dice: Dice): void {
    const from = Math.max(announcement.publishedAt!, reading.member.confirmedAt!);
    reading.deliveredAt = Math.max(from, readAt - dice.between(1, 40) * 1000);
    reading.seconds = Math.max(3, Math.round(dice.skewed(24, 0.6)));
    const again = readAt + Math.round(dice.skewed(2, 1) * DAY);
    if (dice.chance(0.18) && again < end) {
      reading.lastReadAt = again;
      reading.seconds += dice.between(4, 30);
    }
    const asks = asksOf(announcement);
    const willing = reading.member.isKnown ? 1 : this.content.scenario.reading.answers * (announcement.text.must ? 1 : 0.75);
    if (asks === 'nothing' || !dice.chance(willing)) return;
    const answeredAt =
      reading.member.isKnown || dice.chance(0.85) ? readAt + reading.seconds * 1000 : readAt + dice.between(30, 900) * MINUTE;
    if (answeredAt >= end) return;
    reading.acknowledgedAt = answeredAt;
    reading.lastReadAt = Math.max(reading.lastReadAt ?? 0, answeredAt);
    if (asks === 'question') reading.understoodAt = answeredAt;
  }
}
