import { forUpdate, inList, type Tx } from '../../platform/database/sql';
import { cleanText } from '../../platform/sheets/cell-text';
import type { Category } from '../categories/category-tree';
import { idsOf } from '../categories/category-tree';
import { agreedBelowFloor, type BelowFloor } from '../prices/floors';
import type { SkuUnit } from '../skus/sku-rows';
import { type Picture, ProductDraft, SkuDraft } from './drafts';
import type { ProductRecord } from './product-record';

type ProductRow = {
  id: number;
  name: string;
  brand: string;
  categoryId: number;
  description: string;
  keywords: string;
  pictures: string;
  lastPosition: number | null;
};
type SkuColumns = {
  id: number;
  productId: number;
  code: string;
  spec: string;
  barcode: string | null;
  baseUnit: string;
  units: string;
  minimum: number;
  step: number;
  maximum: number | null;
  listFen: number;
  costFen: number | null;
  floorFen: number | null;
  ladder: string;
  offSaleAt: number | null;
};
export type Figures = { available: number; reserved: number };
export type KnownPicture = { id: number; name: string; sha256: string };

/** What is on record of the goods that some rows may speak of, locked until the transaction is over; and what rows add to it. */
export class KnownGoods {
  private readonly products = new Map<string, ProductDraft>();
  private readonly skus = new Map<string, SkuDraft>();
  /** Code of the SKU that has it. */
  private readonly barcodes = new Map<string, string>();
  readonly stock = new Map<number, Figures>();
  readonly pictures = new Map<number, KnownPicture>();
  private readonly floors = new Map<number, BelowFloor[]>();
  readonly categories = new Map<string, number>();

  static async load(
    tx: Tx,
    records: readonly ProductRecord[],
    categories: readonly Category[],
    warehouseId: number | null,
  ): Promise<KnownGoods> {
    const known = new KnownGoods();
    const pathOf = known.learnCategories(categories);
    const codes = inList(records.flatMap(({ code }) => code ?? []));
    const barcodes = inList(records.flatMap(({ barcode }) => barcode ?? []));
    const names = inList([...new Set(records.flatMap(({ product }) => product ?? []))]);
    const products = await tx.query<ProductRow>(
      `SELECT p.id, p.name, p.brand, p.category_id AS categoryId, p.description, p.keywords, p.pictures,
         (SELECT MAX(o.position) FROM sku o WHERE o.product_id = p.id) AS lastPosition
       FROM product p WHERE p.id IN (SELECT product_id FROM sku WHERE code IN ${codes.sql}) OR p.name IN ${names.sql} ORDER BY p.id${forUpdate(tx)}`,
      [...codes.params, ...names.params],
    );
    const byId = new Map(products.map((row) => [row.id, known.learnProduct(row, pathOf.get(row.categoryId) ?? '')]));
    const skus = await tx.query<SkuColumns>(
      `SELECT id, product_id AS productId, code, spec, barcode, base_unit AS baseUnit, units, minimum, step, maximum, list_fen AS listFen,
         cost_fen AS costFen, floor_fen AS floorFen, ladder, off_sale_at AS offSaleAt
       FROM sku WHERE code IN ${codes.sql} ORDER BY id${forUpdate(tx)}`,
      codes.params,
    );
    for (const row of skus) {
      const product = byId.get(row.productId);
      if (product) known.learnSku(row, product);
    }
    const taken = await tx.query<{ code: string; barcode: string }>(
      `SELECT code, barcode FROM sku WHERE barcode IN ${barcodes.sql}`,
      barcodes.params,
    );
    for (const { code, barcode } of taken) known.barcodes.set(barcode, code);
    await known.loadFloors(tx, records);
    if (warehouseId !== null) await known.loadStock(tx, warehouseId);
    await known.loadPictures(tx);
    return known;
  }

  product(name: string, brand: string): ProductDraft | undefined {
    return this.products.get(`${name}\n${brand}`);
  }

  sku(code: string): SkuDraft | undefined {
    return this.skus.get(code);
  }

  /** The code of another SKU that has the barcode. */
  otherWith(barcode: string, code: string): string | null {
    const owner = this.barcodes.get(barcode);
    return owner === undefined || owner === code ? null : owner;
  }

