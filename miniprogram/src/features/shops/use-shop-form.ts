import { useState } from 'react';
import { useForm } from '@/components/use-form';
import { ApiError } from '@/platform/api-error';
import type { Answer } from '@/platform/contract';
import { useAnswer, useCommand } from '@/platform/query';
import { readStored } from '@/platform/storage';
import { confirm, toast } from '@/platform/toast';
import { NEW_SHOP, type ShopValues, shopBody, shopChanges, valuesOf } from './shop-values';

const STALE = ['shops.get', 'shops.list', 'shops.history', 'shops.tags'] as const;

/** The form of a shop, new (`shop` null) or kept; what is typed for it stays on this phone until it is saved. */
export function useShopForm(shop: Answer<'shops.get'> | null, onDone: (id: number) => void) {
  const draft = shop === null ? 'new-shop-record' : `shop-${shop.id}`;
  const [resumed, setResumed] = useState(() => readStored(`draft:${draft}`) !== null);
  const initial = shop === null ? NEW_SHOP : valuesOf(shop);
  const form = useForm<ShopValues>(initial, { draft });
  const fields = useAnswer('customFields.list');
  const known = fields.data?.items ?? [];
  const create = useCommand('shops.create', { refresh: [...STALE] });
  const update = useCommand('shops.update', { refresh: [...STALE] });

  const send = (body: ReturnType<typeof shopBody>) =>
    shop === null
      ? create.mutateAsync({ body })
      : update.mutateAsync({ params: { id: shop.id }, body: shopChanges(body, shopBody(valuesOf(shop), known)) });
  const save = async () => {
    const body = shopBody(form.values, known);
    if ([...body.name].length < 2) {
      form.setFault('name', '店名至少 2 个字');
      toast('请先填店名');
      return;
    }
    try {
      const { id } = await send(body);
      form.done();
      onDone(id);
    } catch (error) {
      const twin = twinOf(error);
      if (twin) form.setFault(twin.field, twin.sentence);
      else form.takeFaults(error);
      // The field may be far above the button.
      if (twin || (error instanceof ApiError && error.faults.length > 0)) toast('有几处要改，请看标红的地方');
    }
  };
  const startAnew = async () => {
    if (!(await confirm({ title: '从头来？', loses: '上次填了还没保存的内容会丢掉。', action: '从头来' }))) return;
    form.setAll(initial);
    form.done();
    setResumed(false);
  };
  return { form, fields: known, save, resumed, startAnew };
}

/** Another shop has this number already: said under the number, with its name if one may know it. */
function twinOf(error: unknown): { field: string; sentence: string } | null {
  if (!(error instanceof ApiError) || error.code !== 'shop_duplicate') return null;
  const { field, shop } = (error.details ?? {}) as { field?: string; shop?: { name: string } | null };
  if (field === undefined) return null;
  return { field, sentence: shop ? `“${shop.name}”已用这个号码，请核对是不是同一家` : error.message };
}
