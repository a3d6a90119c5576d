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
import { rememberedInvitation } from '@/features/join/invitation-memory';
import { hasRole, useActor } from '@/features/session/use-actor';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo } from '@/platform/navigation';

export default function CataloguePage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  return <Catalogue buyer={buyer} />;
}

function Catalogue({ buyer }: { buyer: Buyer }) {
  const cart = useCart(buyer);
  const [specsOf, setSpecsOf] = useState<number | null>(null);
  const counter = buyer.mayOrder ? counterOf(cart) : null;
  const scan = async () => {
    const sku = await scanSku(buyer.query);
    if (sku) goTo('product', { id: sku.productId });
  };
  return (
    <PageFrame bar={buyer.mayOrder && <CartBar onTab cart={cart} onOpen={() => goTo('cart')} onOrders={() => goTo('orders')} />}>
      <Shelf
        query={buyer.query}
        onSearch={() => goTo('search')}
        onScan={() => void scan()}
        onUsual={buyer.mayOrder ? () => goTo('favourites') : undefined}
        head={!buyer.mayOrder && <WhoCannotOrder buyer={buyer} />}
        row={(product) => (
          <GoodsRow
            product={product}
            counter={counter}
            onOpen={() => goTo('product', { id: product.id })}
            onSpecs={() => setSpecsOf(product.id)}
          />
        )}
      />
      {specsOf !== null && (
        <SkuSheet
          productId={specsOf}
          query={buyer.query}
          onClose={() => setSpecsOf(null)}
          control={(sku, { name, pictures }, onUnit) => counter?.({ sku, name, picture: pictures[0] ?? null }, onUnit)}
        />
      )}
    </PageFrame>
  );
}

/** Staff order for a shop from its page; a guest joins first. */
function WhoCannotOrder({ buyer }: { buyer: Buyer }) {
  const actor = useActor();
  const code = rememberedInvitation();
  if (buyer.staff) {
    return (
      <NoticeStrip icon="shop" onTap={() => goTo(hasRole(actor, 'salesperson') ? 'shops' : 'managedShops')}>
        替门店下单：先选门店，再点代下单
      </NoticeStrip>
    );
  }
  return (
    <NoticeStrip icon="tag" onTap={code ? () => goTo('join', { code }) : undefined}>
      加入后看价格、下单{code ? '' : '：请让业务员出示邀请码'}
    </NoticeStrip>
  );
}
