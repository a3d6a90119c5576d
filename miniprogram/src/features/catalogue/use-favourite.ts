import type { SkuView } from '@dianquan/shared/contract/skus';
import { invalidate, useCommand } from '@/platform/query';
import { toast, toastError } from '@/platform/toast';

/** Keeps a SKU among what this shop usually takes, or takes it off. */
export function useFavourite() {
  const changed = (said: string) => () => {
    toast(said);
    for (const stale of ['products.get', 'products.list', 'favourites.list'] as const) void invalidate(stale);
  };
  const put = useCommand('favourites.put', { onDone: changed('已加入常购清单'), onError: toastError });
  const remove = useCommand('favourites.remove', { onDone: changed('已移出常购清单'), onError: toastError });
  return (sku: SkuView, usual?: { quantity: number; unit: string }) => {
    if (sku.favourite) remove.mutate({ params: { skuId: sku.id } });
    else put.mutate({ params: { skuId: sku.id }, body: { quantity: usual?.quantity || 1, unit: usual?.unit } });
  };
}
