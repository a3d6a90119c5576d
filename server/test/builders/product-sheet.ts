import type { Answer } from '@dianquan/shared/contract/all';
import ExcelJS from 'exceljs';
import sharp from 'sharp';
import type { TestApp } from '../app';
import { csvOf } from './import-sheet';

export const GOODS_HEADER = [
  '编码',
  '商品名称',
  '规格',
  '品牌',
  '分类',
  '单位',
  '大单位',
  '装箱数',
  '条码',
  '单价',
  '成本',
  '底价',
  '说明',
  '图片',
  '是否上架',
  '库存',
];

const ROW = { spec: '', brand: '', category: '电动工具/电钻', unit: '个', price: '128' };
/** A row under that header; what is not given is empty. */
export const goodsRow = (own: string, name: string, fields: Partial<typeof ROW> & Record<string, unknown> = {}) => {
  const { spec, brand, category, unit, price, ...more } = { ...ROW, ...fields };
  const {
    unit2 = '',
    factor2 = '',
    barcode = '',
    cost = '',
    floor = '',
    text = '',
    pictures = '',
    on = '',
    stock = '',
  } = more as Record<string, unknown>;
  return [own, name, spec, brand, category, unit, unit2, factor2, barcode, price, cost, floor, text, pictures, on, stock];
};
export const goodsSheet = (rows: readonly (readonly unknown[])[], header: readonly string[] = GOODS_HEADER): string => csvOf(rows, header);

export const uploadGoods = (t: TestApp, as: string, content: Buffer | string, name = '商品表.csv') =>
  t.call('products.readSheet', { as, file: { name, content } });

/** Uploads a sheet, takes the suggested mapping and waits for the end. */
export async function importGoods(
  t: TestApp,
  as: string,
  content: Buffer | string,
  { name, ...more }: { name?: string; pictureFileIds?: number[]; warehouseId?: number; mapping?: Record<string, string> } = {},
): Promise<Answer<'products.getImport'>> {
  const { body: sheet } = await uploadGoods(t, as, content, name);
  const started = await t.call('products.import', { as, body: { fileId: sheet.fileId, mapping: sheet.mapping, ...more } });
  if (started.status !== 200) throw new Error(`the import did not start: ${JSON.stringify(started.body)}`);
  await t.runJobs();
  return (await t.call('products.getImport', { as, params: { id: started.body.id } })).body;
}

export const goodsCounts = ({ rows, created, updated, unchanged, faulty }: Answer<'products.getImport'>) => ({
  rows,
  created,
  updated,
  unchanged,
  faulty,
});

/** Every row of every table that an import of products may write. */
export async function everyProduct(t: TestApp): Promise<Record<string, unknown[]>> {
  const tables = ['category', 'product', 'sku', 'product_gram', 'price_change', 'stock', 'stock_movement'];
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await t.db.query(`SELECT * FROM ${table} ORDER BY 1, 2`)])),
  );
}

export async function uploadPicture(t: TestApp, as: string, name: string, background = '#2980b9'): Promise<number> {
  const content = await sharp({ create: { width: 12, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  const { status, body } = await t.call('files.upload', { as, file: { name, content } });
  if (status >= 300) throw new Error(`the picture could not be uploaded: ${JSON.stringify(body)}`);
  return body.id;
}

/** The cells of an xlsx, as text, row by row. */
export async function cellsOf(content: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ArrayBuffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).map((cell) => String(cell ?? ''))));
  return rows;
}
