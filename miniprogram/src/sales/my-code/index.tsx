import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { ShareButton } from '@/components/share-button';
import { CodeCard } from '@/features/sales/components/code-card';
import { InvitationOptions } from '@/features/sales/components/invitation-options';
import { JoinedList } from '@/features/sales/components/joined-list';
import { MyFigures } from '@/features/sales/components/my-figures';
import { PosterSheet } from '@/features/sales/components/poster-sheet';
import { useMyCode } from '@/features/sales/use-my-code';
import { useActor } from '@/features/session/use-actor';
import { type PickedShop, ShopPicker } from '@/features/shops/components/shop-picker';
import { copy } from '@/platform/clipboard';
import { goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { useShareCard } from '@/platform/share';

/** Held out across a counter: the code, then what it has brought. */
export default function MyCodePage() {
  const actor = useActor();
  const { id, shopId, shopName } = usePageQuery();
  const code = useMyCode({ id: id ? Number(id) : null, shopId: shopId ? Number(shopId) : null });
  const score = useAnswer('invitations.scoreboard', {});
  const [asking, setAsking] = useState<'options' | 'poster' | null>(null);
  const [shop, setShop] = useState<PickedShop | null>(shopId ? { id: Number(shopId), name: shopName ?? '' } : null);
  const card = () => ({ title: `${actor?.name ?? '我'}邀请您加入店圈`, page: 'join' as const, query: { code: code.data?.code } });
  useShareCard(card);
  const mine = score.data?.items.find(({ staffId }) => staffId === actor?.staff?.id);
  return (
    <PageFrame
      bar={
        code.data && (
          <ActionBar>
            <Button kind="quiet" label="生成海报" onTap={() => setAsking('poster')} />
            <ShareButton label="发给微信好友" card={card} />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={code} skeleton="card">
        {(invitation) => (
          <>
            <CodeCard invitation={invitation} />
            {mine && <MyFigures figures={mine} onTap={() => goTo('scoreboard')} />}
            <Section flush>
              <Row
                icon="link"
                title="复制邀请链接"
                onTap={() => copy(invitation.link ?? invitation.path, '链接已复制，可以粘贴到聊天里')}
              />
              <Row icon="settings" title="换一张邀请码" text="指定门店、社区、活动、期限" onTap={() => setAsking('options')} />
              <Row icon="list" title="我的邀请" onTap={() => goTo('invitations')} />
            </Section>
            <PosterSheet open={asking === 'poster'} onClose={() => setAsking(null)} invitationId={invitation.id} />
          </>
        )}
      </AnswerView>
      <JoinedList staffId={actor?.staff?.id} />
      <InvitationOptions
        open={asking === 'options'}
        onClose={() => setAsking(null)}
        shop={shop}
        shopField={<ShopPicker value={shop} onChange={setShop} placeholder="不指定" />}
        onMake={code.make}
      />
    </PageFrame>
  );
}
