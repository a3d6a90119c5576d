import type { Input } from '@dianquan/shared/contract/all';
import type { Actor } from '../../platform/http/actor';
import type { Once } from '../../platform/idempotency/idempotency';
import type { OrderParts } from '../order-rows';

/** One tap of one person, not decided yet. That the person may order for the shop has been looked at. */
export type PlaceCommand = {
  me: Actor;
  shopId: number;
  /** A member of staff orders for the shop. */
  onBehalf: boolean;
  input: Input<'orders.place'>;
  once: Once;
};
/** What became of it: a new order as it was written, or the one that the same key made before. */
export type Placed = { parts: OrderParts; again: false } | { orderId: number; again: true };
export type Outcome = { placed: Placed } | { refused: Error };
