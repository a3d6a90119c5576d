import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { askable, askFor, useConsents } from '@/features/delivery/api';
import { ConsentStep } from '@/features/join/components/consent-step';
import { LandingCard } from '@/features/join/components/landing-card';
import { type NewShop, NewShopForm } from '@/features/join/components/new-shop-form';
import { PhoneStep } from '@/features/join/components/phone-step';
import { RoleSheet } from '@/features/join/components/role-sheet';
import { ShopStep } from '@/features/join/components/shop-step';
import { rememberedInvitation, rememberInvitation } from '@/features/join/invitation-memory';
import { useJoin } from '@/features/join/use-join';
import { goTo, startOver, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import './index.scss';

type Chosen = { shopId: number; name: string; hasOwner: boolean } | { newShop: NewShop; name: string; hasOwner: false };

/** What they will want to be told of. Only owners are asked to confirm others. */
const MESSAGES = { owner: ['announcement', 'order', 'waiting'], clerk: ['announcement', 'order'] } as const;

/** A code, a card or a link lands here. */
export default function JoinPage() {
  const query = usePageQuery();
  const [code] = useState(() => query.scene ?? query.code ?? rememberedInvitation() ?? '');
  const landing = useAnswer('invitations.get', { params: { code: code || '-' } }, { staleTime: Number.POSITIVE_INFINITY });
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const join = useJoin(
    code,
    ({ firstAnnouncementId }) => {
      startOver('home');
      if (firstAnnouncementId !== null) setTimeout(() => goTo('announcement', { id: firstAnnouncementId }), 300);
    },
    () => startOver('home'),
  );
  const consents = useConsents().data?.items ?? [];
  const found = landing.data !== undefined;
  useEffect(() => {
    if (found) rememberInvitation(code);
  }, [found, code]);

  if (landing.error?.code === 'invitation_invalid')
    return (
      <PageFrame>
        <EmptyState
          icon="info"
          title="邀请无效或已失效"
          text="请让邀请您的人重新发一次，或者当面扫他的邀请码。"
          action={{ label: '先看看首页', onTap: () => startOver('home') }}
        />
      </PageFrame>
    );
  if (join.step === 'waiting')
    return (
      <PageFrame>
        <EmptyState
          icon="clock"
          title="已提交，等店主确认"
          text="店主确认后您会在收件箱看到消息，公告和社区随即打开。"
          action={{ label: '回首页', onTap: () => startOver('home') }}
        />
      </PageFrame>
    );

  const start = (
    <ActionBar>
      <Button label="微信一键加入" busyLabel="正在登录…" onTap={join.start} />
    </ActionBar>
  );
  const choosing = join.step === 'shop' || join.step === 'new-shop';
  return (
    <PageFrame bar={found && !choosing ? start : undefined}>
      <AnswerView answer={landing} skeleton="card">
        {(data) => (
          <>
            {!choosing && <LandingCard landing={data} />}
            {!choosing && <View className="join__privacy">加入前会先请您阅读隐私说明，不同意不会保存任何资料。</View>}
            {join.step === 'consent' && (
              <ConsentStep
                privacy={data.privacy}
                onAgree={() => join.agree(data.privacy.version)}
                onLeave={() => join.setStep('landing')}
              />
            )}
            {join.step === 'phone' && <PhoneStep onPhone={join.givePhone} onLeave={() => join.setStep('landing')} />}
            {join.step === 'shop' && <ShopStep code={code} onChoose={setChosen} onNew={() => join.setStep('new-shop')} />}
            {join.step === 'new-shop' && (
              <NewShopForm
                onBack={() => join.setStep('shop')}
                onDone={(newShop) => setChosen({ newShop, name: newShop.name, hasOwner: false })}
              />
            )}
          </>
        )}
      </AnswerView>
      {chosen && (
        <RoleSheet
          shopName={chosen.name}
          hasOwner={chosen.hasOwner}
          onClose={() => setChosen(null)}
          note={askable(consents, MESSAGES.owner).length > 0 ? '点“加入”时微信会问能不能给您发提醒，不同意也一样用。' : undefined}
          onJoin={async (role, name) => {
            await askFor(consents, MESSAGES[role]);
            await join.join({
              ...('shopId' in chosen ? { shopId: chosen.shopId } : { newShop: chosen.newShop }),
              role,
              ...(name ? { name } : {}),
            });
          }}
        />
      )}
    </PageFrame>
  );
}
