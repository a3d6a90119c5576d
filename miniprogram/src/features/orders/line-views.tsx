import type { CartView } from '@dianquan/shared/contract/cart';
import type { OrderView } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import type { ShownLine } from './components/order-lines';
import type { Change } from './use-checkout';

type CartLine = CartView['lines'][number];

/** Before an order: what cannot be ordered, and what costs another price than a moment ago. */
export function checkoutLines(lines: readonly CartLine[], changes: readonly Change[]): ShownLine[] {
  return lines.map(({ sku, productName, picture, unit, quantity, unitFen, totalFen, note, fault }) => {
    const change = changes.find(({ skuId, unit: of }) => skuId === sku.id && of === unit);
    return {
      key: `${sku.id}${unit}`,
      name: productName,
      spec: sku.spec,
      picture,
      unit,
      quantity,
      unitFen,
      totalFen: fault ? null : totalFen,
      note,
      danger: fault !== null,
      remark: fault?.zh ?? (change && `价格已变：原 ${moneyText(change.thenFen)}，现 ${moneyText(change.nowFen)}`),
    };
  });
}

/** Of an order: what was amended, how much has gone out, what waits for goods. */
export function orderedLines(order: OrderView, onTap: (productId: number) => void): ShownLine[] {
  return order.lines.map((line) => ({
    key: line.line,
    name: line.name,
    spec: line.spec,
    picture: line.picture,
    unit: line.unit,
    quantity: line.quantity,
    unitFen: line.unitFen,
    totalFen: line.totalFen,
    note: line.note,
    remark: remarkOf(line, order.state) || undefined,
    onTap: () => onTap(line.productId),
  }));
}

function remarkOf(line: OrderView['lines'][number], state: OrderView['state']): string {
  const { unit, factor, quantity, unitFen, before, shipped, backOrdered, returned } = line;
  const said: string[] = [];
  if (before && before.quantity !== quantity) said.push(`原 ${before.quantity} ${unit}，改为 ${quantity} ${unit}`);
  if (before && before.unitFen !== unitFen) said.push(`原价 ${moneyText(before.unitFen)}`);
  if (shipped > 0 && shipped < quantity * factor && state !== 'cancelled') said.push(`已发 ${countedText(shipped, line)}`);
  if (backOrdered > 0) said.push(`缺货待补 ${countedText(backOrdered, line)}`);
  if (returned > 0) said.push(`已退 ${countedText(returned, line)}`);
  return said.join('；');
}

/** Goods leave and come back one by one; an order's line knows only the unit that was ordered. */
export function countedText(base: number, { unit, factor }: { unit: string; factor: number }): string {
  return base % factor === 0 ? `${base / factor} ${unit}` : `${base} 件（1 ${unit} = ${factor} 件）`;
}
