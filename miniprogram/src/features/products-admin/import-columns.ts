import type { PRODUCT_SHEET_COLUMNS } from '@dianquan/shared/contract/product-imports';
import { countText } from '@dianquan/shared/money';
import type { Answer } from '@/platform/contract';

export type Column = (typeof PRODUCT_SHEET_COLUMNS)[number];
export type Mapping = Record<string, string>;
export type ImportView = Answer<'products.getImport'>;

/** The columns of a product sheet, as people call them; the order is that of the wheel. */
export const COLUMN_ZH: Record<Column, string> = {
  code: '规格编码',
  product: '商品名称',
  spec: '规格',
  brand: '品牌',
  category: '分类',
  baseUnit: '基本单位',
  unit2: '单位 2',
  factor2: '单位 2 换算',
  unit3: '单位 3',
  factor3: '单位 3 换算',
  barcode: '条码',
  listPrice: '标准价',
  costPrice: '成本价',
  floorPrice: '底价',
  minimum: '起订量',
  step: '递增量',
  maximum: '限购量',
  keywords: '关键词',
  description: '说明',
  pictures: '图片文件名',
  onSale: '上架',
  stock: '库存盘点数',
};
export const SKIP = '';
export const COLUMN_OPTIONS = [{ key: SKIP, label: '不导入' }, ...Object.entries(COLUMN_ZH).map(([key, label]) => ({ key, label }))];
/** What speaks of the product as a whole needs to know which product. */
const OF_PRODUCT: Column[] = ['brand', 'category', 'keywords', 'description', 'pictures'];

/** Says what a header is; what one header is, no other is. */
export function mapHeader(mapping: Mapping, header: string, column: string): Mapping {
  const others = Object.entries(mapping).filter(([other, was]) => other !== header && was !== column);
  return Object.fromEntries(column === SKIP ? others : [...others, [header, column]]);
}

/** What is missing before the import can begin; null when nothing is. */
export function mappingFault(mapping: Mapping): string | null {
  const has = (column: Column) => Object.values(mapping).includes(column);
  if (!has('code')) return '先选出哪一列是规格编码';
  if (!has('product') && OF_PRODUCT.some(has)) return '还要选出哪一列是商品名称';
  if (has('unit2') !== has('factor2')) return '单位 2 和它的换算要一起选';
  return has('unit3') === has('factor3') ? null : '单位 3 和它的换算要一起选';
}

export const isGoing = ({ job }: Pick<ImportView, 'job'>): boolean => job.status === 'waiting' || job.status === 'running';

/** What came of it, in one sentence. */
export function outcomeText(view: Pick<ImportView, 'job' | 'rows' | 'created' | 'updated' | 'unchanged' | 'faulty'>): string {
  if (view.job.status === 'dead') return '导入没有完成，没有留下任何改动';
  if (view.job.status === 'waiting') return '排队中，马上开始…';
  if (view.job.status === 'running') return `正在导入，已处理 ${countText(view.job.done)}/${countText(view.job.total ?? view.rows)} 行`;
  if (view.created + view.updated === 0 && view.faulty === 0) return `${countText(view.rows)} 行都和现在一样，什么也没有改`;
  const good = `${countText(view.rows - view.faulty)} 行已导入`;
  return view.faulty > 0 ? `${good}，${countText(view.faulty)} 行要改` : `${good}，没有错误`;
}