  /** Prices agreed with shops that the row's floor would cut off. */
  agreedBelow(sku: SkuDraft): readonly BelowFloor[] {
    return sku.id === null ? [] : (this.floors.get(sku.id) ?? []);
  }

  /** Called for each row that is taken: later rows may speak of what it brought. */
  add(product: ProductDraft, sku: SkuDraft): void {
    this.products.set(`${product.state.name}\n${product.state.brand}`, product);
    this.skus.set(sku.state.code, sku);
    if (sku.state.barcode !== null) this.barcodes.set(sku.state.barcode, sku.state.code);
  }

  get touchedProducts(): ProductDraft[] {
    return [...new Set(this.products.values())].filter((draft) => draft.isChanged);
  }

  get touchedSkus(): SkuDraft[] {
    return [...this.skus.values()].filter((draft) => draft.isChanged || draft.counted !== null);
  }

  private learnCategories(categories: readonly Category[]): Map<number, string> {
    const names = new Map(categories.map(({ id, name }) => [id, name]));
    const paths = new Map(
      categories.map(({ id, path }) => [
        id,
        idsOf(path)
          .map((above) => names.get(above) ?? '')
          .join('/'),
      ]),
    );
    for (const [id, path] of paths) this.categories.set(path, id);
    return paths;
  }

  private learnProduct(row: ProductRow, category: string): ProductDraft {
    const { id, name, brand, description } = row;
    const before = {
      name,
      brand,
      category,
      description,
      keywords: JSON.parse(row.keywords) as string[],
      pictures: JSON.parse(row.pictures) as Picture[],
    };
    const draft = new ProductDraft(id, before, before);
    draft.lastPosition = row.lastPosition ?? 0;
    this.products.set(`${cleanText(name)}\n${cleanText(brand)}`, draft);
    return draft;
  }

  private learnSku(row: SkuColumns, product: ProductDraft): void {
    const { code, spec, barcode, baseUnit, minimum, step, maximum, listFen, costFen, floorFen } = row;
    const units = JSON.parse(row.units) as SkuUnit[];
    const prices = { listFen, costFen, floorFen };
    const before = { code, spec, barcode, baseUnit, units, minimum, step, maximum, ...prices, onSale: row.offSaleAt === null };
    this.skus.set(code, new SkuDraft(row.id, product, before, before, JSON.parse(row.ladder) as { from: number; fen: number }[]));
  }

  private async loadFloors(tx: Tx, records: readonly ProductRecord[]): Promise<void> {
    const raised = records.flatMap(({ code, floorFen }) => {
      const sku = code === undefined ? undefined : this.skus.get(code);
      return sku?.id && floorFen !== undefined && floorFen > (sku.state.floorFen ?? 0)
        ? [{ id: sku.id, skuCode: sku.state.code, floorFen }]
        : [];
    });
    if (raised.length === 0) return;
    for (const one of await agreedBelowFloor(tx, new Map(raised.map(({ id, ...floor }) => [id, floor]))))
      this.floors.set(one.skuId, [...(this.floors.get(one.skuId) ?? []), one]);
  }

  private async loadStock(tx: Tx, warehouseId: number): Promise<void> {
    const ids = inList([...this.skus.values()].flatMap(({ id }) => id ?? []));
    const rows = await tx.query<Figures & { skuId: number }>(
      `SELECT sku_id AS skuId, available, reserved FROM stock WHERE sku_id IN ${ids.sql} AND warehouse_id = ? ORDER BY sku_id${forUpdate(tx)}`,
      [...ids.params, warehouseId],
    );
    for (const { skuId, ...figures } of rows) this.stock.set(skuId, figures);
  }

  private async loadPictures(tx: Tx): Promise<void> {
    const ids = inList([...this.products.values()].flatMap(({ state }) => state.pictures.map(({ id }) => id)));
    if (ids.params.length === 0) return;
    const rows = await tx.query<KnownPicture>(`SELECT id, name, sha256 FROM stored_file WHERE id IN ${ids.sql}`, ids.params);
    for (const row of rows) this.pictures.set(row.id, row);
  }
}
