import type { CommunityView } from '@dianquan/shared/contract/communities';
import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Icon } from '@/components/icon';
import { Tag } from '@/components/tag';
import { audienceWords } from '../words';
import './community-card.scss';

export function CommunityCard({ community, onTap }: { community: CommunityView; onTap: () => void }) {
  return (
    <View className="community-card" ariaRole="button" onClick={onTap}>
      <Avatar square url={community.coverUrl} name={community.name} size={96} />
      <View className="community-card__words">
        <View className="community-card__head">
          <View className="community-card__name">{community.name}</View>
          {community.archivedAt && <Tag>已归档</Tag>}
        </View>
        <View className="community-card__audience">{audienceWords(community.segments)}</View>
        <View className="community-card__figures">
          {countText(community.shops)} 家门店 · {countText(community.posts)} 条动态
        </View>
      </View>
      <Icon name="right" size={28} colour="faint" />
    </View>
  );
}
