import { DEFAULT_TRADE_SETTINGS } from '@dianquan/server/catalogue/settings/default-trade-settings';
import { type Price, type PriceFacts, type PriceLevelFacts, priceOf } from '@dianquan/shared/price';
import type { Calendar } from '../calendar';
import type { Dice } from '../dice';
import type { Shop } from '../story/types';
import { roundedFen } from './measures';
import { Tastes } from './tastes';
import { type Catalogue, pricesAt, type Sku } from './types';

export type Level = {
  id: number;
  name: string;
  position: number;
  permille: number | null;
  letters: string;
  segment: string | null;
  categories: Map<number, number>;
  brands: Map<string, number>;
  table: Map<number, number>;
};
export type CustomerPrice = { shop: Shop; sku: Sku; fen: number; setAt: number; until: number | null; listFen: number; costFen: number };

const LETTERS = [
  { name: 'A 级供价', letters: 'A', permille: 920 },
  { name: 'B 级供价', letters: 'B', permille: 945 },
  { name: 'C 级供价', letters: 'C', permille: 970 },
  { name: 'D 级供价', letters: 'D', permille: 990 },
];
const settings = { ...DEFAULT_TRADE_SETTINGS, lastPriceDefault: false };

/** Who pays what: the levels, the prices made for single shops, and the rule that both sides of the application go by. */
export class PriceBook {
  readonly levels: Level[];
  readonly customer: CustomerPrice[] = [];
  private readonly byShop = new Map<Shop, Map<Sku, CustomerPrice>>();
  /** Shops without a price of their own pay the same as others of their kind. */
  private readonly priced = new Map<number, Price>();
  private readonly kinds = new Map<Shop, number>();
  private readonly said = new Map<string, PriceLevelFacts[]>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly calendar: Calendar,
    source: Dice,
  ) {
    const dice = source.fork('price levels');
    this.levels = [...LETTERS, { name: '工程供价', letters: '', permille: null }].map((one, index) => ({
      id: index + 1,
      position: index,
      segment: one.permille === null ? 'engineering' : null,
      categories: new Map(),
      brands: new Map(),
      table: new Map(),
      ...one,
    }));
    this.fillRules(dice);
  }

  /** For shops that buy much, on what they buy again and again; a few were agreed before the price went up and wait for a new word. */
  agree(shops: Shop[], tastes: Tastes, count: number, source: Dice): void {
    const dice = source.fork('customer prices');
    const buyers = dice.shuffled(shops.filter((shop) => shop.status === 'partner' && (shop.level === 'A' || shop.level === 'B')));
    for (const shop of buyers) {
      const own = dice.sample([...new Set(tastes.of(shop))], dice.between(2, 7));
      for (const sku of own) if (this.customer.length < count) this.add(shop, sku, dice);
    }
  }

  priceFor(shop: Shop, sku: Sku, baseQuantity: number, at: number): Price {
    if (this.byShop.get(shop)?.has(sku)) return priceOf(this.factsFor(shop, sku, at), baseQuantity);
    const reached = sku.ladder.filter(({ from }) => from <= baseQuantity).length;
    const key = ((sku.id * 10 + this.kindOf(shop)) * 10 + reached) * 2 + Number(pricesAt(sku, at) === sku);
    const known = this.priced.get(key) ?? priceOf(this.factsFor(shop, sku, at), baseQuantity);
    this.priced.set(key, known);
    return known;
  }

  isOnHold(shop: Shop, sku: Sku): boolean {
    return this.priceFor(shop, sku, sku.step, this.calendar.now).guarded !== null;
  }

  /** Shops of one kind pay the same: by letter, and whether they deliver to building sites. */
  private kindOf(shop: Shop): number {
    const known = this.kinds.get(shop);
    if (known !== undefined) return known;
    const kind = (shop.level === null ? 0 : 1 + 'ABCD'.indexOf(shop.level)) * 2 + Number(shop.tags.includes('工程渠道'));
    this.kinds.set(shop, kind);
    return kind;
  }

  private add(shop: Shop, sku: Sku, dice: Dice): void {
    const setAt = this.calendar.at(-dice.between(20, 420), '10:00') + dice.int(7 * 3_600_000);
    const { listFen, costFen } = pricesAt(sku, setAt);
    const fen = Math.max(sku.floorFen, roundedFen(listFen * (0.84 + dice.float() * 0.06)));
    const until = dice.chance(0.2) ? this.calendar.at(dice.between(20, 120)) : null;
    const price = { shop, sku, fen, setAt, until, listFen, costFen };
    this.customer.push(price);
    const own = this.byShop.get(shop) ?? new Map<Sku, CustomerPrice>();
    this.byShop.set(shop, own.set(sku, price));
  }

  private factsFor(shop: Shop, sku: Sku, at: number): PriceFacts {
    const { listFen, costFen } = pricesAt(sku, at);
    const made = this.byShop.get(shop)?.get(sku);
    const customer = made && made.setAt <= at ? { ...made, validFrom: null, validUntil: made.until } : null;
    const levels = this.levelsFor(shop, sku);
    return {
      now: at,
      listFen,
      costFen,
      floorFen: Math.min(sku.floorFen, listFen),
      ladder: sku.ladder,
      customer,
      last: null,
      levels,
      settings,
    };
  }

  private levelsFor(shop: Shop, sku: Sku): PriceLevelFacts[] {
    const isEngineering = shop.tags.includes('工程渠道');
    const key = `${sku.id} ${shop.level ?? ''} ${Number(isEngineering)}`;
    const known = this.said.get(key);
    if (known) return known;
    const own = this.levels.filter(
      (level) => (shop.level !== null && level.letters.includes(shop.level)) || (level.segment !== null && isEngineering),
    );
    const facts = own.map((level) => ({
      id: level.id,
      name: level.name,
      position: level.position,
      skuFen: level.table.get(sku.id) ?? null,
      productPermille: null,
      categoryPermilles: upwards(sku.product.category.path).map((id) => level.categories.get(id) ?? null),
      brandPermille: level.brands.get(sku.product.brand) ?? null,
      generalPermille: level.permille,
    }));
    this.said.set(key, facts);
    return facts;
  }

  private fillRules(dice: Dice): void {
    const [a, b, , , engineering] = this.levels as [Level, Level, Level, Level, Level];
    const { categories, skus } = this.catalogue;
    const named = (name: string) => categories.find((one) => one.name === name)!.id;
    a.categories.set(named('电动工具'), 930).set(named('劳保防护'), 900);
    a.brands.set('蓉匠', 900);
    b.categories.set(named('五金紧固'), 935);
    b.brands.set('蓉匠', 930);
    engineering.categories.set(named('水暖管件'), 905).set(named('五金紧固'), 915).set(named('电线电缆'), 940).set(named('涂料胶粘'), 920);
    engineering.brands.set('川劳', 900);
    for (const sku of dice.sample(skus, 90)) a.table.set(sku.id, Math.max(sku.floorFen, Math.round(sku.listFen * 0.86)));
    for (const sku of dice.sample(
      skus.filter(({ product }) => product.category.root === 'SN'),
      60,
    ))
      engineering.table.set(sku.id, Math.max(sku.floorFen, Math.round(sku.listFen * 0.85)));
  }
}

/** `/3/17/` → [17, 3]. */
const upwards = (path: string): number[] => path.split('/').filter(Boolean).map(Number).reverse();
