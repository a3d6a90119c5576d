import { moneyText } from '@dianquan/shared/money';
import { useDidShow } from '@tarojs/taro';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { TextArea } from '@/components/text-area';
import { takeChosenAddress } from '@/features/orders/chosen-address';
import { MethodChoice } from '@/features/orders/components/method-choice';
import { Sums } from '@/features/orders/components/order-head';
import { OrderLines } from '@/features/orders/components/order-lines';
import { SilentOrder } from '@/features/orders/components/silent-order';
import { checkoutLines } from '@/features/orders/line-views';
import { payOrder } from '@/features/orders/pay-order';
import { useCheckout } from '@/features/orders/use-checkout';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo, replaceWith } from '@/platform/navigation';
import { toast, toastError } from '@/platform/toast';

export default function CheckoutPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="document" />}</PageFrame>;
  if (buyer.shopId === null)
    return (
      <PageFrame>
        <EmptyState icon="shop" title="先加入门店才能下单" />
      </PageFrame>
    );
  return <Checkout buyer={buyer} shopId={buyer.shopId} />;
}

function Checkout({ buyer, shopId }: { buyer: Buyer; shopId: number }) {
  const checkout = useCheckout({ shopId, query: buyer.query }, async (order) => {
    // WeChat's sheet says by itself what is being paid; words lying over it would hide that.
    if (order.paymentMethod === 'wechat' && !buyer.onBehalf) await payOrder(order.id).catch(toastError);
    else toast(`已下单 ${order.number}`);
    replaceWith('order', { id: order.id });
  });
  const { check, lines, changes, totalFen, address, addresses, silent } = checkout;
  useDidShow(() => {
    void addresses.refetch();
    const chosen = takeChosenAddress();
    if (chosen !== null) checkout.setAddressId(chosen);
  });
  if (!checkout.intent && !silent) {
    return (
      <PageFrame>
        <EmptyState icon="cart" title="没有要下单的货" action={{ label: '看购物车', onTap: () => replaceWith('cart', buyer.query) }} />
      </PageFrame>
    );
  }
  const order = changes.length > 0 ? '按新价下单' : '下单';
  const pricing = check.isError ? order : '正在算价…';
  return (
    <PageFrame
      bar={
        !silent && (
          <ActionBar note={noteOf(checkout)}>
            <Button
              label={check.data ? `${order} ${moneyText(totalFen)}` : pricing}
              busyLabel="正在下单…"
              disabled={!check.data || lines.length === 0 || checkout.method === null || check.isFetching}
              onTap={checkout.place}
            />
          </ActionBar>
        )
      }
    >
      {buyer.onBehalf && <NoticeStrip icon="shop">替{buyer.shopName ?? '门店'}下单</NoticeStrip>}
      {silent && (
        <SilentOrder
          totalFen={silent.body.totalFen}
          onAsk={checkout.askAgain}
          onLetGo={checkout.letGo}
          onOrders={() => goTo('orders', buyer.query)}
        />
      )}
      {changes.length > 0 && <NoticeStrip icon="warning">{changes.length} 种货的价格有变化，请核对后再下单</NoticeStrip>}
      <Section title="送到" flush>
        <Row
          icon="location"
          wrap
          title={address ? `${address.contact} ${address.phone}` : addresses.isPending ? '收货地址' : '添加收货地址'}
          text={address?.address ?? (addresses.isPending ? '正在读取…' : '不填就送到门店登记的地址')}
          onTap={() => goTo('addresses', { shopId, choose: 1 })}
        />
      </Section>
      <AnswerView answer={check} skeleton="document">
        {(checked) => (
          <>
            <Section title={`${checked.lines.length} 种货`} flush>
              <OrderLines lines={checkoutLines(checked.lines, changes)} />
            </Section>
            {checked.warehouses.length > 1 && (
              <NoticeStrip icon="truck">
                分 {checked.warehouses.length} 处发货：{checked.warehouses.map(({ name, kinds }) => `${name} ${kinds} 种`).join('，')}
              </NoticeStrip>
            )}
            <Section title="怎么付款" flush>
              <MethodChoice check={checked} method={checkout.method} onChange={checkout.setMethod} />
            </Section>
            <Section title="捎句话（选填）">
              <TextArea value={checkout.wish} onChange={checkout.setWish} maxLength={200} placeholder="例如：下午三点后送，放后门" />
            </Section>
            <Section>
              <Sums rows={[['合计', moneyText(totalFen)]]} />
            </Section>
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}

/** Why the button sleeps, or what the order leaves out. */
function noteOf({ check, lines, faulty, method }: ReturnType<typeof useCheckout>): string | null {
  if (!check.data) return null;
  if (lines.length === 0) return '这些货现在都不能订，原因写在货品下面';
  if (method === null) return '这家店还没有能用的付款方式，请联系业务员';
  return faulty.length > 0 ? `${faulty.length} 种暂不能订，这一单不含` : null;
}
