import { useState } from 'react';
import type { Item } from '@/platform/contract';
import { call } from '@/platform/request';
import { baseFenAt } from './estimate';
import { factorOf } from './quantities';

export type Favourite = Item<'favourites.list'>;
export type Picked = { skuId: number; unit: string; quantity: number };

/** May it be ordered as it stands? */
export const isOrderable = ({ sku }: Favourite): boolean => sku.onSale && sku.price !== null;

export function totalOf(items: readonly Favourite[], picked: readonly Picked[]): number {
  return picked.reduce((sum, { skuId, unit, quantity }) => {
    const sku = items.find((one) => one.sku.id === skuId)?.sku;
    const base = quantity * (sku ? factorOf(sku, unit) : 0);
    return sum + (sku?.price ? baseFenAt(sku.price, base) * base : 0);
  }, 0);
}

/** What is ticked of the favourites and how much of each: at first what is usually taken. */
export function useFavourites(items: readonly Favourite[]) {
  const [ticked, setTicked] = useState<number[]>([]);
  const [changed, setChanged] = useState<Record<number, number>>({});
  const quantityOf = ({ sku, quantity }: Favourite) => changed[sku.id] ?? quantity;
  const orderable = items.filter(isOrderable);
  const picked = orderable
    .filter((one) => ticked.includes(one.sku.id) && quantityOf(one) > 0)
    .map((one) => ({ skuId: one.sku.id, unit: one.unit, quantity: quantityOf(one) }));
  return {
    quantityOf,
    isTicked: (skuId: number) => ticked.includes(skuId),
    toggle: (skuId: number) => setTicked((old) => (old.includes(skuId) ? old.filter((id) => id !== skuId) : [...old, skuId])),
    setQuantity: (skuId: number, quantity: number) => {
      setChanged((old) => ({ ...old, [skuId]: quantity }));
      setTicked((old) => (quantity === 0 ? old.filter((id) => id !== skuId) : old.includes(skuId) ? old : [...old, skuId]));
    },
    areAll: orderable.length > 0 && picked.length === orderable.length,
    tickAll: (on: boolean) => setTicked(on ? orderable.map(({ sku }) => sku.id) : []),
    picked,
    totalFen: totalOf(items, picked),
    /** Another quantity than usual becomes the usual one. An order does not wait for it. */
    keepQuantities: () => {
      for (const { skuId, unit, quantity } of picked.filter((one) => changed[one.skuId] !== undefined)) {
        call('favourites.put', { params: { skuId }, body: { quantity, unit } }).catch(() => undefined);
      }
    },
  };
}
