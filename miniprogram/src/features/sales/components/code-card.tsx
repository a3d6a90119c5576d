import { Image, View } from '@tarojs/components';
import { useEffect } from 'react';
import { FailedState } from '@/components/failed-state';
import { tellDemo } from '@/platform/demo-bridge';
import { useFetchedPicture, viewPictures } from '@/platform/pictures';
import { aimOf, type Invitation, limitsOf } from '../invitation-words';
import './code-card.scss';

/** The code as large as the screen allows: it is scanned across a counter. */
export function CodeCard({ invitation }: { invitation: Invitation }) {
  const { src, error, again } = useFetchedPicture('invitations.picture', { params: { id: invitation.id } });
  const { code, path } = invitation;
  useEffect(() => {
    if (src) tellDemo({ type: 'code-shown', code, path, imageUrl: src });
  }, [src, code, path]);
  const aim = aimOf(invitation);
  const limits = limitsOf(invitation);
  return (
    <View className="code-card">
      {aim && <View className="code-card__aim">{aim}</View>}
      <View className="code-card__frame">
        {error ? (
          <FailedState error={error} onRetry={again} />
        ) : src ? (
          <Image className="code-card__picture" src={src} mode="scaleToFill" onClick={() => viewPictures([src])} />
        ) : (
          <View className="code-card__waiting">正在生成邀请码…</View>
        )}
      </View>
      <View className="code-card__say">让店主微信扫一扫</View>
      {limits && <View className="code-card__limits">{limits}</View>}
    </View>
  );
}
