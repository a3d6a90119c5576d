import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import type { Item } from '@/platform/contract';
import './attribution-row.scss';

/** Who came, into which shop, and through whose hands the invitation went. */
export function AttributionRow({ one, onTap }: { one: Item<'invitations.attribution'>; onTap?: () => void }) {
  const way = [...one.chain.map(({ name }) => name), one.memberName].join(' → ');
  return (
    <View className="attribution-row" ariaRole={onTap ? 'button' : undefined} onClick={onTap}>
      <Avatar name={one.memberName} size={80} />
      <View className="attribution-row__words">
        <View className="attribution-row__head">
          <View className="attribution-row__name">
            {one.memberName} · {MEMBER_ROLE_ZH[one.role]}
          </View>
          <Time at={one.joinedAt} className="attribution-row__at" />
        </View>
        <View className="attribution-row__shop">
          <View className="attribution-row__shop-name">{one.shopName}</View>
          {one.stranger && <Tag tone="pine">新客</Tag>}
        </View>
        <View className="attribution-row__way">{way}</View>
        {one.campaign && <View className="attribution-row__way">活动：{one.campaign}</View>}
      </View>
    </View>
  );
}
