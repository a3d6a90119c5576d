import type { ProductView } from '@dianquan/shared/contract/products';
import { fenFromText } from '@dianquan/shared/money';
import type { Input } from '@/platform/contract';

export type SkuInput = Input<'products.create'>['body']['skus'][number];
/** As the handbook answers it: with costs for those who may know them. */
type KeptSku = ProductView['skus'][number];
/** A SKU as it is typed. */
export type SkuDraft = {
  id?: number;
  code: string;
  spec: string;
  barcode: string;
  baseUnit: string;
  units: { name: string; factor: string }[];
  minimum: string;
  step: string;
  maximum: string;
  list: string;
  cost: string;
  floor: string;
  /** What stands in cost and floor is all there is: emptied, they go. Unknown and left empty, they stay as they are. */
  costsKnown: boolean;
  ladder: { from: string; price: string }[];
  onSale: boolean;
  touched: boolean;
};
export const EMPTY_SKU: SkuDraft = {
  code: '',
  spec: '',
  barcode: '',
  baseUnit: '',
  units: [],
  minimum: '1',
  step: '1',
  maximum: '',
  list: '',
  cost: '',
  floor: '',
  costsKnown: false,
  ladder: [],
  onSale: true,
  touched: true,
};
export const yuan = (fen: number): string => (fen / 100).toFixed(2);

export function draftOfSku(sku: KeptSku): SkuDraft {
  const [base, ...larger] = sku.units;
  return {
    id: sku.id,
    code: sku.code,
    spec: sku.spec,
    barcode: sku.barcode ?? '',
    baseUnit: base?.name ?? '',
    units: larger.map(({ name, factor }) => ({ name, factor: String(factor) })),
    minimum: String(sku.minimum),
    step: String(sku.step),
    maximum: sku.maximum === null ? '' : String(sku.maximum),
    list: sku.price ? yuan(sku.price.listFen) : '',
    cost: optionalYuan(sku.costs?.costFen),
    floor: optionalYuan(sku.costs?.floorFen),
    costsKnown: sku.costs !== undefined,
    ladder: sku.price?.ladder.map(({ from, fen }) => ({ from: String(from), price: yuan(fen) })) ?? [],
    onSale: sku.onSale,
    touched: false,
  };
}

const whole = (typed: string, least: number): number | null => (/^\d{1,8}$/.test(typed) && Number(typed) >= least ? Number(typed) : null);
const optionalYuan = (fen: number | null | undefined): string => (fen == null ? '' : yuan(fen));
const kept = ({ costsKnown }: SkuDraft, typed: string): number | null | undefined =>
  costsKnown && typed.trim() === '' ? null : optionalFen(typed);
const optionalFen = (typed: string): number | null | undefined => (typed.trim() === '' ? undefined : fenFromText(typed));

export type SkuField = 'code' | 'barcode' | 'baseUnit' | 'units' | 'counts' | 'list' | 'cost' | 'floor' | 'ladder';

/** What is wrong, by field; nothing when it can be saved. */
export function skuFaults(draft: SkuDraft): Partial<Record<SkuField, string>> {
  const faults: Partial<Record<SkuField, string>> = {};
  if (draft.code.trim() === '') faults.code = '请填写编码';
  if (draft.barcode !== '' && !/^\d{8,14}$/.test(draft.barcode)) faults.barcode = '条码是 8 到 14 位数字';
  if (draft.baseUnit.trim() === '') faults.baseUnit = '请填写最小的单位，例如 瓶';
  const names = [draft.baseUnit, ...draft.units.map(({ name }) => name)].map((name) => name.trim());
  if (draft.units.some(({ name, factor }) => name.trim() === '' || whole(factor, 2) === null))
    faults.units = '大单位要写名称，和等于几个小单位';
  else if (new Set(names).size < names.length) faults.units = '单位不能重名';
  if (whole(draft.minimum, 1) === null || whole(draft.step, 1) === null) faults.counts = '起订和递增至少是 1';
  else if (draft.maximum !== '' && (whole(draft.maximum, 1) ?? 0) < Number(draft.minimum)) faults.counts = '最多不能比起订少';
  const list = fenFromText(draft.list);
  if (list === null) faults.list = '写到分，例如 12.50';
  if (optionalFen(draft.cost) === null) faults.cost = '写到分，例如 9.80';
  const floor = optionalFen(draft.floor);
  if (floor === null) faults.floor = '写到分，例如 10.00';
  else if (floor !== undefined && list !== null && floor > list) faults.floor = '底价不能比标价高';
  if (draft.ladder.some(({ from, price }) => whole(from, 2) === null || fenFromText(price) === null))
    faults.ladder = '每一档写满多少、每个多少钱';
  return faults;
}

/** As it is sent; null while something is wrong. */
export function skuInputOf(draft: SkuDraft): SkuInput | null {
  const listFen = fenFromText(draft.list);
  if (listFen === null || Object.keys(skuFaults(draft)).length > 0) return null;
  return {
    ...(draft.id === undefined ? {} : { id: draft.id }),
    code: draft.code.trim(),
    spec: draft.spec.trim(),
    barcode: draft.barcode === '' ? null : draft.barcode,
    baseUnit: draft.baseUnit.trim(),
    units: draft.units.map(({ name, factor }) => ({ name: name.trim(), factor: Number(factor) })),
    minimum: Number(draft.minimum),
    step: Number(draft.step),
    maximum: draft.maximum === '' ? null : Number(draft.maximum),
    listFen,
    costFen: kept(draft, draft.cost),
    floorFen: kept(draft, draft.floor),
    ladder: draft.ladder.map(({ from, price }) => ({ from: Number(from), fen: fenFromText(price) ?? 0 })),
    onSale: draft.onSale,
  };
}

/** One line of it: what it costs us where that is told, else its code; and what has to be known before it is saved. */
export function skuWords({ code, cost, floor, onSale, touched }: SkuDraft): string {
  const costs = [cost && `成本 ${cost}`, floor && `底价 ${floor}`].filter(Boolean);
  return [...(costs.length > 0 ? costs : [code]), !onSale && '已下架', touched && '已改，待保存'].filter(Boolean).join(' · ');
}
