import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { hasRole, useActor } from '@/features/session/use-actor';
import { ShopContacts, ShopPeople } from '@/features/shops/components/shop-contacts';
import { ShopHistory } from '@/features/shops/components/shop-history';
import { ShopHead, ShopRecord } from '@/features/shops/components/shop-record';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** Everything about one shop, for those who look after it. */
export default function ShopPage() {
  const id = usePageId();
  const actor = useActor();
  const answer = useAnswer('shops.get', { params: { id } });
  const fields = useAnswer('customFields.list');
  const mayWrite = hasRole(actor, 'salesperson', 'manager', 'office', 'admin');
  const shop = answer.data;
  const invite = () => goTo('myCode', { shopId: id, shopName: shop?.name });
  return (
    <PageFrame
      bar={
        shop &&
        mayWrite && (
          <ActionBar>
            <Button kind="quiet" label="修改资料" onTap={() => goTo('editShop', { id })} />
            <Button icon="code" label="邀请这家店" onTap={invite} />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(loaded) => (
          <>
            <ShopHead shop={loaded} />
            {mayWrite && (
              <Section title="订货" flush>
                <Row icon="cart" title="代下单" text="按这家店的价格选货" onTap={() => goTo('orderFor', { shopId: id })} />
                <Row icon="list" title="订单" onTap={() => goTo('orders', { shopId: id })} />
                <Row
                  icon="tag"
                  title="它的价格"
                  text="每样货多少钱、上次多少钱"
                  onTap={() => goTo('shopPrices', { shopId: id, shopName: loaded.name })}
                />
                <Row icon="swap" title="退换货" onTap={() => goTo('returns', { shopId: id })} />
                <Row icon="book" title="对账与额度" onTap={() => goTo('statements', { shopId: id })} />
              </Section>
            )}
            <ShopPeople shopId={id} onInvite={invite} />
            <ShopContacts shop={loaded} />
            <ShopRecord shop={loaded} fields={fields.data?.items ?? []} />
            <Section flush>
              <Row icon="people" title="谁邀请了店里的人" onTap={() => goTo('attribution', { shopId: id })} />
            </Section>
            {mayWrite && <ShopHistory shopId={id} />}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
