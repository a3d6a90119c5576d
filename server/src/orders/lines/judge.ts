import { lineTotalFen, type Price, type PriceFacts, priceOf, unitPriceFen } from '@dianquan/shared/price';
import { checkQuantity, unitText } from '@dianquan/shared/units';
import type { SkuRow } from '../../catalogue/skus/sku-rows';

export type LineInput = { skuId: number; unit: string; quantity: number; note: string };
export type LineFaultCode = 'sku_unavailable' | 'unit_unknown' | 'quantity_invalid' | 'out_of_stock' | 'price_changed';
/** Why a line can't be ordered as it stands, with figures in base units where there are any. */
export type LineFault = { code: LineFaultCode; zh: string } & Record<string, unknown>;
/** A line as somebody wrote it, with what the catalogue says to it now. */
export type JudgedLine = {
  input: LineInput;
  sku: SkuRow | null;
  factor: number;
  /** Base units; 0 where the unit is unknown. */
  base: number;
  price: Price | null;
  unitFen: number | null;
  totalFen: number | null;
  fault: LineFault | null;
};

/** Fen for one line, ten million yuan times ten: beyond it somebody slipped with the finger. */
const MAX_LINE_FEN = 10_000_000_000;

/**
 * Each line on its own: does the SKU exist for the shop and is it on sale, is there the unit, does the quantity fit, what does it cost.
 * A line is priced by its own quantity; the most that may be ordered is held against all lines of the SKU together.
 */
export function judgeLines(
  inputs: readonly LineInput[],
  skuOf: (skuId: number) => SkuRow | undefined,
  factsOf: (sku: SkuRow) => PriceFacts,
): JudgedLine[] {
  const lines = inputs.map((input) => judgeLine(input, skuOf(input.skuId), factsOf));
  const sums = baseBySku(lines);
  return lines.map((line) => {
    const { sku, fault } = line;
    if (fault !== null || sku?.maximum == null || (sums.get(sku.id) ?? 0) <= sku.maximum) return line;
    const zh = `${titleOf(sku)} 一次最多订 ${unitText(sku.maximum, sku.units)}，几行加起来超过了`;
    return { ...line, fault: { code: 'quantity_invalid', zh, max: sku.maximum } };
  });
}

function judgeLine(input: LineInput, sku: SkuRow | undefined, factsOf: (sku: SkuRow) => PriceFacts): JudgedLine {
  const nothing = { input, sku: sku ?? null, factor: 1, base: 0, price: null, unitFen: null, totalFen: null };
  if (!sku) return { ...nothing, fault: { code: 'sku_unavailable', zh: '商品不存在，或您暂时不能订购，请去掉这一行' } };
  if (!sku.onSale) return { ...nothing, fault: { code: 'sku_unavailable', zh: `${titleOf(sku)} 已下架，请去掉这一行` } };
  const check = checkQuantity(input.quantity, input.unit, sku.units, sku);
  if (check.fault !== null) {
    const { code, zh, min, max, step, options } = check.fault;
    const figures = JSON.parse(JSON.stringify({ min, max, step, options })) as Record<string, unknown>;
    const factor = sku.units.find(({ name }) => name === input.unit)?.factor;
    return {
      ...nothing,
      factor: factor ?? 1,
      base: factor === undefined ? 0 : input.quantity * factor,
      fault: { code: code === 'unknown_unit' ? 'unit_unknown' : 'quantity_invalid', zh: `${titleOf(sku)}：${zh}`, ...figures },
    };
  }
  const { base, factor } = check;
  const price = priceOf(factsOf(sku), base);
  const [unitFen, totalFen] = [unitPriceFen(price.fen, factor), lineTotalFen(price.fen, base)];
  const fault: LineFault | null =
    totalFen > MAX_LINE_FEN ? { code: 'quantity_invalid', zh: `${titleOf(sku)} 金额超过 1 亿元，请减少数量或分几单` } : null;
  return { input, sku, factor, base, price, unitFen, totalFen, fault };
}

/** Adds what the stock says to lines that are in order otherwise. `available` is over all open warehouses. */
export function judgeStock(
  lines: readonly JudgedLine[],
  available: (skuId: number) => number,
  tells: (sku: SkuRow) => boolean,
): JudgedLine[] {
  const sums = baseBySku(lines);
  return lines.map((line) => {
    const { sku } = line;
    if (sku === null || line.fault !== null || (sums.get(sku.id) ?? 0) <= available(sku.id)) return line;
    return { ...line, fault: shortOf(sku, available(sku.id), tells(sku)) };
  });
}

/** How much there is, only to whom the supplier shows it. */
export function shortOf(sku: SkuRow, available: number, tells: boolean): LineFault {
  if (!tells) return { code: 'out_of_stock', zh: `${titleOf(sku)} 库存不足，请减少数量` };
  const left = available > 0 ? `只剩 ${unitText(available, sku.units)}，请减少数量` : '已经没货';
  return { code: 'out_of_stock', zh: `${titleOf(sku)} ${left}`, available };
}

export function baseBySku(lines: readonly JudgedLine[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { sku, base, fault } of lines)
    if (sku !== null && fault?.code !== 'sku_unavailable') sums.set(sku.id, (sums.get(sku.id) ?? 0) + base);
  return sums;
}

export const titleOf = (sku: Pick<SkuRow, 'productName' | 'spec'>): string =>
  sku.spec === '' ? sku.productName : `${sku.productName} ${sku.spec}`;

/** What can be ordered of it, in fen. */
export const totalOf = (lines: readonly JudgedLine[]): number =>
  lines.reduce((sum, { fault, totalFen }) => sum + (fault === null ? (totalFen ?? 0) : 0), 0);
