import { View } from '@tarojs/components';
import { useState } from 'react';
import { Chips } from '@/components/chips';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { Icon } from '@/components/icon';
import { LinkText } from '@/components/link-text';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { SearchBox } from '@/components/search-box';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { CartBar } from '@/features/cart/components/cart-bar';
import { counterOf } from '@/features/cart/components/counter';
import { useCart } from '@/features/cart/use-cart';
import { GoodsRow } from '@/features/catalogue/components/goods-row';
import { SearchFilters } from '@/features/catalogue/components/search-filters';
import { SkuSheet } from '@/features/catalogue/components/sku-sheet';
import { forgetSearches, recentSearches, rememberSearch } from '@/features/catalogue/recent-searches';
import { scanSku } from '@/features/catalogue/scan';
import { useSearch } from '@/features/catalogue/use-search';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo, usePageQuery } from '@/platform/navigation';
import './index.scss';

export default function SearchPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  return <Search buyer={buyer} />;
}

function Search({ buyer }: { buyer: Buyer }) {
  const { query } = buyer;
  const search = useSearch(usePageQuery().q ?? '', query);
  const { q, setQ, pages } = search;
  // The box keeps what it was given first: for a recent search that is tapped it is a new one.
  const [taken, setTaken] = useState(0);
  const [recent, setRecent] = useState(recentSearches);
  const [specsOf, setSpecsOf] = useState<number | null>(null);
  const cart = useCart(buyer);
  const counter = buyer.mayOrder ? counterOf(cart) : null;
  const take = (word: string) => {
    setQ(word);
    setTaken((count) => count + 1);
  };
  const openProduct = (id: number) => {
    setRecent(rememberSearch(q));
    goTo('product', { id, ...query });
  };
  const scan = async () => {
    const sku = await scanSku(query);
    if (sku) goTo('product', { id: sku.productId, ...query });
  };
  return (
    <PageFrame bar={buyer.mayOrder && <CartBar cart={cart} onOpen={() => goTo('cart', query)} />}>
      <View className="search__top">
        <View className="search__box">
          <SearchBox key={taken} focus={taken === 0} value={q} onChange={setQ} placeholder="品名、拼音首字母（nfsq）、条码" />
        </View>
        <View className="search__scan" ariaRole="button" ariaLabel="扫条码" onClick={() => void scan()}>
          <Icon name="scan" size={44} colour="pine" />
        </View>
      </View>
      {q === '' ? (
        recent.length === 0 ? (
          <EmptyState icon="search" title="打几个字就能找到" text="品名里的字、拼音首字母（自攻螺丝打 zgls）、编码或条码都行。" />
        ) : (
          <Section title="最近搜过">
            <Chips options={recent.map((word) => ({ key: word, label: word }))} chosen={[]} onChange={([word]) => take(word ?? '')} />
            <LinkText
              label="清空记录"
              onTap={() => {
                forgetSearches();
                setRecent([]);
              }}
            />
          </Section>
        )
      ) : (
        <PagedList
          pages={pages}
          keyOf={({ id }) => id}
          skeleton="goods"
          head={
            <View className="search__filter">
              <SearchFilters search={search} />
            </View>
          }
          row={(product) => (
            <GoodsRow
              product={product}
              counter={counter}
              onOpen={() => openProduct(product.id)}
              onSpecs={() => {
                setRecent(rememberSearch(q));
                setSpecsOf(product.id);
              }}
            />
          )}
          empty={
            search.isNarrowed
              ? {
                  icon: 'search',
                  title: search.inStock ? '没有有货的' : '这个品牌没有',
                  text: search.inStock ? '无货的也看看，可能很快到货。' : '别的品牌也看看。',
                  action: { label: '看全部', onTap: search.showAll },
                }
              : { icon: 'search', title: '没有找到', text: '换个说法，少打几个字，或只打拼音首字母。' }
          }
        />
      )}
      {specsOf !== null && (
        <SkuSheet
          productId={specsOf}
          query={query}
          onClose={() => setSpecsOf(null)}
          control={(sku, { name, pictures }, onUnit) => counter?.({ sku, name, picture: pictures[0] ?? null }, onUnit)}
        />
      )}
    </PageFrame>
  );
}
