import { type Calendar, DAY, MINUTE } from '../calendar';
import type { Dice } from '../dice';
import { type Announcement, asksOf } from './announcements';
import type { Reading } from './readings';
import type { Staff } from './types';

/** Notices that must be confirmed are said again after three days; the last such ones only, people get tired of it. */
export function planReminders(announcements: Announcement[], calendar: Calendar): Map<Announcement, number> {
  const due = announcements.filter(
    (one) => one.state === 'published' && one.text.must && one.publishedAt! > calendar.at(-24) && one.publishedAt! < calendar.at(-4),
  );
  return new Map(due.map((one) => [one, Math.floor(one.publishedAt! / DAY) * DAY + 3 * DAY + 11.5 * 60 * MINUTE]));
}

export type Call = {
  announcement: Announcement;
  reading: Reading;
  staff: Staff;
  result: 'told' | 'no_answer' | 'refused';
  note: string;
  at: number;
};

const NOTES: Record<Call['result'], string[]> = {
  told: ['电话里讲清楚了', '说晚上看', '老板娘接的，会转告', ''],
  no_answer: ['响了没接', '关机', '明早再打', ''],
  refused: ['暂时不做这个品类', '说没空看', ''],
};

/** Salespeople work down their call lists. */
export function makeCalls(announcements: Announcement[], readings: Map<Announcement, Reading[]>, calendar: Calendar, source: Dice): Call[] {
  const dice = source.fork('calls');
  const recent = announcements.filter(
    (one) =>
      one.state === 'published' && asksOf(one) !== 'nothing' && one.publishedAt! > calendar.at(-15) && one.publishedAt! < calendar.at(-1),
  );
  return recent.flatMap((announcement) => {
    const unread = (readings.get(announcement) ?? []).filter(
      (one) => one.readAt === null && one.member.role === 'owner' && one.member.shop.status === 'partner',
    );
    return dice.sample(unread, Math.round(unread.length * 0.12)).map((reading): Call => {
      const result = dice.weighted(['told', 'no_answer', 'refused'] as const, (one) => ({ told: 6, no_answer: 5, refused: 1 })[one]);
      const at = Math.min(
        calendar.visitTime(dice, Math.ceil((announcement.publishedAt! - calendar.now) / DAY)) + DAY,
        calendar.now - MINUTE,
      );
      return {
        announcement,
        reading,
        staff: reading.member.shop.salesperson,
        result,
        note: dice.pick(NOTES[result]),
        at: Math.max(at, announcement.publishedAt! + MINUTE),
      };
    });
  });
}
