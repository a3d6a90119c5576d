import { View } from '@tarojs/components';
import { Time } from '@/components/time';
import { REASON_ZH, type Rejection } from '../invitation-words';
import './rejection-row.scss';

/** Who could not join and why; the reason wraps, as it says what to do. */
export function RejectionRow({ rejection, isMine }: { rejection: Rejection; isMine: boolean }) {
  const { who, at, reason, inviterName } = rejection;
  return (
    <View className="rejection-row">
      <View className="rejection-row__head">
        <View className="rejection-row__who">{who ?? '还没登录的人'}</View>
        <Time at={at} className="rejection-row__at" />
      </View>
      <View className="rejection-row__reason">{REASON_ZH[reason]}</View>
      {inviterName && !isMine && <View className="rejection-row__by">用的是{inviterName}的邀请</View>}
    </View>
  );
}
