import { Image, View } from '@tarojs/components';
import { useEffect } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { ShareButton } from '@/components/share-button';
import { Stat, Stats } from '@/components/stat';
import { useOwnInvitation } from '@/features/invite/use-own-invitation';
import { useActor } from '@/features/session/use-actor';
import { tellDemo } from '@/platform/demo-bridge';
import { useFetchedPicture } from '@/platform/pictures';
import { useShareCard } from '@/platform/share';
import './index.scss';

/** A shop brings a shop, or its own clerks. */
export default function InvitePage() {
  const actor = useActor();
  const invitation = useOwnInvitation();
  const { data } = invitation;
  const picture = useFetchedPicture('invitations.picture', data ? { params: { id: data.id } } : null);
  const card = () => ({ title: `${actor?.name ?? '我'}邀请您加入店圈`, page: 'join' as const, query: { code: data?.code } });
  useShareCard(card);
  const { src } = picture;
  useEffect(() => {
    if (data && src) tellDemo({ type: 'code-shown', code: data.code, path: data.path, imageUrl: src });
  }, [data, src]);
  return (
    <PageFrame
      bar={
        data && (
          <ActionBar>
            <ShareButton label="发给微信好友" card={card} />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={invitation} skeleton="card">
        {(mine) => (
          <Section>
            <View className="invite__code">{src && <Image className="invite__picture" src={src} mode="aspectFit" />}</View>
            <View className="invite__say">让同行或店员用微信扫一扫</View>
            <Stats>
              <Stat label="看过" count={mine.landed} unit="次" />
              <Stat label="已加入" count={mine.used} unit="人" />
            </Stats>
          </Section>
        )}
      </AnswerView>
    </PageFrame>
  );
}
