import type { ShopRow } from '@dianquan/shared/contract/shops';
import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { PagedList } from '@/components/paged-list';
import { usePages } from '@/platform/query';
import './manual-shops.scss';

/** The shops of a segment made by hand: what is in it, and what this saving will add and take away. */
export function ManualShops({
  segmentId,
  added,
  removed,
  onToggle,
  onAdd,
  row,
}: {
  segmentId: number | null;
  added: number[];
  removed: number[];
  onToggle: (id: number) => void;
  onAdd: () => void;
  row: (shop: ShopRow) => ReactNode;
}) {
  const shops = usePages('segments.shops', { params: { id: segmentId ?? 0 } }, { enabled: segmentId !== null });
  const isNew = segmentId === null;
  const addButton = <Button kind="plain" size="small" icon="plus" label={added.length > 0 ? '改选门店' : '添加门店'} onTap={onAdd} />;
  const head = (
    <View className="manual-shops__head">
      <View className="manual-shops__words">
        {added.length > 0 && `将加入 ${countText(added.length)} 家`}
        {added.length > 0 && removed.length > 0 && ' · '}
        {removed.length > 0 && `将移出 ${countText(removed.length)} 家`}
        {added.length === 0 && removed.length === 0 && '里面的门店'}
      </View>
      {addButton}
    </View>
  );
  if (isNew)
    return (
      <View className="manual-shops">
        {head}
        {added.length === 0 && <View className="manual-shops__none">点“添加门店”，按店名、电话找到后勾上。</View>}
      </View>
    );
  return (
    <View className="manual-shops">
      <PagedList
        pages={shops}
        head={head}
        keyOf={({ id }) => id}
        row={(shop) => (
          <View className="manual-shops__row">
            <View className={removed.includes(shop.id) ? 'manual-shops__shop manual-shops__shop--off' : 'manual-shops__shop'}>
              {row(shop)}
            </View>
            <LinkText label={removed.includes(shop.id) ? '留下' : '移出'} onTap={() => onToggle(shop.id)} />
          </View>
        )}
        empty={<View className="manual-shops__none">里面还没有门店，点“添加门店”。</View>}
      />
    </View>
  );
}
