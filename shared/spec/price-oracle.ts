import type { PriceFacts, PriceRule } from '@dianquan/shared/price';

/**
 * The price once more, written from the sentence of the promise and not from the code: everything that could be the price is put on
 * one table with a key, the table is sorted, the first row is taken. In BigInt, so that rounding can't hide in floats.
 */
type Row = { key: [number, bigint, number, number]; rule: PriceRule; fen: bigint; levelId: number | null };

export function oraclePrice(facts: PriceFacts, quantity: number): { fen: number; rule: PriceRule; levelId: number | null } {
  const table: Row[] = [{ key: [4, 0n, 0, 0], rule: 'list', fen: BigInt(facts.listFen), levelId: null }];
  const { customer, last, settings, now } = facts;

  if (customer) {
    const begun = (customer.validFrom ?? Number.NEGATIVE_INFINITY) <= now;
    const over = (customer.validUntil ?? Number.POSITIVE_INFINITY) <= now;
    if (begun && !over && isCalm(customer, facts))
      table.push({ key: [1, 0n, 0, 0], rule: 'customer', fen: BigInt(customer.fen), levelId: null });
  }
  if (last && settings.lastPriceDefault && isCalm(last, facts)) {
    const oldestDay = dayOf(now - settings.lastPriceMaxDays * 86_400_000);
    if (dayOf(last.at) >= oldestDay) table.push({ key: [2, 0n, 0, 0], rule: 'last', fen: BigInt(last.fen), levelId: null });
  }
  for (const level of facts.levels) {
    const terms: unknown[] = [level.productPermille, ...(level.categoryPermilles ?? []), level.brandPermille, level.generalPermille];
    const permille = terms.find((term) => typeof term === 'number') as number | undefined;
    // Half up: twice the exact value plus one, halved and cut.
    const discounted = permille === undefined ? null : ((BigInt(facts.listFen) * BigInt(permille) * 2n) / 1000n + 1n) / 2n;
    const fen = typeof level.skuFen === 'number' ? BigInt(level.skuFen) : discounted;
    if (fen !== null) table.push({ key: [3, fen, level.position, level.id], rule: 'level', fen, levelId: level.id });
  }

  table.sort((a, b) => {
    for (const [index, part] of a.key.entries()) {
      const other = b.key[index]!;
      if (part !== other) return part < other ? -1 : 1;
    }
    return 0;
  });
  const row = table[0]!;
  let fen = row.fen;
  for (const step of facts.ladder) if (quantity >= step.from && BigInt(step.fen) < fen) fen = BigInt(step.fen);
  if (facts.floorFen !== null && fen < BigInt(facts.floorFen)) fen = BigInt(facts.floorFen);
  return { fen: Number(fen), rule: row.rule, levelId: row.levelId };
}

/** Neither list nor cost moved by more than the guard allows, as far as both are known. */
function isCalm(then: { listFen: number | null; costFen: number | null }, facts: PriceFacts): boolean {
  const pairs = [
    [then.listFen, facts.listFen],
    [then.costFen, facts.costFen],
  ] as const;
  return pairs.every(([before, after]) => {
    if (before === null || after === null) return true;
    const most = BigInt(before) * BigInt(1000 + facts.settings.guardPermille);
    const least = BigInt(before) * BigInt(1000 - facts.settings.guardPermille);
    return BigInt(after) * 1000n <= most && BigInt(after) * 1000n >= least;
  });
}

const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
