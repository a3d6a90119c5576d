import type { CartLine } from './estimate';

/** What is wrong with a line, said on the line itself: its name stands above already. */
export function faultWords({ productName, sku }: Pick<CartLine, 'productName' | 'sku'>, fault: NonNullable<CartLine['fault']>): string {
  if (fault.code === 'out_of_stock' && sku.stock.word === 'none') return '无货，暂不能订';
  const title = sku.spec === '' ? productName : `${productName} ${sku.spec}`;
  return fault.zh.startsWith(title) ? fault.zh.slice(title.length).replace(/^[\s：]+/, '') : fault.zh;
}
