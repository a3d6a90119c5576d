/** The kept counts of one shop for one announcement. */
export type ShopCounts = {
  people: number;
  owners: number;
  delivered: number;
  owners_read: number;
  clerks_read: number;
  acknowledged: number;
  understood: number;
};

export type Standing = { reached: boolean; read: boolean; ownerRead: boolean; fullyRead: boolean; understood: boolean };

/**
 * How far a notice got in a shop. Each holds only where the one before does, so that a funnel over shops can only narrow: a shop whose
 * owner read and whose clerks did not is not fully reached, and a shop without an owner never gets past *reached*.
 */
export function standingOf(shop: ShopCounts, asks: 'question' | 'acknowledgement' | 'nothing'): Standing {
  const read = shop.owners_read + shop.clerks_read;
  const reached = shop.delivered > 0 || read > 0;
  const ownerRead = shop.owners_read > 0;
  const fullyRead = ownerRead && read === shop.people;
  const answered = asks === 'question' ? shop.understood : asks === 'acknowledgement' ? shop.acknowledged : 0;
  return { reached, read: read > 0, ownerRead, fullyRead, understood: fullyRead && asks !== 'nothing' && answered === shop.people };
}

/** What changes in the counts of shops when one shop moves from one standing to another. */
export function standingDelta(before: Standing | null, after: Standing | null): Record<string, number> {
  const step = (name: keyof Standing): number => Number(after?.[name] ?? false) - Number(before?.[name] ?? false);
  return {
    shops: Number(after !== null) - Number(before !== null),
    shops_reached: step('reached'),
    shops_read: step('read'),
    shops_owner_read: step('ownerRead'),
    shops_fully_read: step('fullyRead'),
    shops_understood: step('understood'),
  };
}
