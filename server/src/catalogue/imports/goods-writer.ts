import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { inList, insertMany, type Tx } from '../../platform/database/sql';
import { attachFiles, forgetFiles } from '../../platform/files/file-rows';
import { CategoryTree } from '../categories/category-tree';
import { SkuPrices } from '../prices/sku-prices';
import { ProductIndex } from '../products/product-index';
import { StockMoves } from '../stock/stock-moves';
import type { ProductDraft, SkuDraft } from './drafts';
import type { KnownGoods } from './known-goods';

export type Importer = { accountId: number; staffId: number; warehouseId: number | null };

/** Writes what the rows of a chunk have come to. */
@Injectable()
export class GoodsWriter {
  constructor(
    private readonly clock: Clock,
    private readonly tree: CategoryTree,
    private readonly prices: SkuPrices,
    private readonly moves: StockMoves,
    private readonly index: ProductIndex,
  ) {}

  async write(tx: Tx, known: KnownGoods, by: Importer): Promise<void> {
    const products = known.touchedProducts;
    const skus = known.touchedSkus;
    await this.categories(tx, products, known);
    await this.products(tx, products, known, by);
    await this.addSkus(
      tx,
      skus.filter(({ id }) => id === null),
    );
    await this.changeSkus(
      tx,
      skus.filter((draft) => draft.before !== null && draft.isChanged),
      by.staffId,
    );
    await this.count(tx, skus, by);
    await this.index.refresh(
      tx,
      [...products, ...skus.filter(({ isChanged }) => isChanged).map(({ product }) => product)].flatMap(({ id }) => id ?? []),
    );
  }

  private async categories(tx: Tx, products: readonly ProductDraft[], known: KnownGoods): Promise<void> {
    const wanted = [...new Set(products.map(({ state }) => state.category))].filter((path) => !known.categories.has(path));
    if (wanted.length === 0) return;
    for (const path of wanted) {
      const names = path.split('/');
      let parentId = 0;
      for (const [depth, name] of names.entries()) {
        const above = names.slice(0, depth + 1).join('/');
        const id = known.categories.get(above) ?? (await this.addCategory(tx, parentId, name));
        known.categories.set(above, id);
        parentId = id;
      }
    }
    await this.tree.arrange(tx);
  }

  private async addCategory(tx: Tx, parentId: number, name: string): Promise<number> {
    const { insertId } = await tx.execute('INSERT INTO category (parent_id, name, path, position, created_at) VALUES (?, ?, ?, ?, ?)', [
      parentId,
      name,
      '',
      // Behind those that people have put into an order of their own.
      1000,
      this.clock.now(),
    ]);
    return insertId;
  }

  private async products(tx: Tx, products: readonly ProductDraft[], known: KnownGoods, by: Importer): Promise<void> {
    if (products.length === 0) return;
    const now = this.clock.now();
    const places = new Map((await this.tree.read(tx)).map((one) => [one.id, one]));
    const placeOf = ({ state }: ProductDraft) => {
      const category = places.get(known.categories.get(state.category) ?? 0);
      return { category_id: category?.id ?? 0, category_path: category?.path ?? '', category_place: category?.place ?? 0 };
    };
    const rowOf = (draft: ProductDraft) => ({
      ...placeOf(draft),
      description: draft.state.description,
      keywords: JSON.stringify(draft.state.keywords),
      pictures: JSON.stringify(draft.state.pictures),
      updated_at: now,
    });
    const fresh = products.filter(({ id }) => id === null);
    const rows = fresh.map((draft) => ({
      ...rowOf(draft),
      name: draft.state.name,
      brand: draft.state.brand,
      attributes: '[]',
      created_at: now,
    }));
    if (rows[0])
      await insertMany(
        tx,
        'product',
        Object.keys(rows[0]),
        rows.map((row) => Object.values(row)),
      );
    await findIds(tx, fresh);
    for (const draft of products) {
      if (draft.before === null) continue;
      const row = rowOf(draft);
      const columns = Object.keys(row).map((name) => `${name} = ?`);
      await tx.execute(`UPDATE product SET ${columns.join(', ')}, version = version + 1 WHERE id = ?`, [
        ...Object.values(row),
        draft.id ?? 0,
      ]);
    }
    for (const draft of products) await this.pictures(tx, draft, by);
  }

