import type { OrderView } from '@dianquan/shared/contract/orders';
import { useState } from 'react';
import { ApiError } from '@/platform/api-error';
import type { Answer } from '@/platform/contract';
import { giveUp, sendOnce, unanswered } from '@/platform/intention';
import { invalidate, queryClient, useAnswer } from '@/platform/query';
import { toastError } from '@/platform/toast';
import { type Intent, intended } from './intent';
import type { Method } from './words';

type Check = Answer<'orders.check'>;
type Who = { shopId: number; query: { shopId?: number } };
/** A price that was seen, and what it is now. */
export type Change = { skuId: number; unit: string; thenFen: number; nowFen: number };
/** Refusals after which the lines look different than they did. */
const LOOK_AGAIN = ['price_changed', 'total_wrong', 'sku_unavailable', 'unit_unknown', 'quantity_invalid', 'out_of_stock'];

/** From what is meant to be ordered to the order. Nothing here is sent twice as two orders, whatever the network does. */
export function useCheckout({ shopId, query }: Who, onPlaced: (order: OrderView) => unknown) {
  const [intent] = useState<Intent | null>(() => intended(shopId));
  const body = { ...query, lines: intent?.lines ?? [] };
  const check = useAnswer('orders.check', { body }, { enabled: intent !== null, staleTime: 0 });
  const addresses = useAnswer('deliveryAddresses.list', { params: { shopId } });
  const [changes, setChanges] = useState<Change[]>([]);
  const [chosenMethod, setMethod] = useState<Method | null>(null);
  const [chosenAddress, setAddressId] = useState<number | null>(null);
  const [wish, setWish] = useState('');
  const name = String(shopId);
  const [silent, setSilent] = useState(() => unanswered('orders.place', name));

  const lines = check.data?.lines.filter(({ fault, unitFen }) => fault === null && unitFen !== null) ?? [];
  const methods = check.data?.methods ?? [];
  const method = chosenMethod !== null && methods.includes(chosenMethod) ? chosenMethod : usualMethod(check.data);
  const address =
    addresses.data?.items.find(({ id }) => id === chosenAddress) ??
    addresses.data?.items.find(({ isDefault }) => isDefault) ??
    addresses.data?.items[0] ??
    null;
  const totalFen = lines.reduce((sum, line) => sum + (line.totalFen ?? 0), 0);

  const send = async (placed: Parameters<typeof sendOnce<'orders.place'>>[2]) => {
    try {
      const order = await sendOnce('orders.place', name, placed);
      setSilent(null);
      // Its page has it at once, however slow the network.
      queryClient.setQueryData(['orders.get', { params: { id: order.id } }], order);
      for (const stale of ['cart.get', 'orders.list', 'products.list', 'products.get'] as const) void invalidate(stale);
      await onPlaced(order);
    } catch (error) {
      setSilent(unanswered('orders.place', name));
      await refused(error);
    }
  };
  const refused = async (error: unknown) => {
    toastError(error);
    if (!(error instanceof ApiError) || !LOOK_AGAIN.includes(error.code)) return;
    const { data } = await check.refetch();
    if (check.data && data) setChanges(changedPrices(check.data, data));
  };

  return {
    intent,
    check,
    lines,
    faulty: check.data?.lines.filter(({ fault }) => fault !== null) ?? [],
    totalFen,
    changes,
    method,
    setMethod,
    addresses,
    address,
    setAddressId,
    wish,
    setWish,
    /** A try whose outcome is not known: it comes first. */
    silent,
    place: () => {
      if (method === null) return Promise.resolve();
      return send({
        body: {
          ...query,
          lines: lines.map(({ sku, unit, quantity, note, unitFen }) => ({ skuId: sku.id, unit, quantity, note, seenFen: unitFen ?? 0 })),
          totalFen,
          paymentMethod: method,
          addressId: address?.id,
          wish: wish.trim(),
          source: intent?.source,
          clearCart: intent?.clearCart,
        },
      });
    },
    /** Sends the same once more, with the same key: the order that it made, or the refusal. */
    askAgain: () => (silent ? send(silent) : Promise.resolve()),
    letGo: () => {
      giveUp('orders.place', name);
      setSilent(null);
    },
  };
}

/** Who may buy on account does so, as long as the limit lasts; the others pay as is offered first. */
export function usualMethod(check: Pick<Check, 'methods' | 'credit'> | undefined): Method | null {
  if (!check) return null;
  return check.methods.includes('account') && check.credit?.over === false ? 'account' : (check.methods[0] ?? null);
}

export function changedPrices(before: Check, now: Check): Change[] {
  return now.lines.flatMap(({ sku, unit, unitFen }) => {
    const then = before.lines.find((line) => line.sku.id === sku.id && line.unit === unit)?.unitFen;
    if (then === null || then === undefined || unitFen === null || then === unitFen) return [];
    return [{ skuId: sku.id, unit, thenFen: then, nowFen: unitFen }];
  });
}
