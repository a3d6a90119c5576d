import type { TradeSettings } from '@dianquan/shared/contract/prices';

/** What holds until the supplier decides otherwise. */
export const DEFAULT_TRADE_SETTINGS: TradeSettings = {
  lastPriceDefault: false,
  lastPriceMaxDays: 180,
  guardPermille: 100,
  pricesBeforeJoining: 'hidden',
  backOrders: false,
  reservationMinutes: 30,
  stockDisplay: { default: 'word', levels: [], segments: [] },
  returns: { days: 30, sharePermille: 300 },
  orderedWithinDays: 7,
};
