import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { inList, insertMany, type Tx } from '../../platform/database/sql';
import { CategoryCounts } from '../categories/category-counts';
import { documentOf, gramsOfProduct } from '../search/search-grams';

type Kept = { id: number; name: string; brand: string; keywords: string; category: string; offSale: number };
type KeptSku = { productId: number; code: string; spec: string; barcode: string | null; offSale: number };

const CHUNK = 200;

/** What is kept beside a product so that lists and searches needn't look further: its grams, how many SKUs are on sale. */
@Injectable()
export class ProductIndex {
  constructor(private readonly counts: CategoryCounts) {}

  /** After these products, their SKUs or their categories' names were written: last, before the transaction ends. */
  async refresh(tx: Tx, productIds: readonly number[]): Promise<void> {
    const all = [...new Set(productIds)].sort((a, b) => a - b);
    for (let from = 0; from < all.length; from += CHUNK) await this.chunk(tx, all.slice(from, from + CHUNK));
    this.counts.forget(tx);
  }

  async refreshCategory(tx: Tx, categoryId: number): Promise<void> {
    const rows = await tx.query<{ id: number }>('SELECT id FROM product WHERE category_id = ?', [categoryId]);
    await this.refresh(
      tx,
      rows.map(({ id }) => id),
    );
  }

  private async chunk(tx: Tx, productIds: number[]): Promise<void> {
    const ids = inList(productIds);
    const products = await tx.query<Kept>(
      `SELECT p.id, p.name, p.brand, p.keywords, c.name AS category, CASE WHEN p.off_sale_at IS NULL THEN 0 ELSE 1 END AS offSale
       FROM product p JOIN category c ON c.id = p.category_id WHERE p.id IN ${ids.sql} ORDER BY p.id`,
      ids.params,
    );
    const skus = groupBy(
      await tx.query<KeptSku>(
        `SELECT product_id AS productId, code, spec, barcode, CASE WHEN off_sale_at IS NULL THEN 0 ELSE 1 END AS offSale
         FROM sku WHERE product_id IN ${ids.sql} ORDER BY product_id, position, id`,
        ids.params,
      ),
      ({ productId }) => productId,
    );
    const grams: [string, number, number][] = [];
    for (const { id, name, brand, keywords, category, offSale } of products) {
      const own = skus.get(id) ?? [];
      const searchable = {
        name,
        brand,
        category,
        keywords: JSON.parse(keywords) as string[],
        specs: own.map(({ spec }) => spec).filter(Boolean),
        codes: own.map(({ code }) => code),
        barcodes: own.flatMap(({ barcode }) => barcode ?? []),
      };
      for (const { gram, weight } of gramsOfProduct(searchable)) grams.push([gram, id, weight]);
      const { text, sound } = documentOf(searchable);
      const onSale = own.filter((sku) => sku.offSale === 0).length;
      await tx.execute('UPDATE product SET sku_count = ?, is_listed = ?, search_text = ?, search_sound = ? WHERE id = ?', [
        onSale,
        offSale === 0 && onSale > 0 ? 1 : 0,
        text,
        sound,
        id,
      ]);
    }
    await tx.execute(`DELETE FROM product_gram WHERE product_id IN ${ids.sql}`, ids.params);
    // In the order of the key: neighbours are written next to each other, and two writers meet in one order.
    grams.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
    await insertMany(tx, 'product_gram', ['gram', 'product_id', 'weight'], grams);
  }
}
