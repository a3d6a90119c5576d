import { invalidate } from '@/platform/query';
import { call } from '@/platform/request';
import { toast } from '@/platform/toast';
import type { IntentLine } from './intent';

/** Adds lines to what the cart holds. One that another device changed meanwhile is read once more. */
export function useIntoCart(query: { shopId?: number }, onDone: () => void) {
  return async (lines: IntentLine[]) => {
    await merge(query, lines).catch((error: { code?: string }) => {
      if (error.code !== 'conflict') throw error;
      return merge(query, lines);
    });
    void invalidate('cart.get');
    toast('已放进购物车');
    onDone();
  };
}

async function merge(query: { shopId?: number }, lines: IntentLine[]): Promise<void> {
  const cart = await call('cart.get', { query });
  const added = new Set(lines.map(({ skuId }) => skuId));
  const kept = cart.lines
    .filter(({ sku }) => !added.has(sku.id))
    .map(({ sku, unit, quantity, note }) => ({ skuId: sku.id, unit, quantity, note }));
  await call('cart.put', { body: { ...query, version: cart.version, lines: [...kept, ...lines] } });
}
