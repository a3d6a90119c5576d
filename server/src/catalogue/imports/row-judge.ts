import { cleanText } from '../../platform/sheets/cell-text';
import { ownBelowFloor } from '../prices/floors';
import { faultsOf } from '../products/sku-faults';
import type { SkuUnit } from '../skus/sku-rows';
import { type Picture, ProductDraft, type ProductState, SkuDraft, type SkuState } from './drafts';
import type { KnownGoods } from './known-goods';
import type { Columns, ProductColumn } from './product-columns';
import { faultAt, type ProductRecord, type RowFault } from './product-record';

export type UploadedPicture = Picture & { name: string; sha256: string };
/** What the rows of one sheet are judged by. */
export type Grounds = {
  columns: Columns;
  /** By file name, with and without its ending, in lower case. */
  uploaded: ReadonlyMap<string, UploadedPicture>;
  warehouseId: number | null;
};
export type Judged = { faults: RowFault[] } | { faults: null; outcome: 'created' | 'updated' | 'unchanged' };

const BELOW = { list: '标准价', ladder: '阶梯价', level: '等级价', customer: '专属价' };

/** Holds one sound row against what is on record, and takes it over where nothing speaks against it. */
export function judgeRow(record: ProductRecord, known: KnownGoods, grounds: Grounds): Judged {
  return new RowJudge(record, known, grounds).judge();
}

class RowJudge {
  private readonly faults: RowFault[] = [];

  constructor(
    private readonly record: ProductRecord,
    private readonly known: KnownGoods,
    private readonly grounds: Grounds,
  ) {}

  judge(): Judged {
    const { known, record } = this;
    const old = known.sku(record.code ?? '');
    const product = old ? this.sameProduct(old.product) : this.productOfNew();
    if (!product) return { faults: this.faults };
    const productState = this.productState(product);
    const sku = old ?? new SkuDraft(null, product, null, this.freshSku());
    const state = this.skuState(sku);
    const counted = this.counted(sku);
    if (this.faults.length > 0) return { faults: this.faults };
    const outcome = this.outcomeOf(sku, state, product, productState, counted);
    product.state = productState;
    sku.state = state;
    sku.counted = counted;
    known.add(product, sku);
    return { faults: null, outcome };
  }

  private outcomeOf(sku: SkuDraft, state: SkuState, product: ProductDraft, productState: ProductState, counted: SkuDraft['counted']) {
    if (sku.before === null) return 'created';
    const isSame = JSON.stringify(state) === JSON.stringify(sku.state) && JSON.stringify(productState) === JSON.stringify(product.state);
    return isSame && counted === null ? 'unchanged' : 'updated';
  }

  private fault(column: ProductColumn, value: string, reason: string): void {
    this.faults.push(faultAt(this.grounds.columns, column, value, reason));
  }

  /** A code stays with its product: moving it by a slip of the pen would take its prices and orders along. */
  private sameProduct(product: ProductDraft): ProductDraft | null {
    const { product: name, brand } = this.record;
    const own = product.state;
    if (name !== undefined && name !== cleanText(own.name)) this.fault('product', name, `该编码属于商品“${own.name}”，改名请在商品页操作`);
    else if (name !== undefined && this.grounds.columns.at.has('brand') && (brand ?? '') !== cleanText(own.brand))
      this.fault('brand', brand ?? '', `该编码的商品品牌是“${own.brand || '无'}”，改品牌请在商品页操作`);
    return this.faults.length > 0 ? null : product;
  }

  private productOfNew(): ProductDraft | null {
    const { product: name, brand = '', category, baseUnit, listFen } = this.record;
    if (name === undefined) this.fault('product', '', '新的规格编码，请填写商品名称');
    if (baseUnit === undefined) this.fault('baseUnit', '', '请填写基本单位');
    if (listFen === undefined) this.fault('listPrice', '', '请填写标准价');
    if (name === undefined) return null;
    const product = this.known.product(name, brand);
    if (product) return product;
    if (category === undefined) this.fault('category', '', '新商品请填写分类，例如 电动工具/电钻');
    return new ProductDraft(null, null, { name, brand, category: '', description: '', keywords: [], pictures: [] });
  }

  private productState({ state }: ProductDraft): ProductState {
    const { category, description, keywords, pictures } = this.record;
    return {
      ...state,
      category: category?.join('/') ?? state.category,
      // As a sheet can hold it: what only differs in line breaks is the same.
      description: description === undefined || description === cleanText(state.description) ? state.description : description,
      keywords: keywords === undefined || keywords.join() === state.keywords.map(cleanText).join() ? state.keywords : keywords,
      pictures: pictures === undefined ? state.pictures : this.pictures(pictures, state.pictures),
    };
  }

