import { fenFromText, moneyText } from '@dianquan/shared/money';
import { dayOf, instantFrom } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { DateInput } from '@/components/date-time-input';
import { Detail } from '@/components/detail';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';

export type Priced = {
  shopId: number;
  shopName: string;
  skuId: number;
  name: string;
  listFen: number | null;
  fen: number | null;
  until: string | null;
};

/** What one shop pays for one SKU, until when. Setting it again also confirms it at today's list price. */
export function CustomerPriceSheet({ priced, onClose }: { priced: Priced; onClose: () => void }) {
  const [price, setPrice] = useState(priced.fen === null ? '' : (priced.fen / 100).toFixed(2));
  const [until, setUntil] = useState<string | null>(priced.until === null ? null : dayOf(priced.until));
  const put = useCommand('customerPrices.set', {
    refresh: ['customerPrices.list', 'customerPrices.reviews', 'orders.queues', 'products.list', 'products.get'],
  });
  const fen = fenFromText(price);
  const set = async (next: number | null) => {
    // A day is given whole: the price holds until its end.
    const end = until === null ? null : instantFrom(until, '23:59');
    await put.mutateAsync({
      body: { shopId: priced.shopId, prices: [{ skuId: priced.skuId, fen: next, until: next === null ? undefined : end }] },
    });
    toast(next === null ? '已停用这个价格' : '价格已定');
    onClose();
  };
  const end = async () => {
    if (await confirm({ title: '停用这个价格？', loses: `${priced.shopName}以后按等级价或标价。`, action: '停用' }))
      await set(null).catch(toastError);
  };
  return (
    <Sheet
      open
      title={priced.name}
      onClose={onClose}
      foot={<Button label={fen === null ? '写上价格' : `给这家店 ${moneyText(fen)}`} disabled={fen === null} onTap={() => set(fen)} />}
    >
      <View className="sheet-form">
        <Detail label="门店">{priced.shopName}</Detail>
        {priced.listFen !== null && <Detail label="标价">{moneyText(priced.listFen)}</Detail>}
        <Field label="给这家店的价格" hint="按最小的单位；不能低于底价">
          <TextInput kind="decimal" value={price} onChange={setPrice} unit="元" maxLength={11} />
        </Field>
        <Field label="用到哪天" optional>
          <DateInput value={until} onChange={setUntil} placeholder="一直有效" />
        </Field>
      </View>
      {until !== null && <LinkText label="改为一直有效" onTap={() => setUntil(null)} />}
      {priced.fen !== null && <LinkText label="停用这个价格" onTap={() => void end()} />}
    </Sheet>
  );
}
