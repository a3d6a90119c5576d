import type { ProductRow } from '@dianquan/shared/contract/products';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { SearchBox } from '@/components/search-box';
import { TabStrip } from '@/components/tab-strip';
import { PriceHistory } from '@/features/catalogue/components/price-history';
import { ShopPriceRow } from '@/features/catalogue/components/shop-price-row';
import { goTo, usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';

type Tab = 'all' | 'usual';

/** What one shop pays, for whoever stands in it: every price with its rule, and behind it what was paid before. */
export default function ShopPricesPage() {
  const { shopId: given, shopName } = usePageQuery();
  const shopId = Number(given);
  const [tab, setTab] = useState<Tab>('all');
  const [q, setQ] = useState('');
  const [history, setHistory] = useState<SkuView | null>(null);
  const pages = usePages('products.list', { query: { shopId, q: q || undefined, favourite: tab === 'usual' ? true : undefined } });
  const open = ({ id, sku }: ProductRow) => (sku ? setHistory(sku) : goTo('product', { id, shopId }));
  return (
    <PageFrame
      title={shopName}
      bar={
        <ActionBar>
          <Button kind="quiet" label="专门给它的价格" onTap={() => goTo('customerPrices', { shopId, shopName })} />
          <Button icon="cart" label="代下单" onTap={() => goTo('orderFor', { shopId })} />
        </ActionBar>
      }
    >
      <SearchBox value={q} onChange={setQ} placeholder="货名、拼音首字母、编码、条码" />
      <TabStrip
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'all', label: '全部' },
          { key: 'usual', label: '它常购的' },
        ]}
      />
      <PagedList
        pages={pages}
        keyOf={({ id }) => id}
        row={(product) => <ShopPriceRow product={product} onTap={() => open(product)} />}
        empty={
          q
            ? { icon: 'search', title: '没有找到', text: '换个说法，或只输入两三个字。' }
            : { icon: 'tag', title: tab === 'usual' ? '它还没有常购的货' : '还没有商品' }
        }
      />
      {history && (
        <PriceHistory
          key={history.id}
          sku={history}
          query={{ shopId }}
          onClose={() => setHistory(null)}
          onOrder={(id) => goTo('officeOrder', { id })}
        />
      )}
    </PageFrame>
  );
}
