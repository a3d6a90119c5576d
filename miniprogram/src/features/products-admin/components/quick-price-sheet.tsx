import type { ProductView } from '@dianquan/shared/contract/products';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Sheet } from '@/components/sheet';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import { useAnswer, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';
import { draftOfSku, type SkuInput, skuFaults, skuInputOf } from '../sku-draft';

type Props = { productId: number; onEdit: () => void; onClose: () => void };

/** List prices where they stand, and whether the product is sold: without the way through its whole form. */
export function QuickPriceSheet({ productId, onEdit, onClose }: Props) {
  const answer = useAnswer('products.get', { params: { id: productId } }, { staleTime: 0 });
  return answer.data ? (
    <Prices key={answer.data.version} product={answer.data} onEdit={onEdit} onClose={onClose} />
  ) : (
    <Sheet open title="改价" onClose={onClose}>
      <AnswerView answer={answer} skeleton="line">
        {() => null}
      </AnswerView>
    </Sheet>
  );
}

function Prices({ product, onEdit, onClose }: Omit<Props, 'productId'> & { product: ProductView }) {
  const [typed, setTyped] = useState<Record<number, string>>({});
  const [onSale, setOnSale] = useState(product.onSale);
  const update = useCommand('products.update', { refresh: ['products.list', 'products.get'] });
  const drafts = product.skus.map((sku) => {
    const list = typed[sku.id];
    return list === undefined ? draftOfSku(sku) : { ...draftOfSku(sku), list, touched: true };
  });
  const changed = drafts.filter(({ touched }) => touched);
  const faulty = changed.some((draft) => skuFaults(draft).list);
  const save = async () => {
    const skus = changed.map(skuInputOf).filter((sku): sku is SkuInput => sku !== null);
    await update.mutateAsync({
      params: { id: product.id },
      body: { version: product.version, onSale, ...(skus.length > 0 ? { skus } : {}) },
    });
    toast('已保存');
    onClose();
  };
  return (
    <Sheet
      open
      title={product.name}
      onClose={onClose}
      foot={
        <Button
          label={changed.length > 0 ? `保存 ${changed.length} 个价格` : '保存'}
          disabled={faulty || (changed.length === 0 && onSale === product.onSale)}
          busyLabel="正在保存…"
          onTap={save}
        />
      }
    >
      <View className="sheet-form">
        {drafts.map((draft) => (
          <Field key={draft.id} label={`${draft.spec || '标准'} · ${draft.code}`} error={draft.touched ? skuFaults(draft).list : null}>
            <TextInput
              kind="decimal"
              value={draft.list}
              unit={`元/${draft.baseUnit}`}
              maxLength={11}
              onChange={(list) => setTyped((old) => ({ ...old, [draft.id ?? 0]: list }))}
            />
          </Field>
        ))}
        <SwitchRow title="上架" text="下架后门店看不到，也订不了" on={onSale} onChange={setOnSale} />
      </View>
      <LinkText label="改全部资料" onTap={onEdit} />
    </Sheet>
  );
}
