import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { FailedState } from '@/components/failed-state';
import { LinkText } from '@/components/link-text';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Skeleton } from '@/components/skeleton';
import { FavouriteRow } from '@/features/cart/components/favourite-row';
import { useFavourites } from '@/features/cart/use-favourites';
import { intend } from '@/features/orders/intent';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo } from '@/platform/navigation';
import { useCommand } from '@/platform/query';
import { useWholeList } from '@/platform/whole-list';
import './index.scss';

export default function FavouritesPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  return <Favourites buyer={buyer} />;
}

/** What this shop usually takes, and how much: ticked and ordered. */
function Favourites({ buyer }: { buyer: Buyer }) {
  const { query } = buyer;
  const pages = useWholeList('favourites.list', { query });
  const usual = useFavourites(pages.items);
  const remove = useCommand('favourites.remove', { refresh: ['favourites.list', 'products.get'] });
  const order = () => {
    usual.keepQuantities();
    intend(buyer.shopId ?? 0, { lines: usual.picked, source: { kind: 'favourites', id: null }, clearCart: false });
    goTo('checkout', query);
  };
  return (
    <PageFrame
      bar={
        pages.items.length > 0 && (
          <ActionBar note={usual.picked.length === 0 ? '勾选要订的，数量按平时的来' : `已选 ${usual.picked.length} 种`}>
            <Button
              label={usual.picked.length === 0 ? '勾选后下单' : `下单 ${moneyText(usual.totalFen)}`}
              disabled={usual.picked.length === 0}
              onTap={order}
            />
          </ActionBar>
        )
      }
    >
      {buyer.onBehalf && <NoticeStrip icon="shop">替{buyer.shopName ?? '门店'}下单</NoticeStrip>}
      <PagedList
        pages={pages}
        keyOf={({ sku }) => sku.id}
        skeleton="goods"
        head={
          pages.items.length > 1 && (
            <View className="favourites__head">
              <LinkText label={usual.areAll ? '全不选' : '全选'} onTap={() => usual.tickAll(!usual.areAll)} />
            </View>
          )
        }
        row={(item) => (
          <FavouriteRow
            item={item}
            ticked={usual.isTicked(item.sku.id)}
            quantity={usual.quantityOf(item)}
            onTick={() => usual.toggle(item.sku.id)}
            onQuantity={(quantity) => usual.setQuantity(item.sku.id, quantity)}
            onOpen={() => goTo('product', { id: item.sku.productId, ...query })}
            onRemove={() => remove.mutate({ params: { skuId: item.sku.id } })}
          />
        )}
        empty={{
          icon: 'heart',
          title: '常购清单还是空的',
          text: '在商品页点“常购”，下次勾选就能一起订。',
          action: { label: '去选货', onTap: () => goTo('catalogue') },
        }}
      />
    </PageFrame>
  );
}
