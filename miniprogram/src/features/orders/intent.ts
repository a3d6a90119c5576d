import type { Request } from '@dianquan/shared/contract/all';
import { readStored, store } from '@/platform/storage';

type PlaceBody = Request<'orders.place'>['body'];
export type IntentLine = { skuId: number; unit: string; quantity: number; note?: string };
/** What somebody is about to order, on its way to the checkout page. `cart`: what is in the cart at that moment. */
export type Intent = { lines: IntentLine[]; source: NonNullable<PlaceBody['source']>; clearCart: boolean };

const keyOf = (shopId: number): string => `checkout:${shopId}`;

/** Kept on the phone: who is called away from the checkout finds it again. */
export function intend(shopId: number, intent: Intent): void {
  store(keyOf(shopId), intent);
}

export function intended(shopId: number): Intent | null {
  return readStored<Intent>(keyOf(shopId));
}
