import { ownText } from '../../platform/sheets/cell-text';
import type { SheetRow } from '../../platform/sheets/raw-sheet';
import type { Columns, ProductColumn } from './product-columns';
import { PRODUCT_LEVEL } from './product-columns';

export type RowFault = { column: string; value: string; reason: string };
/** One of the larger units of a SKU, as the sheet's second or third pair of columns gives it. */
export type UnitCell = { name: string; factor: number };
/** What a row says. What it leaves empty is not there. */
export type ProductRecord = {
  line: number;
  code?: string;
  product?: string;
  spec?: string;
  brand?: string;
  /** Names from the root down. */
  category?: string[];
  baseUnit?: string;
  unit2?: UnitCell;
  unit3?: UnitCell;
  barcode?: string;
  listFen?: number;
  costFen?: number;
  floorFen?: number;
  minimum?: number;
  step?: number;
  maximum?: number;
  keywords?: string[];
  description?: string;
  /** File names. */
  pictures?: string[];
  onSale?: boolean;
  stock?: number;
};

const MAX_FEN = 100_000_000;
const MAX_QUANTITY = 10_000_000;
const MAX_STOCK = 100_000_000;
const DEEPEST = 4;
const ON = new Set('是 上架 已上架 在售 正常 启用 1 y yes true √ ✓'.split(' '));
const OFF = new Set('否 下架 已下架 停售 停用 停产 0 n no false × x'.split(' '));

/** Reads one row. All that is wrong with it is said at once; nothing is looked up for it. */
export function readProductRow(row: SheetRow, columns: Columns): { record: ProductRecord; faults: RowFault[] } {
  return new RowReader(row, columns).read();
}

export function faultAt(columns: Columns, column: ProductColumn, value: string, reason: string): RowFault {
  const at = columns.at.get(column);
  return { column: at === undefined ? '' : (columns.headers[at] ?? ''), value, reason };
}

class RowReader {
  private readonly faults: RowFault[] = [];

  constructor(
    private readonly row: SheetRow,
    private readonly columns: Columns,
  ) {}

  read(): { record: ProductRecord; faults: RowFault[] } {
    const record: ProductRecord = {
      line: this.row.line,
      code: this.text('code', 40),
      product: this.text('product', 80),
      spec: this.text('spec', 60),
      brand: this.text('brand', 30),
      category: this.category(),
      baseUnit: this.text('baseUnit', 8),
      unit2: this.unit('unit2', 'factor2'),
      unit3: this.unit('unit3', 'factor3'),
      barcode: this.barcode(),
      listFen: this.money('listPrice'),
      costFen: this.money('costPrice'),
      floorFen: this.money('floorPrice'),
      minimum: this.whole('minimum', 1, MAX_QUANTITY),
      step: this.whole('step', 1, MAX_QUANTITY),
      maximum: this.whole('maximum', 1, MAX_QUANTITY),
      keywords: this.keywords(),
      description: this.text('description', 5000),
      pictures: this.pictures(),
      onSale: this.onSale(),
      stock: this.whole('stock', 0, MAX_STOCK),
    };
    if (this.cell('code') === '') this.fault('code', '', '请填写规格编码');
    if (record.product === undefined && this.cell('product') === '')
      for (const column of PRODUCT_LEVEL)
        if (this.cell(column) !== '') this.fault('product', '', `填写${NAMES[column]}时要同时填写商品名称`);
    return { record, faults: this.faults };
  }

  private cell(column: ProductColumn): string {
    const at = this.columns.at.get(column);
    return at === undefined ? '' : ownText(this.row.cells[at]);
  }

  private fault(column: ProductColumn, value: string, reason: string): undefined {
    this.faults.push(faultAt(this.columns, column, value, reason));
    return undefined;
  }

  private text(column: ProductColumn, max: number): string | undefined {
    const text = this.cell(column);
    if (text === '') return undefined;
    return text.length > max ? this.fault(column, text, `最多 ${max} 个字`) : text;
  }

