import { View } from '@tarojs/components';
import { useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { LinkText } from '@/components/link-text';
import { shortRegion } from '@/components/region-text';
import { Row } from '@/components/row';
import { SearchBox } from '@/components/search-box';
import { Choice } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { Skeleton } from '@/components/skeleton';
import { useAnswer } from '@/platform/query';

export type PickedShop = { id: number; name: string };
type Props = { value: PickedShop | null; onChange: (shop: PickedShop | null) => void; placeholder?: string };

/** One shop out of thousands: by typing part of its name, number or phone. */
export function ShopPicker({ value, onChange, placeholder = '选择门店' }: Props) {
  const [open, setOpen] = useState(false);
  const take = (shop: PickedShop | null) => {
    onChange(shop);
    setOpen(false);
  };
  return (
    <>
      <Choice text={value?.name} placeholder={placeholder} onTap={() => setOpen(true)} />
      <Sheet open={open} onClose={() => setOpen(false)} title="选择门店">
        <ShopSearch onTake={take} />
        {value && <LinkText label="不指定门店" onTap={() => take(null)} />}
      </Sheet>
    </>
  );
}

function ShopSearch({ onTake }: { onTake: (shop: PickedShop) => void }) {
  const [q, setQ] = useState('');
  const found = useAnswer('shops.list', { query: { limit: 30, ...(q === '' ? {} : { q }) } });
  return (
    <View className="sheet-form">
      <SearchBox value={q} placeholder="店名、编号、电话" onChange={setQ} />
      {found.isError && <FailedState error={found.error} onRetry={found.refetch} />}
      {found.isPending && <Skeleton shape="line" />}
      {found.data?.items.map((shop) => (
        <Row
          key={shop.id}
          title={shop.name}
          text={[shortRegion(shop.regionName), shop.address].filter(Boolean).join(' ')}
          onTap={() => onTake(shop)}
        />
      ))}
      {found.data?.items.length === 0 && <EmptyState icon="search" title="没有找到" text="换个说法，或只输入店名的两三个字。" />}
    </View>
  );
}
