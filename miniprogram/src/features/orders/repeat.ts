import { moneyText } from '@dianquan/shared/money';
import type { Answer } from '@/platform/contract';
import type { ShownLine } from './components/order-lines';
import type { IntentLine } from './intent';

export type Repeated = Answer<'orders.repeat'>;
type Line = Repeated['lines'][number];

/** What has changed since the order that is repeated, in words; empty where nothing has. */
export function changesText({ changes, thenUnitFen, unitFen, unit, fault }: Line): string {
  const said = changes.map((change) => {
    if (change === 'price' && unitFen !== null) {
      return `${unitFen > thenUnitFen ? '涨价' : '降价'}：上次 ${moneyText(thenUnitFen)}，现 ${moneyText(unitFen)}`;
    }
    if (change === 'off_sale') return '已下架';
    if (change === 'unit') return `不再按原来的单位卖，现按${unit}`;
    if (change === 'maximum') return '超过一次能订的数量';
    return change === 'stock' ? '库存不足' : '';
  });
  // The fault says the same more exactly, with figures.
  const words = fault ? [fault.zh, ...said.filter((one) => /^[涨降]价/.test(one))] : said;
  return words.filter(Boolean).join('；');
}

export const canRepeat = ({ fault, unitFen }: Line): boolean => fault === null && unitFen !== null;

export function repeatLines(lines: readonly Line[]): ShownLine[] {
  return lines.map((line) => {
    const changed = changesText(line);
    return {
      key: `${line.sku.id}${line.unit}`,
      name: line.productName,
      spec: line.sku.spec,
      picture: line.picture,
      unit: line.unit,
      quantity: line.quantity,
      unitFen: line.unitFen,
      totalFen: canRepeat(line) ? line.totalFen : null,
      note: line.note,
      remark: changed === '' ? undefined : changed,
      danger: line.fault !== null,
    };
  });
}

/** What goes to the checkout: all that can still be ordered. */
export function repeatIntent(lines: readonly Line[]): IntentLine[] {
  return lines.filter(canRepeat).map(({ sku, unit, quantity, note }) => ({ skuId: sku.id, unit, quantity, note }));
}

/** One sentence on top: what it was, what it is. */
export function repeatHeadline({ lines, totalFen, thenTotalFen }: Repeated): string {
  const gone = lines.filter((line) => !canRepeat(line)).length;
  const parts = [`上次 ${moneyText(thenTotalFen)}，现在 ${moneyText(totalFen)}`];
  if (gone > 0) parts.push(`${gone} 种暂不能订`);
  if (gone === 0 && lines.every(({ changes }) => changes.length === 0)) parts.push('价格和货都没有变');
  return parts.join('，');
}
