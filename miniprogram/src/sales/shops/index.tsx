import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { ShopFilterBar } from '@/features/shops/components/shop-filter-bar';
import { ShopRow } from '@/features/shops/components/shop-row';
import { filterCount, NO_FILTERS, shopQuery } from '@/features/shops/shop-filters';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** The shops I look after. */
export default function ShopsPage() {
  const [filters, setFilters] = useState(NO_FILTERS);
  const pages = usePages('shops.list', { query: { limit: 30, ...shopQuery(filters) } });
  const isNarrowed = filters.q !== '' || filterCount(filters) > 0;
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" label="新建门店" onTap={() => goTo('editShop')} />
        </ActionBar>
      }
    >
      <PagedList
        pages={pages}
        head={<ShopFilterBar filters={filters} onChange={setFilters} />}
        keyOf={({ id }) => id}
        row={(shop) => <ShopRow shop={shop} onTap={() => goTo('shop', { id: shop.id })} />}
        empty={
          isNarrowed
            ? { icon: 'search', title: '没有符合的门店', text: '换个说法，或放宽筛选。', action: { label: '清空条件', onTap: clear } }
            : {
                icon: 'shop',
                title: '您名下还没有门店',
                text: '新建一家，或请店主扫邀请码加入。',
                action: { label: '出示邀请码', onTap: () => goTo('myCode') },
              }
        }
      />
    </PageFrame>
  );

  function clear(): void {
    setFilters(NO_FILTERS);
  }
}
