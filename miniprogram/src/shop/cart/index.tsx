import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { LinkText } from '@/components/link-text';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { CartLine } from '@/features/cart/components/cart-line';
import { useCart } from '@/features/cart/use-cart';
import { intend } from '@/features/orders/intent';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo } from '@/platform/navigation';
import { confirm, toast } from '@/platform/toast';
import './index.scss';

export default function CartPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="goods" />}</PageFrame>;
  return <TheCart buyer={buyer} />;
}

function TheCart({ buyer }: { buyer: Buyer }) {
  const cart = useCart(buyer);
  const { answer, lines } = cart;
  usePullDownRefresh(() => {
    void answer.refetch().finally(() => Taro.stopPullDownRefresh());
  });
  const good = lines.filter(({ fault }) => fault === null);
  const browse = () => (buyer.onBehalf ? goTo('orderFor', buyer.query) : goTo('catalogue'));
  const checkout = async () => {
    if (!(await cart.settle())) {
      toast('网络不通，购物车还没有保存，请稍后再试');
      return;
    }
    intend(buyer.shopId ?? 0, {
      lines: good.map(({ sku, unit, quantity, note }) => ({ skuId: sku.id, unit, quantity, note })),
      source: { kind: 'cart', id: null },
      clearCart: true,
    });
    goTo('checkout', buyer.query);
  };
  const empty = async () => {
    if (!(await confirm({ title: '清空购物车？', loses: `${lines.length} 种货会一起移出。`, action: '清空' }))) return;
    for (const { fault: _, factor: __, unitFen: ___, totalFen: ____, ...line } of lines) cart.set({ ...line, quantity: 0 });
  };
  if (!buyer.mayOrder || (answer.data && lines.length === 0)) {
    return (
      <PageFrame>
        <EmptyState
          icon="cart"
          title="购物车还是空的"
          text="去目录选货，加减号旁边能换单位。"
          action={{ label: '去选货', onTap: browse }}
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame
      bar={
        good.length > 0 && (
          <ActionBar note={good.length < lines.length ? `${lines.length - good.length} 种暂不能订，不算在内` : undefined}>
            <Button label={`去结算 ${moneyText(cart.totalFen)}`} busyLabel="正在保存…" onTap={checkout} />
          </ActionBar>
        )
      }
    >
      {buyer.onBehalf && <NoticeStrip icon="shop">替{buyer.shopName ?? '门店'}下单</NoticeStrip>}
      {cart.silent && <NoticeStrip icon="offline">网络不通，改动会在网络恢复后自动保存</NoticeStrip>}
      {!answer.data && answer.isError && <FailedState error={answer.error} onRetry={answer.refetch} />}
      {answer.isPending && <Skeleton shape="goods" />}
      {lines.length > 0 && (
        <Section flush>
          {lines.map((line) => (
            <CartLine
              key={line.sku.id}
              cart={cart}
              line={line}
              onOpen={() => goTo('product', { id: line.sku.productId, ...buyer.query })}
            />
          ))}
        </Section>
      )}
      {lines.length > 0 && (
        <View className="cart__empty">
          <LinkText label="清空购物车" onTap={() => void empty()} />
        </View>
      )}
    </PageFrame>
  );
}
