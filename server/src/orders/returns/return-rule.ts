import type { TradeSettings } from '@dianquan/shared/contract/prices';
import type { ErrorCode } from '@dianquan/shared/errors';
import type { ReturnKind } from './return-rows';

const DAY = 86_400_000;
/** Damage shows when the boxes are opened: so much time there is always. */
const DAMAGE_DAYS = 7;

export type ReturnFacts = {
  kind: ReturnKind;
  /** When the last of it left; null when nothing has. */
  shippedAt: number | null;
  now: number;
  lines: { shipped: number /** Asked for before and not refused, in base units. */; asked: number; askedUnsold: number; wanted: number }[];
  pictures: number;
};

/** Whether goods may come back: within the days, of what was sent, of unsold goods no more than the share. Null when they may. */
export function returnRefusal({ kind, shippedAt, now, lines, pictures }: ReturnFacts, rule: TradeSettings['returns']): ErrorCode | null {
  if (shippedAt === null || lines.some(({ shipped }) => shipped === 0)) return 'return_not_shipped';
  const days = kind === 'damage' ? Math.max(rule.days, DAMAGE_DAYS) : rule.days;
  if (now - shippedAt > days * DAY) return 'return_too_late';
  if (lines.some(({ shipped, asked, wanted }) => asked + wanted > shipped)) return 'return_too_much';
  if (kind === 'damage') return pictures === 0 ? 'return_picture_required' : null;
  const isTooMuch = lines.some(
    ({ shipped, askedUnsold, wanted }) => askedUnsold + wanted > Math.floor((shipped * rule.sharePermille) / 1000),
  );
  return isTooMuch ? 'return_too_much' : null;
}
