import type { TestApp } from '../app';
import { buildCategory, buildProduct } from '../builders/product';
import type { Words } from './words';

/** Dear enough that no price made for a shop is above it. */
const LIST_FEN = 99_000_000;

export type CommonGoods = { categoryId: number; productId: number; skuId: number };

/** What all worlds have in common: a category, a product in it, and a barcode on that. */
export async function buildCommonGoods(t: TestApp, as: string): Promise<CommonGoods> {
  const categoryId = await buildCategory(t, as);
  const { productId, skuId } = await buildProduct(t, { as, categoryId, skus: [{ listFen: LIST_FEN, barcode: BARCODE }] });
  return { categoryId, productId, skuId };
}
/** On the common product. */
export const BARCODE = '69012345';

type Place = { as: string; shopId: number; postId: number; orderId: number };

/** A product of its own, a price of its own for what everybody buys, and a post that offers it. */
export async function buildGoods(
  t: TestApp,
  common: CommonGoods,
  w: Words,
  { as, shopId, postId, orderId }: Place,
): Promise<{ product: number; sku: number }> {
  const costs = { costFen: Number(w.costFen), floorFen: Number(w.floorFen) };
  const skus = [{ listFen: LIST_FEN, ...costs }];
  const { productId, skuId } = await buildProduct(t, { as, categoryId: common.categoryId, name: w.productName, skus });
  const own = [shopId, common.skuId, Number(w.shopPrice), LIST_FEN, t.clock.now()];
  await t.db.execute('INSERT INTO customer_price (shop_id, sku_id, fen, list_fen_then, set_at) VALUES (?, ?, ?, ?, ?)', own);
  const last = [shopId, common.skuId, Number(w.lastPrice), LIST_FEN, orderId, t.clock.now()];
  await t.db.execute('INSERT INTO last_price (shop_id, sku_id, fen, list_fen_then, order_id, at) VALUES (?, ?, ?, ?, ?, ?)', last);
  const { status } = await t.call('orderSets.put', {
    as,
    params: { kind: 'post', subjectId: postId },
    body: { title: w.setTitle, lines: [{ skuId: common.skuId, quantity: 1 }] },
  });
  if (status !== 204) throw new Error(`the set could not be offered: ${status}`);
  return { product: productId, sku: skuId };
}

/** From each world's segment the other's product is hidden. */
export async function hideGoods(t: TestApp, as: string, worlds: { things: { product: number; segment: number } }[]): Promise<void> {
  for (const { things } of worlds)
    await t.call('products.update', {
      as,
      params: { id: things.product },
      body: { hiddenFromSegmentIds: worlds.filter((other) => other.things !== things).map((other) => other.things.segment) },
    });
}
