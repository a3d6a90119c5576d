import { PRODUCT_SHEET_COLUMNS } from '@dianquan/shared/contract/product-imports';
import type { FieldFault } from '@dianquan/shared/errors';
import { Invalid, Refused } from '../../platform/errors';

export type ProductColumn = (typeof PRODUCT_SHEET_COLUMNS)[number];
/** Header → one of our columns. Headers that go nowhere are left out. */
export type Mapping = Record<string, string>;
/** The column that our own sheet of bad rows adds; it is never imported. */
export const REASON_HEADER = '原因';

/** What our own sheets call them. Their stock is for reading only: taken for a count, yesterday's sheet would undo today's sales. */
export const COLUMN_LABELS: Record<ProductColumn, string> = {
  code: '规格编码',
  product: '商品名称',
  spec: '规格',
  brand: '品牌',
  category: '分类',
  baseUnit: '基本单位',
  unit2: '单位2',
  factor2: '单位2换算',
  unit3: '单位3',
  factor3: '单位3换算',
  barcode: '条码',
  listPrice: '标准价',
  costPrice: '成本价',
  floorPrice: '底价',
  minimum: '起订量',
  step: '递增量',
  maximum: '限购量',
  keywords: '关键词',
  description: '说明',
  pictures: '图片',
  onSale: '上架',
  stock: '库存（仅供参考）',
};

const SYNONYMS: Record<ProductColumn, string> = {
  code: '编码 商品编码 产品编码 货品编码 货品编号 规格编号 商品编号 产品编号 编号 货号 商品货号 款号 存货编码 物料编码 sku sku编码',
  product: '名称 品名 产品名称 商品 产品 货品名称 存货名称 物料名称 商品名',
  spec: '规格型号 型号 尺寸 商品规格 产品规格 规格名称',
  brand: '商标 厂牌 商品品牌 生产厂家 厂家',
  category: '类别 商品分类 产品分类 货品分类 商品类别 产品类别 类目 所属分类 品类',
  baseUnit: '单位 计量单位 最小单位 销售单位 主单位 小单位',
  unit2: '第二单位 辅助单位 中单位 包装单位 大单位',
  factor2: '换算 换算率 装箱数 包装数量 换算数量 单位换算 包装规格 第二单位换算',
  unit3: '第三单位',
  factor3: '第三单位换算',
  barcode: '条形码 商品条码 国际条码 69码',
  listPrice: '单价 价格 售价 销售价 零售价 批发价 定价 标准售价 标价 统一价',
  costPrice: '成本 进价 采购价 进货价',
  floorPrice: '最低价 最低售价 最低限价 限价',
  minimum: '最小起订量 最低起订 最小订货量 起批量 起订数量',
  step: '订货倍数 递增 增量 倍数',
  maximum: '最大订货量 最多订购 限购',
  keywords: '搜索词 标签 别名 关键字',
  description: '描述 商品说明 商品描述 详情 介绍 备注',
  pictures: '商品图片 主图 图片名 图片名称 图片文件名',
  onSale: '是否上架 状态 上下架 在售 销售状态 商品状态',
  stock: '库存 库存数量 现有库存 数量 实际库存 库存量 盘点数量',
};

const exact = new Map<string, ProductColumn>();
for (const column of PRODUCT_SHEET_COLUMNS)
  for (const word of [COLUMN_LABELS[column], ...SYNONYMS[column].split(' ')]) exact.set(word, column);

/** Suggests what each header means; each column is given away once, first to the header that stands furthest left. */
export function guessProductColumns(headers: readonly string[]): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  for (const header of headers) {
    const column = exact.get(plain(header));
    if (column === undefined || taken.has(column) || header === COLUMN_LABELS.stock) continue;
    mapping[header] = column;
    taken.add(column);
  }
  return mapping;
}

export const knownProductHeaders = (headers: readonly string[]): number => Object.keys(guessProductColumns(headers)).length;

/** 单价（元） → 单价. */
function plain(header: string): string {
  return header
    .replace(/[（(].*?[)）]/g, '')
    .trim()
    .toLowerCase();
}

/** What belongs to the product as a whole, so that a row has to say which product it speaks of. */
export const PRODUCT_LEVEL = ['brand', 'category', 'keywords', 'description', 'pictures'] as const;
const MAX_FAULTS = 20;

/**
 * The mapping that was sent, without what goes nowhere.
 * @throws Invalid for a header or column that is not there or a column given twice; Refused when a column is missing that others need
 */
export function checkMapping(sent: Mapping, headers: readonly string[]): Mapping {
  const mapping = Object.fromEntries(Object.entries(sent).filter(([, column]) => column !== ''));
  const faults: FieldFault[] = [];
  const taken = new Set<string>();
  for (const [header, column] of Object.entries(mapping)) {
    const field = `mapping.${header.slice(0, 60)}`;
    if (!headers.includes(header)) faults.push({ field, rule: 'not_found', zh: `表格里没有“${header.slice(0, 60)}”这一列` });
    else if (!PRODUCT_SHEET_COLUMNS.some((one) => one === column))
      faults.push({ field, rule: 'one_of', zh: `“${header}”不能对应到这个字段` });
    else if (taken.has(column)) faults.push({ field, rule: 'not_unique', zh: `“${header}”对应的字段已选给别的列` });
    taken.add(column);
    if (faults.length === MAX_FAULTS) break;
  }
  if (faults.length > 0) throw new Invalid(faults);
  const needed = [
    'code',
    ...(PRODUCT_LEVEL.some((column) => taken.has(column)) ? ['product'] : []),
    ...(taken.has('unit2') !== taken.has('factor2') ? ['unit2', 'factor2'] : []),
    ...(taken.has('unit3') !== taken.has('factor3') ? ['unit3', 'factor3'] : []),
  ];
  const columns = needed.filter((column) => !taken.has(column));
  if (columns.length > 0) throw new Refused('import_mapping_incomplete', { columns });
  return mapping;
}

/** Where each of our columns stands in the sheet. */
export type Columns = { headers: readonly string[]; at: ReadonlyMap<ProductColumn, number> };

export function columnsBy(mapping: Mapping, headers: readonly string[]): Columns {
  const at = new Map<ProductColumn, number>();
  for (const [i, header] of headers.entries()) {
    const column = Object.hasOwn(mapping, header) ? mapping[header] : undefined;
    if (column !== undefined) at.set(column as ProductColumn, i);
  }
  return { headers, at };
}
