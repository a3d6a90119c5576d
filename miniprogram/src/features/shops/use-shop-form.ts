import { useEffect, useRef } from 'react';
import { useForm } from '@/components/use-form';
import type { Answer } from '@/platform/contract';
import { useAnswer, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';
import { NEW_SHOP, type ShopValues, shopBody, shopChanges, valuesOf } from './shop-values';

type Options = { id: number | null; shop: Answer<'shops.get'> | undefined; onDone: (id: number) => void };
const STALE = ['shops.get', 'shops.list', 'shops.history', 'shops.tags'] as const;

/** The form of a shop, new or kept; what is typed for it stays on this phone until it is saved. */
export function useShopForm({ id, shop, onDone }: Options) {
  const form = useForm<ShopValues>(shop ? valuesOf(shop) : NEW_SHOP, { draft: id === null ? 'new-shop-record' : undefined });
  const fields = useAnswer('customFields.list');
  const known = fields.data?.items ?? [];
  const options = {
    refresh: [...STALE],
    onDone: ({ id: saved }: Answer<'shops.get'>) => {
      form.done();
      onDone(saved);
    },
  };
  const create = useCommand('shops.create', options);
  const update = useCommand('shops.update', options);
  const filled = useRef(shop !== undefined);
  const { setAll } = form;
  useEffect(() => {
    if (filled.current || shop === undefined) return;
    filled.current = true;
    setAll(valuesOf(shop));
  }, [shop, setAll]);

  const save = async () => {
    const body = shopBody(form.values, known);
    if ([...body.name].length < 2) {
      form.setFault('name', '店名至少 2 个字');
      toast('请先填店名');
      return;
    }
    try {
      if (id === null || shop === undefined) await create.mutateAsync({ body });
      else await update.mutateAsync({ params: { id }, body: shopChanges(body, shopBody(valuesOf(shop), known)) });
    } catch (error) {
      form.takeFaults(error);
    }
  };
  return { form, fields: known, save };
}
