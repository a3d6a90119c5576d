import type { Wanted } from '../estimate';
import type { Cart } from '../use-cart';
import { LineControl } from './line-control';

type Goods = { sku: Wanted['sku']; name: string; picture: Wanted['picture'] };

/** The steppers of one cart, for lists of goods. */
export function counterOf(cart: Cart) {
  return ({ sku, name, picture }: Goods, onUnit: (unit: string) => void) => (
    <LineControl cart={cart} sku={sku} productName={name} picture={picture} onUnit={onUnit} />
  );
}
