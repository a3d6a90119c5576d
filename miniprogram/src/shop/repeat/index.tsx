import { moneyText } from '@dianquan/shared/money';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { OrderLines } from '@/features/orders/components/order-lines';
import { intend } from '@/features/orders/intent';
import { repeatHeadline, repeatIntent, repeatLines } from '@/features/orders/repeat';
import { useIntoCart } from '@/features/orders/use-into-cart';
import { useActor } from '@/features/session/use-actor';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** An order once more, with what has changed since: to the checkout as it is, or into the cart to change it. */
export default function RepeatPage() {
  const id = usePageId();
  const actor = useActor();
  const order = useAnswer('orders.get', { params: { id } });
  const answer = useAnswer('orders.repeat', { params: { id } }, { staleTime: 0 });
  const shopId = order.data?.shopId ?? 0;
  const query = actor?.member?.shopId === shopId ? {} : { shopId };
  const lines = repeatIntent(answer.data?.lines ?? []);
  const intoCart = useIntoCart(query, () => goTo('cart', query));
  const checkout = () => {
    intend(shopId, { lines, source: { kind: 'repeat', id }, clearCart: false });
    goTo('checkout', query);
  };
  return (
    <PageFrame
      bar={
        lines.length > 0 &&
        order.data && (
          <ActionBar>
            <Button kind="quiet" label="放进购物车" busyLabel="正在放入…" onTap={() => intoCart(lines)} />
            <Button label={`再来一单 ${moneyText(answer.data?.totalFen ?? 0)}`} onTap={checkout} />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(repeated) => (
          <>
            <NoticeStrip icon="refresh">{repeatHeadline(repeated)}</NoticeStrip>
            <Section title={order.data ? `照 ${order.data.number}` : undefined} flush>
              <OrderLines lines={repeatLines(repeated.lines)} />
            </Section>
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
