import type { Calendar } from '../calendar';
import type { Branch, Kind, Root } from '../content/catalogue-text';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import { wareKey } from '../pictures/wares';
import { barcodeOf, priceOfSku, quantitiesOf } from './measures';
import type { Catalogue, Category, Product } from './types';

type Offer = { kind: Kind; brand: string; category: Category; from: number; to: number; cheapness: number };

/** Metals went up in the course of the story; so did what is made of them. */
const DEARER = [
  { category: /电线|阀|龙头|管件|锚|螺栓/, day: -208, by: 1.13, share: 0.62 },
  { category: /./, day: -96, by: 1.04, share: 0.16 },
];

/** The whole range of goods: the same every time, whatever the day. */
export function makeCatalogue(content: Content, calendar: Calendar, source: Dice): Catalogue {
  const dice = source.fork('catalogue');
  const categories: Category[] = [];
  const offers = content.catalogue.flatMap((root, index) => offersOf(root, plant(root, root.code, null, index, categories)));
  const openedAt = calendar.at(-560, '10:00');
  const chosen = [...offers, ...furtherOffers(content, offers, dice)];
  const catalogue: Catalogue = { categories, products: [], skus: [], openedAt };
  for (const offer of chosen.sort((a, b) => a.category.place - b.category.place)) addProduct(catalogue, offer, dice);
  raisePrices(catalogue, calendar, dice);
  takeOff(catalogue, calendar, dice);
  return catalogue;
}

type Planted = { category: Category; branch: Branch };

function plant(branch: Branch, root: string, parent: Category | null, position: number, all: Category[]): Planted[] {
  const id = all.length + 1;
  const category: Category = { id, parent, name: branch.name, path: `${parent?.path ?? '/'}${id}/`, position, place: id, root };
  all.push(category);
  return [{ category, branch }, ...branch.below.flatMap((below, index) => plant(below, root, category, index, all))];
}

const offersOf = (_root: Root, planted: Planted[]): Offer[] =>
  planted.flatMap(({ category, branch }) =>
    branch.kinds.flatMap((kind) => kind.brands.map((brand) => ({ kind, brand, category, from: 0, to: kind.specs.length, cheapness: 1 }))),
  );

/** Cheaper brands make some of it too, in fewer sizes, up to the wanted numbers. */
function furtherOffers(content: Content, offers: Offer[], dice: Dice): Offer[] {
  const { products, skus } = content.scenario.catalogue;
  const brandsOf = new Map(content.catalogue.map((root) => [root.code, root.also]));
  const kinds = [...new Map(offers.map((offer) => [offer.kind, offer])).values()];
  const candidates = dice.shuffled(
    kinds.flatMap((one) => brandsOf.get(one.category.root)!.map((brand) => ({ ...one, brand, cheapness: 0.88 }))),
  );
  let missing = skus - offers.reduce((sum, { from, to }) => sum + to - from, 0);
  let left = products - offers.length;
  const further: Offer[] = [];
  for (const offer of candidates) {
    if (left === 0) break;
    const size = Math.min(offer.kind.specs.length, left === 1 ? missing : Math.max(1, Math.round(missing / left)));
    further.push({ ...offer, to: size });
    missing -= size;
    left--;
  }
  return further;
}

function addProduct(catalogue: Catalogue, { kind, brand, category, from, to, cheapness }: Offer, dice: Dice): void {
  const product: Product = {
    id: catalogue.products.length + 1,
    name: kind.name,
    brand,
    category,
    drawing: wareKey(kind.drawing, brand),
    skus: [],
    offSaleAt: null,
    hiddenFrom: [],
  };
  const number = catalogue.products.filter((one) => one.category.root === category.root).length + 1;
  const standing = dice.skewed(1, 0.7);
  const dearness = cheapness * (0.95 + dice.float() * 0.12);
  for (let index = from; index < to; index++) {
    const share = kind.specs.length === 1 ? 0 : index / (kind.specs.length - 1);
    const fen = kind.price[0] * (kind.price[1] / kind.price[0]) ** share * dearness * 100;
    const prices = priceOfSku(fen, kind.units, dice);
    product.skus.push({
      id: catalogue.skus.length + 1 + product.skus.length,
      product,
      code: `${category.root}${String(number).padStart(4, '0')}-${index + 1}`,
      spec: kind.specs[index]!,
      barcode: barcodeOf(catalogue.skus.length + 1 + product.skus.length),
      baseUnit: kind.baseUnit,
      units: kind.units,
      ...quantitiesOf(prices.listFen, kind, dice),
      ...prices,
      offSaleAt: null,
      popularity: standing * dice.skewed(1, 0.6),
      before: null,
    });
  }
  catalogue.products.push(product);
  catalogue.skus.push(...product.skus);
}

function raisePrices({ skus }: Catalogue, calendar: Calendar, dice: Dice): void {
  for (const { category, day, by, share } of DEARER) {
    const until = calendar.at(day, '08:30');
    for (const sku of skus) {
      if (sku.before || !category.test(sku.product.category.name) || !dice.chance(share)) continue;
      sku.before = { listFen: Math.round(sku.listFen / by), costFen: Math.round(sku.costFen / by), until };
    }
  }
}

/** A few are not sold any more. */
function takeOff({ products, skus }: Catalogue, calendar: Calendar, dice: Dice): void {
  for (const product of dice.sample(products, 14)) product.offSaleAt = calendar.at(-dice.between(100, 400), '17:00');
  for (const sku of dice.sample(skus, 40)) if (sku.product.skus.length > 2) sku.offSaleAt = calendar.at(-dice.between(60, 300), '17:00');
  for (const product of dice.sample(products, 6)) product.hiddenFrom = ['never-ordered'];
}
