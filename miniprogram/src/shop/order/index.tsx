import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Detail } from '@/components/detail';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { TellMe } from '@/features/delivery/components/tell-me';
import { CancelSheet } from '@/features/orders/components/cancel-sheet';
import { MoreActions } from '@/features/orders/components/more-actions';
import { OrderHead, OrderSums } from '@/features/orders/components/order-head';
import { OrderLines } from '@/features/orders/components/order-lines';
import { OrderPapers } from '@/features/orders/components/order-papers';
import { ProofSheet } from '@/features/orders/components/proof-sheet';
import { Timeline } from '@/features/orders/components/timeline';
import { orderedLines } from '@/features/orders/line-views';
import { type ShopAction, shopActions, useOrderActions } from '@/features/orders/use-order-actions';
import { useActor } from '@/features/session/use-actor';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** States in which nothing more is told. */
const OVER: readonly string[] = ['completed', 'cancelled'];

/** One order, from placing to settled. */
export default function OrderPage() {
  const id = usePageId();
  const actor = useActor();
  const answer = useAnswer('orders.get', { params: { id } }, { staleTime: 0 });
  const order = answer.data;
  const acts = useOrderActions(order);
  const [proving, setProving] = useState(false);
  useDidShow(() => void answer.refetch());
  const ofShop = actor?.member?.shopId === order?.shopId;

  const run = (): Record<ShopAction, () => unknown> => ({
    pay: acts.pay,
    proof: () => setProving(true),
    agreement: () => acts.answer(true),
    receipt: acts.receive,
    cancel: () => acts.setCancelling(true),
    return: () => goTo('returnRequest', { id }),
    repeat: () => goTo('repeat', { id }),
  });
  const actions = order ? shopActions(order, ofShop) : [];
  const [first, ...rest] = actions;
  return (
    <PageFrame
      bar={
        order &&
        first && (
          <ActionBar>
            {rest.length > 0 && <MoreActions actions={rest} onTake={(action) => run()[action]()} />}
            {first.action === 'agreement' && <Button kind="quiet" label="不同意" onTap={() => acts.answer(false)} />}
            <Button
              label={first.label}
              busyLabel="正在处理…"
              kind={first.action === 'cancel' ? 'danger' : 'primary'}
              onTap={run()[first.action]}
            />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(shown) => (
          <>
            {!ofShop && <NoticeStrip icon="shop">{shown.shopName}的订单</NoticeStrip>}
            <OrderHead order={shown} />
            {ofShop && !OVER.includes(shown.state) && <TellMe use="order" label="有进展微信通知我" />}
            <Section title={`${shown.lines.length} 种货`} flush>
              <OrderLines
                lines={orderedLines(shown, (productId) => goTo('product', { id: productId, ...(ofShop ? {} : { shopId: shown.shopId }) }))}
              />
            </Section>
            <Section>
              <OrderSums order={shown} />
            </Section>
            <OrderPapers order={shown} onReturn={(returnId) => goTo('return', { id: returnId })} />
            <Section title="进度">
              <Timeline order={shown} />
            </Section>
            <Section title="送货">
              {shown.address && <Detail label="收货人">{`${shown.address.contact} ${shown.address.phone}`}</Detail>}
              <Detail label="地址">{shown.address?.address ?? '门店登记的地址'}</Detail>
              {shown.wish && <Detail label="捎话">{shown.wish}</Detail>}
            </Section>
            {acts.cancelling && <CancelSheet paid={shown.paidFen > 0} onClose={() => acts.setCancelling(false)} onCancel={acts.cancel} />}
            {proving && (
              <ProofSheet
                shopId={shown.shopId}
                purpose={{ kind: 'order', orderId: id }}
                dueFen={shown.totalFen - shown.paidFen}
                onClose={() => setProving(false)}
              />
            )}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
