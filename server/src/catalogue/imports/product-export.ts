import { PRODUCT_SHEET_COLUMNS } from '@dianquan/shared/contract/product-imports';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { inList } from '../../platform/database/sql';
import { sheetFile } from '../../platform/sheets/sheet-writer';
import { CategoryTree, idsOf } from '../categories/category-tree';
import { SKU_COLUMNS, type SkuColumns, skuRow } from '../skus/sku-rows';
import { COLUMN_LABELS, type ProductColumn } from './product-columns';

type Row = SkuColumns & { skuOffSaleAt: number | null; keywords: string; description: string; stock: number | null };
type Cells = Record<ProductColumn, string | number | null>;

const PAGE = 500;
const WIDE: readonly ProductColumn[] = ['product', 'category', 'description', 'pictures'];

/** All SKUs as a sheet that the import reads back. */
@Injectable()
export class ProductExport {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tree: CategoryTree,
  ) {}

  file(): StreamableFile {
    const columns = PRODUCT_SHEET_COLUMNS.map((column) => ({
      header: COLUMN_LABELS[column],
      width: WIDE.includes(column) ? 30 : 14,
      value: (cells: Cells) => cells[column],
    }));
    return sheetFile(`商品-${this.clock.shanghaiDay(this.clock.now())}.xlsx`, columns, this.rows());
  }

  /** Page by page: a long sheet never stands in memory whole, and on SQLite others get their turn. */
  private async *rows(): AsyncGenerator<Cells> {
    let after = 0;
    const names = new Map((await this.tree.read(this.db)).map(({ id, name }) => [id, name]));
    for (;;) {
      const rows = await this.db.query<Row>(
        `SELECT ${SKU_COLUMNS}, s.off_sale_at AS skuOffSaleAt, p.keywords, p.description,
           (SELECT SUM(k.available + k.reserved) FROM stock k WHERE k.sku_id = s.id) AS stock
         FROM sku s JOIN product p ON p.id = s.product_id WHERE s.id > ? ORDER BY s.id LIMIT ?`,
        [after, PAGE],
      );
      const pictures = await this.pictureNames(rows);
      for (const row of rows) yield cellsOf(row, names, pictures);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.id;
    }
  }

  private async pictureNames(rows: readonly Row[]): Promise<Map<number, string>> {
    const ids = inList([...new Set(rows.flatMap(({ pictures }) => (JSON.parse(pictures) as { id: number }[]).map(({ id }) => id)))]);
    const files = await this.db.query<{ id: number; name: string }>(`SELECT id, name FROM stored_file WHERE id IN ${ids.sql}`, ids.params);
    return new Map(files.map(({ id, name }) => [id, name]));
  }
}

function cellsOf(row: Row, categories: ReadonlyMap<number, string>, pictures: ReadonlyMap<number, string>): Cells {
  const { skuOffSaleAt, keywords, description, stock, ...columns } = row;
  const [, second, third] = skuRow(columns).units;
  return {
    code: row.code,
    product: row.productName,
    spec: row.spec,
    brand: row.brand,
    category: idsOf(row.categoryPath)
      .map((id) => categories.get(id) ?? '')
      .join('/'),
    baseUnit: row.baseUnit,
    unit2: second?.name ?? null,
    factor2: second?.factor ?? null,
    unit3: third?.name ?? null,
    factor3: third?.factor ?? null,
    barcode: row.barcode,
    listPrice: yuan(row.listFen),
    costPrice: yuan(row.costFen),
    floorPrice: yuan(row.floorFen),
    minimum: row.minimum,
    step: row.step,
    maximum: row.maximum,
    keywords: (JSON.parse(keywords) as string[]).join('、'),
    description,
    pictures: (JSON.parse(row.pictures) as { id: number }[]).flatMap(({ id }) => pictures.get(id) ?? []).join('；'),
    onSale: skuOffSaleAt === null ? '是' : '否',
    stock: stock ?? 0,
  };
}

/** As a number, so that the sheet can be reckoned with: hundredths of a yuan are exact to the fen when read back. */
const yuan = (fen: number | null): number | null => (fen === null ? null : fen / 100);
