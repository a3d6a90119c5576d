import { type Calendar, DAY } from '../calendar';
import type { AnnouncementText } from '../content/announcement-text';
import type { Content } from '../content/content';
import type { Segment, Shop, Staff } from './types';

export type State = 'draft' | 'scheduled' | 'published' | 'withdrawn';
export type Announcement = {
  id: number;
  text: AnnouncementText;
  author: Staff;
  state: State;
  segments: Segment[];
  isEveryone: boolean;
  createdAt: number;
  publishAt: number | null;
  publishedAt: number | null;
  openUntil: number | null;
  withdrawnAt: number | null;
  correctedAt: number | null;
};

/** In the order in which they went out. */
export function makeAnnouncements(content: Content, calendar: Calendar, segments: Segment[], author: Staff): Announcement[] {
  const made = content.announcements.map((text): Announcement => {
    const at = calendar.at(text.day, text.time);
    const state = text.state.kind === 'corrected' ? 'published' : text.state.kind;
    const isOut = state === 'published' || state === 'withdrawn';
    const changedAt = calendar.at(text.state.day, text.state.time);
    return {
      id: 0,
      text: { ...text, ...withDays(text, at, calendar) },
      author,
      state,
      isEveryone: text.to.includes('everyone'),
      segments: text.to.filter((key) => key !== 'everyone').map((key) => segmentOf(segments, key)),
      createdAt: at - 95 * 60_000,
      publishAt: state === 'scheduled' ? changedAt : null,
      publishedAt: isOut ? at + 2_000 : null,
      openUntil: text.open === null ? null : at + text.open * DAY,
      withdrawnAt: state === 'withdrawn' ? changedAt : null,
      correctedAt: text.state.kind === 'corrected' ? changedAt : null,
    };
  });
  made.sort((a, b) => a.createdAt - b.createdAt);
  made.forEach((one, index) => {
    one.id = index + 1;
  });
  return made;
}

/** `{日:+4}` is the fourth day after publishing. */
function withDays(text: AnnouncementText, at: number, calendar: Calendar): Pick<AnnouncementText, 'title' | 'blocks' | 'question'> {
  const { title, blocks, question } = text;
  const filled = JSON.stringify({ title, blocks, question }).replace(/\{日:\+(\d+)\}/g, (_, days: string) =>
    calendar.spokenDay(at + Number(days) * DAY),
  );
  return JSON.parse(filled);
}

function segmentOf(segments: Segment[], key: string): Segment {
  const segment = segments.find((one) => one.content.key === key);
  if (!segment) throw new Error(`announcements: no segment ${key}`);
  return segment;
}

export function audienceOf(announcement: Announcement, shops: Shop[]): Shop[] {
  if (announcement.isEveryone) return shops.filter((shop) => shop.joinedAt !== null);
  const members = new Set(announcement.segments.flatMap((segment) => segment.shops));
  return [...members].filter((shop) => shop.joinedAt !== null);
}

export const asksOf = ({ text }: Announcement): 'question' | 'acknowledgement' | 'nothing' =>
  text.question ? 'question' : text.must ? 'acknowledgement' : 'nothing';