  private async pictures(tx: Tx, { id, before, state }: ProductDraft, { accountId }: Importer): Promise<void> {
    const had = new Set(before?.pictures.map((picture) => picture.id));
    const has = new Set(state.pictures.map((picture) => picture.id));
    const added = [...has].filter((picture) => !had.has(picture));
    const gone = [...had].filter((picture) => !has.has(picture));
    await attachFiles(tx, added, { kind: 'product', id: id ?? 0 }, accountId, { field: 'pictureFileIds', picturesOnly: true });
    if (gone.length > 0) await forgetFiles(tx, gone, this.clock.now());
  }

  private async addSkus(tx: Tx, skus: readonly SkuDraft[]): Promise<void> {
    const now = this.clock.now();
    const rows = skus.map(({ product, state }) => ({
      ...columnsOf(state),
      product_id: product.id ?? 0,
      code: state.code,
      list_fen: state.listFen,
      cost_fen: state.costFen,
      floor_fen: state.floorFen,
      ladder: '[]',
      position: ++product.lastPosition,
      off_sale_at: state.onSale ? null : now,
      created_at: now,
      updated_at: now,
    }));
    if (!rows[0]) return;
    await insertMany(
      tx,
      'sku',
      Object.keys(rows[0]),
      rows.map((row) => Object.values(row)),
    );
    const codes = inList(skus.map(({ state }) => state.code));
    const written = await tx.query<{ id: number; code: string }>(`SELECT id, code FROM sku WHERE code IN ${codes.sql}`, codes.params);
    const ids = new Map(written.map(({ id, code }) => [code, id]));
    for (const draft of skus) draft.id = ids.get(draft.state.code) ?? null;
  }

  private async changeSkus(tx: Tx, skus: readonly SkuDraft[], staffId: number): Promise<void> {
    const now = this.clock.now();
    // A barcode that goes from one SKU to another has to be free in between.
    const freed = inList(skus.flatMap(({ id, before, state }) => (id !== null && before?.barcode !== state.barcode ? [id] : [])));
    await tx.execute(`UPDATE sku SET barcode = NULL WHERE id IN ${freed.sql}`, freed.params);
    for (const { id, state } of skus) {
      const row = columnsOf(state);
      const columns = Object.keys(row).map((name) => `${name} = ?`);
      const sale = state.onSale ? 'NULL' : 'COALESCE(off_sale_at, ?)';
      await tx.execute(`UPDATE sku SET ${columns.join(', ')}, off_sale_at = ${sale}, updated_at = ? WHERE id = ?`, [
        ...Object.values(row),
        ...(state.onSale ? [] : [now]),
        now,
        id ?? 0,
      ]);
    }
    await this.prices.change(
      tx,
      skus.map(({ id, state: { listFen, costFen, floorFen } }) => ({ skuId: id ?? 0, listFen, costFen, floorFen })),
      staffId,
    );
  }

  private async count(tx: Tx, skus: readonly SkuDraft[], { accountId, warehouseId }: Importer): Promise<void> {
    if (warehouseId === null) return;
    await this.moves.apply(
      tx,
      skus.flatMap(({ id, counted }) =>
        counted === null || id === null
          ? []
          : [{ skuId: id, warehouseId, available: counted.change, reserved: 0, reason: 'counted' as const, accountId, note: '商品导入' }],
      ),
    );
  }
}

/** Names and brands are unique together. */
async function findIds(tx: Tx, drafts: readonly ProductDraft[]): Promise<void> {
  const names = inList([...new Set(drafts.map(({ state }) => state.name))]);
  const rows = await tx.query<{ id: number; name: string; brand: string }>(
    `SELECT id, name, brand FROM product WHERE name IN ${names.sql}`,
    names.params,
  );
  const ids = new Map(rows.map(({ id, name, brand }) => [`${name}\n${brand}`, id]));
  for (const draft of drafts) draft.id = ids.get(`${draft.state.name}\n${draft.state.brand}`) ?? null;
}

const columnsOf = ({ spec, barcode, baseUnit, units, minimum, step, maximum }: SkuDraft['state']) => ({
  spec,
  barcode,
  base_unit: baseUnit,
  units: JSON.stringify(units),
  minimum,
  step,
  maximum,
});