  /** Yuan to fen by digits: 19.99 is no sum of halves. */
  private money(column: 'listPrice' | 'costPrice' | 'floorPrice'): number | undefined {
    const text = this.cell(column);
    if (text === '') return undefined;
    const parts = /^(\d{1,9})(?:\.(\d{0,9}))?$/.exec(text.replace(/[¥￥元,，\s]/g, ''));
    if (!parts) return this.fault(column, text, '应为金额，例如 12.50');
    const [, yuan = '', rest = ''] = parts;
    if (/[1-9]/.test(rest.slice(2))) return this.fault(column, text, '金额最多两位小数');
    const fen = Number(yuan) * 100 + Number(rest.slice(0, 2).padEnd(2, '0'));
    return fen > MAX_FEN ? this.fault(column, text, '金额不能超过 1000000 元') : fen;
  }

  private whole(column: ProductColumn, min: number, max: number): number | undefined {
    const text = this.cell(column);
    if (text === '') return undefined;
    const value = /^\d{1,12}(\.0+)?$/.test(text.replace(/[,，]/g, '')) ? Number(text.replace(/[,，]/g, '')) : Number.NaN;
    return value >= min && value <= max ? value : this.fault(column, text, `应为 ${min} 到 ${max} 之间的整数`);
  }

  private category(): string[] | undefined {
    const text = this.cell('category');
    if (text === '') return undefined;
    const names = text
      .split(/\s*[/／>＞]\s*/)
      .map((name) => name.trim())
      .filter(Boolean);
    if (names.length === 0) return this.fault('category', text, '请写成 电动工具/电钻');
    if (names.length > DEEPEST) return this.fault('category', text, `分类最多 ${DEEPEST} 级`);
    return names.some((name) => name.length > 20) ? this.fault('category', text, '分类名称最多 20 个字') : names;
  }

  private unit(nameColumn: 'unit2' | 'unit3', factorColumn: 'factor2' | 'factor3'): UnitCell | undefined {
    const name = this.text(nameColumn, 8);
    const factor = this.whole(factorColumn, 2, 1_000_000);
    const isWhole = name !== undefined && factor !== undefined;
    if (!isWhole && name !== undefined && this.cell(factorColumn) === '')
      return this.fault(factorColumn, '', `请填写 1 ${name}等于多少个基本单位`);
    if (!isWhole && factor !== undefined && this.cell(nameColumn) === '') return this.fault(nameColumn, '', '请填写单位名称');
    return isWhole ? { name, factor } : undefined;
  }

  private barcode(): string | undefined {
    const text = this.cell('barcode').replace(/\s/g, '');
    if (text === '') return undefined;
    return /^\d{8,14}$/.test(text) ? text : this.fault('barcode', text, '条码应为 8 到 14 位数字');
  }

  private keywords(): string[] | undefined {
    const words = [...new Set(this.cell('keywords').split(/[、,，;；/|\s]+/))].filter(Boolean);
    if (words.length === 0) return undefined;
    if (words.length > 20) return this.fault('keywords', this.cell('keywords'), '最多 20 个关键词');
    const long = words.find((word) => word.length > 20);
    return long === undefined ? words : this.fault('keywords', long, '每个关键词最多 20 个字');
  }

  /** Spaces belong to file names: 主图 1.jpg. */
  private pictures(): string[] | undefined {
    const names = [...new Set(this.cell('pictures').split(/\s*[、,，;；|]\s*/))].filter(Boolean);
    if (names.length === 0) return undefined;
    return names.length > 9 ? this.fault('pictures', this.cell('pictures'), '最多 9 张图片') : names;
  }

  private onSale(): boolean | undefined {
    const text = this.cell('onSale').toLowerCase();
    if (text === '') return undefined;
    if (ON.has(text)) return true;
    return OFF.has(text) ? false : this.fault('onSale', text, '请填写 是 或 否');
  }
}

const NAMES: Record<(typeof PRODUCT_LEVEL)[number], string> = {
  brand: '品牌',
  category: '分类',
  keywords: '关键词',
  description: '说明',
  pictures: '图片',
};
