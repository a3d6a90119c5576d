import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Icon } from '@/components/icon';
import type { Answer } from '@/platform/contract';
import './landing-card.scss';

/** Who invites, into what, and what one gets: all that is known before any login. */
export function LandingCard({ landing }: { landing: Answer<'invitations.get'> }) {
  const { inviter, community, supplierName } = landing;
  return (
    <View className="landing-card">
      <View className="landing-card__inviter">
        <Avatar url={inviter.avatarUrl} name={inviter.name} size={112} />
        <View className="landing-card__who">
          <View className="landing-card__name">{inviter.name}</View>
          <View className="landing-card__title">
            {inviter.shopName ? `${inviter.shopName} ${inviter.title}` : `${supplierName} ${inviter.title}`}
          </View>
        </View>
      </View>
      <View className="landing-card__into">{community ? `邀请您加入「${community.name}」` : `邀请您加入${supplierName}的店圈`}</View>
      <View className="landing-card__count">已有 {countText(community?.shops ?? landing.totalShops)} 家门店在这里</View>
      {landing.benefits.map((benefit) => (
        <View key={benefit} className="landing-card__benefit">
          <Icon name="check" size={32} colour="pine" />
          <View>{benefit}</View>
        </View>
      ))}
    </View>
  );
}
