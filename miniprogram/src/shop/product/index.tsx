import type { ProductView } from '@dianquan/shared/contract/products';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Detail } from '@/components/detail';
import { FailedState } from '@/components/failed-state';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { ShareButton } from '@/components/share-button';
import { Skeleton } from '@/components/skeleton';
import { CartBar } from '@/features/cart/components/cart-bar';
import { counterOf } from '@/features/cart/components/counter';
import { factorOf } from '@/features/cart/quantities';
import { useCart } from '@/features/cart/use-cart';
import { PriceHistory } from '@/features/catalogue/components/price-history';
import { PriceSheet } from '@/features/catalogue/components/price-sheet';
import { ProductHead, ProductPictures } from '@/features/catalogue/components/product-head';
import { SkuCosts } from '@/features/catalogue/components/sku-costs';
import { SkuList } from '@/features/catalogue/components/sku-list';
import { useFavourite } from '@/features/catalogue/use-favourite';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { useShareCard } from '@/platform/share';

export default function ProductPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="document" />}</PageFrame>;
  return <Product buyer={buyer} />;
}

function Product({ buyer }: { buyer: Buyer }) {
  const id = usePageId();
  const { query } = buyer;
  const answer = useAnswer('products.get', { params: { id }, query });
  const product = answer.data;
  const cart = useCart(buyer);
  const card = () => ({ title: product?.name ?? '商品', page: 'product' as const, query: { id }, picture: product?.pictures[0]?.url });
  useShareCard(card);
  return (
    <PageFrame bar={buyer.mayOrder && <CartBar cart={cart} onOpen={() => goTo('cart', query)} />}>
      {buyer.onBehalf && <NoticeStrip icon="shop">替{buyer.shopName ?? '门店'}下单</NoticeStrip>}
      <AnswerView answer={answer} skeleton="document">
        {(shown) => (
          <>
            <ProductPictures product={shown} />
            <Skus product={shown} buyer={buyer} cart={cart} />
            <Section title="商品资料">
              {shown.categoryPath.length > 0 && <Detail label="分类">{shown.categoryPath.map(({ name }) => name).join(' › ')}</Detail>}
              {shown.attributes.map(({ name, value }) => (
                <Detail key={name} label={name}>
                  {value}
                </Detail>
              ))}
              {shown.description && <Detail label="说明">{shown.description}</Detail>}
              {shown.hiddenFrom && shown.hiddenFrom.length > 0 && (
                <Detail label="不给看">{shown.hiddenFrom.map(({ name }) => name).join('、')}</Detail>
              )}
            </Section>
            <SkuCosts skus={shown.skus} />
            <Section>
              <ShareButton label="发给微信好友" kind="quiet" card={card} />
            </Section>
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}

function Skus({ product, buyer, cart }: { product: ProductView; buyer: Buyer; cart: ReturnType<typeof useCart> }) {
  const [chosenId, choose] = useState<number | null>(null);
  const [sheet, setSheet] = useState<'why' | 'history' | null>(null);
  const favour = useFavourite();
  const sku = product.skus.find(({ id }) => id === chosenId) ?? product.skus[0];
  if (!sku) return <NoticeStrip>这件商品暂时没有可订的规格</NoticeStrip>;
  const line = cart.of(sku.id);
  const counter = counterOf(cart);
  const show = (what: 'why' | 'history') => (of: SkuView) => {
    choose(of.id);
    setSheet(what);
  };
  const close = () => setSheet(null);
  return (
    <>
      <ProductHead product={product} sku={sku} onExplain={() => show('why')(sku)} onHistory={() => show('history')(sku)} />
      <Section title={product.skus.length > 1 ? `${product.skus.length} 种规格` : '规格与数量'}>
        <SkuList
          skus={product.skus}
          onExplain={show('why')}
          onFavour={buyer.mayOrder && !buyer.onBehalf ? (of) => favour(of, cart.of(of.id)) : undefined}
          control={(of, onUnit) => buyer.mayOrder && counter({ sku: of, name: product.name, picture: product.pictures[0] ?? null }, onUnit)}
        />
      </Section>
      {sheet === 'why' && (
        <PriceSheet sku={sku} base={line ? line.quantity * factorOf(sku, line.unit) : sku.minimum} query={buyer.query} onClose={close} />
      )}
      {sheet === 'history' && (
        <PriceHistory
          sku={sku}
          query={buyer.query}
          onClose={close}
          onOrder={(orderId) => {
            close();
            goTo('order', { id: orderId });
          }}
        />
      )}
    </>
  );
}
