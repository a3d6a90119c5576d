import type { Dice } from '../dice';
import type { Shop } from '../story/types';
import type { Catalogue, Sku } from './types';

/** What shops of a trade sell, by the roots of the catalogue. */
const SELLS: Record<string, Record<string, number>> = {
  五金: { DG: 3, SD: 4, JG: 5, SJ: 3, SN: 2, DZ: 2, TL: 2, LB: 2 },
  建材: { JG: 4, SN: 3, TL: 5, SD: 2, DZ: 2, LB: 1, DG: 1 },
  水暖: { SN: 10, TL: 1.5, SD: 1, JG: 1 },
  电料: { DZ: 10, SD: 1.5, JG: 1, DG: 0.6 },
  工具: { DG: 8, SD: 6, LB: 1.5, JG: 1 },
  锁具: { SJ: 10, JG: 2, SD: 1 },
  油漆: { TL: 10, SD: 1, LB: 1.5 },
  劳保: { LB: 10, SD: 1, JG: 1 },
};
const SIZE: Record<string, number> = { A: 64, B: 40, C: 26, D: 14 };

/** What a shop buys again and again. */
export class Tastes {
  private readonly known = new Map<Shop, Sku[]>();
  private readonly byRoot = new Map<string, { skus: Sku[]; sums: number[] }>();

  constructor(
    { skus }: Catalogue,
    private readonly source: Dice,
  ) {
    for (const sku of skus) {
      const { root } = sku.product.category;
      const own = this.byRoot.get(root) ?? { skus: [], sums: [] };
      own.skus.push(sku);
      own.sums.push((own.sums.at(-1) ?? 0) + sku.popularity);
      this.byRoot.set(root, own);
    }
  }

  /** The oftener it is bought the oftener it is in there. */
  of(shop: Shop): Sku[] {
    const known = this.known.get(shop);
    if (known) return known;
    const dice = this.source.fork(`taste ${shop.id}`);
    const regulars = Array.from({ length: SIZE[shop.level ?? 'D']! }, () => this.any(shop, dice));
    this.known.set(shop, regulars);
    return regulars;
  }

  any(shop: Shop, dice: Dice): Sku {
    const sells = SELLS[shop.trade] ?? SELLS.五金!;
    const root = dice.weighted(Object.keys(sells), (key) => sells[key]!);
    const { skus, sums } = this.byRoot.get(root)!;
    const at = dice.float() * sums.at(-1)!;
    let low = 0;
    for (let high = sums.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return skus[low]!;
  }
}
