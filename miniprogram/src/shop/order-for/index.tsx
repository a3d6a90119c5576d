import { useState } from 'react';
import { FailedState } from '@/components/failed-state';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Skeleton } from '@/components/skeleton';
import { CartBar } from '@/features/cart/components/cart-bar';
import { counterOf } from '@/features/cart/components/counter';
import { useCart } from '@/features/cart/use-cart';
import { GoodsRow } from '@/features/catalogue/components/goods-row';
import { Shelf } from '@/features/catalogue/components/shelf';
import { SkuSheet } from '@/features/catalogue/components/sku-sheet';
import { scanSku } from '@/features/catalogue/scan';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo } from '@/platform/navigation';

/** The catalogue at the prices of one shop, for the member of staff who orders on its behalf. */
export default function OrderForPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  return <OrderFor buyer={buyer} />;
}

function OrderFor({ buyer }: { buyer: Buyer }) {
  const cart = useCart(buyer);
  const [specsOf, setSpecsOf] = useState<number | null>(null);
  const { query } = buyer;
  const counter = counterOf(cart);
  const scan = async () => {
    const sku = await scanSku(query);
    if (sku) goTo('product', { id: sku.productId, ...query });
  };
  return (
    <PageFrame bar={<CartBar cart={cart} onOpen={() => goTo('cart', query)} onOrders={() => goTo('orders', query)} ordersLabel="订单" />}>
      <Shelf
        query={query}
        onSearch={() => goTo('search', query)}
        onScan={() => void scan()}
        head={<NoticeStrip icon="shop">替{buyer.shopName ?? '门店'}下单</NoticeStrip>}
        row={(product) => (
          <GoodsRow
            product={product}
            counter={counter}
            onOpen={() => goTo('product', { id: product.id, ...query })}
            onSpecs={() => setSpecsOf(product.id)}
          />
        )}
      />
      {specsOf !== null && (
        <SkuSheet
          productId={specsOf}
          query={query}
          onClose={() => setSpecsOf(null)}
          control={(sku, { name, pictures }, onUnit) => counter({ sku, name, picture: pictures[0] ?? null }, onUnit)}
        />
      )}
    </PageFrame>
  );
}
