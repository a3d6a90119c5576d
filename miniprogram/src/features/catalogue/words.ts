import type { ProductRow } from '@dianquan/shared/contract/products';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { moneyText } from '@dianquan/shared/money';
import { monthDayText } from '@dianquan/shared/time-text';
import { unitText } from '@dianquan/shared/units';

type Stock = SkuView['stock'];
type Units = SkuView['units'];

const WORDS = { in_stock: '有货', low: '仅剩少量', none: '无货' } as const;

/** Empty where the supplier shows nothing of the stock. */
export function stockText({ word, figure }: Stock, units: Units): string {
  if (figure !== null) return figure === 0 ? WORDS.none : `库存 ${unitText(figure, units)}`;
  return word === null ? '' : WORDS[word];
}

/** Nothing left, or nearly so: worth a stronger word. */
export const isShort = ({ word, figure }: Stock): boolean => word === 'none' || word === 'low' || figure === 0;

/** `1 箱 = 12 瓶`, one for each unit above the base; `5 米 1 档`, `10 个起订` where the rules ask for more than one. */
export function rulesText(sku: Pick<SkuView, 'units' | 'minimum' | 'step' | 'maximum'>): string[] {
  const [base] = sku.units;
  if (!base) return [];
  const larger = sku.units.filter(({ factor }) => factor > 1).map(({ name, factor }) => `1 ${name} = ${factor} ${base.name}`);
  return [
    ...larger,
    // Where the least is one step, the step says it already.
    ...(sku.minimum > sku.step ? [`${unitText(sku.minimum, sku.units)}起订`] : []),
    ...(sku.step > 1 ? [`按 ${unitText(sku.step, sku.units)}的倍数订`] : []),
    ...(sku.maximum !== null ? [`一次最多 ${unitText(sku.maximum, sku.units)}`] : []),
  ];
}

export function rowSpec(row: ProductRow): string {
  return [row.brand, row.sku ? row.sku.spec : `${row.skuCount} 种规格`].filter(Boolean).join(' · ');
}

/** The price of one of the unit that is counted in: a box costs as many base units as it holds. */
export function unitPriceText(baseFen: number, units: Units, unit: string): string {
  const { factor } = units.find(({ name }) => name === unit) ?? { factor: 1 };
  return moneyText(baseFen * factor);
}

export const RULE_WORDS: Record<NonNullable<SkuView['price']>['rule'], string> = {
  customer: '专属价',
  last: '上次成交价',
  level: '等级价',
  list: '标准价',
};

/** 等级价 · 标准价 ¥12.00 · 上次 ¥11.00（11月2日） */
export function shopPriceText({ rule, fen, listFen, lastFen, lastAt }: NonNullable<SkuView['price']>): string {
  const said = [
    RULE_WORDS[rule],
    rule !== 'list' && fen !== listFen && `${RULE_WORDS.list} ${moneyText(listFen)}`,
    lastFen !== null && `上次 ${moneyText(lastFen)}${lastAt ? `（${monthDayText(lastAt)}）` : ''}`,
  ];
  return said.filter(Boolean).join(' · ');
}
