/** Which goods may come back and until when: the server refuses by it, and a page says it before anybody asks. */
import type { ReturnView } from './contract/returns.js';

export type ReturnKind = ReturnView['kind'];
/** For unsold goods: so many days after they left, of a line so much of what was sent. */
export type ReturnRule = { days: number; sharePermille: number };
/** Base units. */
export type ReturnLineFacts = {
  shipped: number;
  /** Asked for before and not refused. */
  asked: number;
  /** Of these as unsold: to give back or to exchange. */
  askedUnsold: number;
};
export type ReturnFacts = {
  kind: ReturnKind;
  /** When the last of it left; null when nothing has. */
  sentAt: number | null;
  now: number;
  lines: (ReturnLineFacts & { wanted: number })[];
  pictures: number;
};
export type ReturnRefusal = 'return_not_shipped' | 'return_too_late' | 'return_too_much' | 'return_picture_required';

const DAY_MS = 86_400_000;
/** Damage shows when the boxes are opened: so much time there is always. */
const DAMAGE_DAYS = 7;

export const returnDays = (kind: ReturnKind, { days }: ReturnRule): number => (kind === 'damage' ? Math.max(days, DAMAGE_DAYS) : days);

/** The last moment to ask. */
export const returnUntil = (kind: ReturnKind, sentAt: number, rule: ReturnRule): number => sentAt + returnDays(kind, rule) * DAY_MS;

/** How many base units of a line may still be asked back. What arrived broken may all go back, unsold goods no more than the share. */
export function returnableUnits(kind: ReturnKind, { shipped, asked, askedUnsold }: ReturnLineFacts, { sharePermille }: ReturnRule): number {
  const left = shipped - asked;
  const most = kind === 'damage' ? left : Math.min(left, Math.floor((shipped * sharePermille) / 1000) - askedUnsold);
  return Math.max(0, most);
}

/** Null when the goods may come back. */
export function returnRefusal({ kind, sentAt, now, lines, pictures }: ReturnFacts, rule: ReturnRule): ReturnRefusal | null {
  if (sentAt === null || lines.some(({ shipped }) => shipped === 0)) return 'return_not_shipped';
  if (now > returnUntil(kind, sentAt, rule)) return 'return_too_late';
  if (lines.some((line) => line.wanted > returnableUnits(kind, line, rule))) return 'return_too_much';
  return kind === 'damage' && pictures === 0 ? 'return_picture_required' : null;
}