  private pictures(names: readonly string[], current: readonly Picture[]): Picture[] {
    const found: Picture[] = [];
    for (const name of names) {
      const uploaded = this.grounds.uploaded.get(name.toLowerCase());
      const same = current.find(({ id }) => {
        const one = this.known.pictures.get(id);
        return uploaded ? one?.sha256 === uploaded.sha256 : one !== undefined && namesOf(one.name).includes(name.toLowerCase());
      });
      if (same) found.push(same);
      else if (uploaded) found.push({ id: uploaded.id, width: uploaded.width, height: uploaded.height });
      else this.fault('pictures', name, `上传的图片里没有“${name}”`);
    }
    return [...new Map(found.map((picture) => [picture.id, picture])).values()];
  }

  private freshSku(): SkuState {
    const { code = '', baseUnit = '', listFen = 0 } = this.record;
    const limits = { minimum: 1, step: 1, maximum: null };
    return { code, spec: '', barcode: null, baseUnit, units: [], ...limits, listFen, costFen: null, floorFen: null, onSale: true };
  }

  private skuState(sku: SkuDraft): SkuState {
    const { record } = this;
    const old = sku.state;
    const state: SkuState = {
      code: old.code,
      spec: record.spec === undefined || record.spec === cleanText(old.spec) ? old.spec : record.spec,
      barcode: record.barcode ?? old.barcode,
      baseUnit: record.baseUnit === undefined || record.baseUnit === cleanText(old.baseUnit) ? old.baseUnit : record.baseUnit,
      units: unitsOf(record, old.units),
      minimum: record.minimum ?? old.minimum,
      step: record.step ?? old.step,
      maximum: record.maximum ?? old.maximum,
      listFen: record.listFen ?? old.listFen,
      costFen: record.costFen ?? old.costFen,
      floorFen: record.floorFen ?? old.floorFen,
      onSale: record.onSale ?? old.onSale,
    };
    for (const { field, zh } of faultsOf({ ...state, ladder: [...sku.ladder] }))
      this.fault(field.startsWith('units') ? 'unit2' : 'maximum', '', zh);
    const other = state.barcode === null ? null : this.known.otherWith(state.barcode, state.code);
    if (other !== null) this.fault('barcode', state.barcode ?? '', `条码已被编码 ${other} 使用`);
    this.checkFloor(sku, state);
    return state;
  }

  private checkFloor(sku: SkuDraft, state: SkuState): void {
    const own = ownBelowFloor({ ...state, skuId: 0, skuCode: state.code, ladder: sku.ladder });
    const below = [...own, ...this.known.agreedBelow(sku)][0];
    if (!below) return;
    const column = this.grounds.columns.at.has('floorPrice') ? 'floorPrice' : 'listPrice';
    const whose = below.name === null ? '' : `“${below.name}”的`;
    this.fault(column, yuan(below.floorFen), `${whose}${BELOW[below.kind]} ${yuan(below.fen)} 低于底价 ${yuan(below.floorFen)}`);
  }

  private counted(sku: SkuDraft): SkuDraft['counted'] {
    const { stock } = this.record;
    if (stock === undefined) return sku.counted;
    if (this.grounds.warehouseId === null) {
      this.fault('stock', String(stock), '还没有仓库，请先添加仓库');
      return null;
    }
    const { available, reserved } = (sku.id === null ? undefined : this.known.stock.get(sku.id)) ?? { available: 0, reserved: 0 };
    if (stock < reserved) this.fault('stock', String(stock), `有 ${reserved} 已被订单占用，实际库存不能比它少`);
    return stock === available + reserved ? null : { change: stock - available - reserved };
  }
}

/** The sheet's second and third unit are the smallest two of the larger ones; what it leaves empty stays. */
function unitsOf({ unit2, unit3 }: ProductRecord, old: readonly SkuUnit[]): SkuUnit[] {
  const [second, third, ...rest] = old;
  const units = [unit2 ?? second, unit3 ?? third, ...rest].filter((unit): unit is SkuUnit => unit !== undefined);
  return units.sort((a, b) => a.factor - b.factor);
}

/** 主图.JPG is found by 主图.jpg and by 主图. */
export function namesOf(fileName: string): string[] {
  const name = cleanText(fileName).toLowerCase();
  return [name, name.replace(/\.\w+$/, '')];
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);
